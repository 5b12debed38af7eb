package cn.fuhan.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * PostgreSQL's own directory: made once, then served by one server after another. Nothing ever
 * listens without a password: role and database are made by a single-user server before the
 * directory gets its name.
 */
final class Cluster {

    static final String DATABASE = "fuhan";
    static final String USER = "fuhan";

    private static final Logger LOG = Logger.getLogger(Cluster.class);
    private static final String VERSION = "18";
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private final DataDirectory directory;
    private final Binaries binaries;
    private final Account account;
    private final Path path;

    private Cluster(DataDirectory directory, Binaries binaries, Account account, Path path) {
        this.directory = directory;
        this.binaries = binaries;
        this.account = account;
        this.path = path;
    }

    static Cluster in(DataDirectory directory) throws IOException {
        Path path = directory.path().resolve("pg");
        Binaries binaries = Binaries.in(directory);
        Account account = Account.choose(directory, path, binaries);
        Cluster cluster = new Cluster(directory, binaries, account, path);
        if (Files.exists(path)) {
            cluster.checkVersion();
            cluster.stopLeftOver();
            directory.turnLog();
        } else {
            directory.turnLog();
            cluster.create();
        }
        return cluster;
    }

    String password() throws IOException {
        return Files.readString(passwordFile(path));
    }

    /** How to reach the server that somebody runs on a directory's cluster. */
    static EmbeddedDatabase.Access access(Path dataDir) throws IOException {
        Path cluster = dataDir.resolve("pg");
        List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
        if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).strip().equals("ready")) {
            throw new IOException("PostgreSQL is not ready");
        }
        return new EmbeddedDatabase.Access(
                Integer.parseInt(lines.get(PORT_LINE).strip()),
                Files.readString(passwordFile(cluster)));
    }

    private static Path passwordFile(Path cluster) {
        return cluster.resolve("fuhan.password");
    }

    private void checkVersion() throws IOException {
        String version = Files.readString(path.resolve("PG_VERSION")).strip();
        if (!version.equals(VERSION)) {
            throw new CannotStart(
                    "%s 是 PostgreSQL %s 的数据，本版复函内置 PostgreSQL %s，请先用原版本导出再导入。"
                            .formatted(path, version, VERSION),
                    "%s holds the data of PostgreSQL %s and this Fuhan brings PostgreSQL %s: dump it with the former version and restore it."
                            .formatted(path, version, VERSION));
        }
    }

    private void create() throws IOException {
        // a first start that was killed leaves an unfinished one, perhaps still being written to
        for (Path unfinished : directory.entries("pg.new-*")) {
            DataDirectory.delete(unfinished);
        }
        Path unfinished = directory.path().resolve("pg.new-" + System.currentTimeMillis());
        Files.createDirectory(
                unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path superuserPassword = unfinished.resolveSibling(unfinished.getFileName() + ".password");
        writeSecret(superuserPassword, newPassword());
        account.take(unfinished);
        account.take(superuserPassword);
        // the superuser's password is forgotten: the service needs none of its rights
        must(
                "",
                binaries.program("initdb"),
                "--pgdata=" + unfinished,
                "--username=postgres",
                "--pwfile=" + superuserPassword,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                // case and character classes by Unicode; the C library's locale serves what has not
                // learnt of the provider, such as pg_trgm
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C.UTF-8",
                "--set=max_connections=60",
                "--set=shared_buffers=64MB",
                "--set=effective_cache_size=512MB",
                "--set=work_mem=8MB",
                "--set=max_wal_size=512MB",
                "--set=jit=off",
                "--set=log_checkpoints=off",
                "--set=log_timezone=UTC",
                "--set=timezone=UTC");
        Files.delete(superuserPassword);
        String password = newPassword();
        must(
                """
                CREATE ROLE %s LOGIN PASSWORD '%s';
                CREATE DATABASE %s OWNER %s;
                """
                        .formatted(USER, password, DATABASE, USER),
                binaries.program("postgres"),
                "--single",
                "-D",
                unfinished.toString(),
                "-c",
                "exit_on_error=on",
                "postgres");
        writeSecret(passwordFile(unfinished), password);
        account.take(passwordFile(unfinished));
        directory.publish(unfinished, path);
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
    }

    private void must(String input, String... command) throws IOException {
        int status = account.run(Redirect.appendTo(directory.log().toFile()), input, command);
        if (status != 0) {
            throw failed();
        }
    }

    /** Why the server or a program of its ended, in PostgreSQL's own last words. */
    CannotStart failed() throws IOException {
        List<String> lines =
                Files.exists(directory.log()) ? Files.readAllLines(directory.log()) : List.of();
        String reason =
                lines.stream()
                        .filter(line -> line.matches(".*(FATAL|PANIC|ERROR|error):.*"))
                        .reduce((first, second) -> second)
                        .orElse("?");
        return new CannotStart(
                "内置的 PostgreSQL 没有启动（%s），详见 %s。".formatted(reason, directory.log()),
                "The embedded PostgreSQL did not start: see %s.".formatted(directory.log()));
    }

    /** Starts a server of this cluster, the caller's own child. It may not be ready yet. */
    Process serve(int port) throws IOException {
        ProcessBuilder server =
                account.command(
                        Redirect.appendTo(directory.log().toFile()),
                        binaries.program("postgres"),
                        "-D",
                        path.toString(),
                        // promises that no configuration file may break
                        "--fsync=on",
                        "--synchronous_commit=on",
                        "--full_page_writes=on",
                        "--listen_addresses=127.0.0.1",
                        "--port=" + port,
                        "--unix_socket_directories=");
        Process process = startInItsOwnSession(server);
        process.getOutputStream().close();
        return process;
    }

    // Ctrl-C on a terminal reaches all its processes: it is the service that stops the server
    private static Process startInItsOwnSession(ProcessBuilder server) throws IOException {
        server.command().add(0, "setsid");
        try {
            return server.start();
        } catch (IOException e) {
            server.command().remove(0); // a small system may lack it
            return server.start();
        }
    }

    /** Whether the server takes connections: PostgreSQL says so in its pid file. */
    boolean isServedBy(Process server) throws IOException {
        List<String> lines = pidFile();
        return lines.size() > STATUS_LINE
                && lines.get(0).strip().equals(Long.toString(server.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** Ends open transactions and stops the server with everything on disk. */
    void stop() throws IOException {
        if (stop("fast", 60) != 0 && stop("immediate", 20) != 0 && !pidFile().isEmpty()) {
            throw new IOException("PostgreSQL on " + path + " does not stop");
        }
    }

    private int stop(String mode, int seconds) throws IOException {
        return account.run(
                Redirect.DISCARD,
                "",
                binaries.program("pg_ctl"),
                "stop",
                "--pgdata=" + path,
                "--mode=" + mode,
                "--timeout=" + seconds);
    }

    /**
     * Stops the server of a service that was killed. We hold the directory, so whatever runs here
     * is left over. A pid file whose number now belongs to another process, as happens when a
     * container starts again, would keep PostgreSQL from starting: it goes too.
     */
    private void stopLeftOver() throws IOException {
        List<String> lines = pidFile();
        if (lines.isEmpty()) {
            return;
        }
        Path process = Path.of("/proc", lines.get(0).strip());
        if (isServer(process)) {
            LOG.infof("stopping the PostgreSQL that a killed service has left on %s", path);
            stop();
        } else {
            Files.deleteIfExists(pidFilePath());
        }
    }

    private boolean isServer(Path process) {
        try {
            byte[] line = Files.readAllBytes(process.resolve("cmdline"));
            List<String> command =
                    Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0"));
            return command.get(0).endsWith("/postgres")
                    && (command.contains(path.toString())
                            || Files.isSameFile(process.resolve("cwd"), path));
        } catch (IOException e) {
            return false; // it has ended, or is none of ours to look at
        }
    }

    private Path pidFilePath() {
        return path.resolve("postmaster.pid");
    }

    private List<String> pidFile() throws IOException {
        try {
            return Files.readAllLines(pidFilePath());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
