package cn.fuhan.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who PostgreSQL runs as, since it refuses to be root. An ordinary user's service runs it as that
 * user. Root's runs it as whoever the data belongs to; while that is root too, in a user namespace
 * of its own, where it is nobody in particular and has no privileges; and where namespaces are
 * forbidden, as in most containers, the data is given to an account without privileges.
 *
 * @param prefix what stands before the program's own command; each part replaces itself by the
 *     next, so that the server is the service's own child
 * @param owner whom its files must belong to; null for whoever writes them
 */
record Account(List<String> prefix, @Nullable Owner owner) {

    /** Numbers, since a mounted directory may belong to someone without a name here. */
    record Owner(int user, int group) {

        static Owner of(Path path) throws IOException {
            return new Owner(
                    (Integer) Files.getAttribute(path, "unix:uid"),
                    (Integer) Files.getAttribute(path, "unix:gid"));
        }
    }

    private static final int ROOT = 0;

    static Account choose(DataDirectory directory, Path cluster, Binaries binaries)
            throws IOException {
        Account self = new Account(List.of(), null);
        if (!self.runs(binaries)) {
            throw new CannotStart(
                    "内置的 PostgreSQL 在此不能运行（%s 所在文件系统禁止执行，或系统不是 glibc）；请另设 FUHAN_DATA_DIR，或设置 QUARKUS_DATASOURCE_REACTIVE_URL。"
                            .formatted(directory.path()),
                    "The embedded PostgreSQL can't run here (%s is mounted noexec, or the system's C library isn't glibc): set FUHAN_DATA_DIR to another directory, or QUARKUS_DATASOURCE_REACTIVE_URL to a database."
                            .formatted(directory.path()));
        }
        int me = Owner.of(Path.of("/proc/self")).user();
        Owner owner = Files.exists(cluster) ? Owner.of(cluster) : null;
        if (me != ROOT) {
            if (owner != null && owner.user() != me) {
                throw new CannotStart(
                        "数据目录 %s 属于另一个用户（uid %d），请用该用户启动。"
                                .formatted(directory.path(), owner.user()),
                        "The data directory %s belongs to another user (uid %d): start the service as that user."
                                .formatted(directory.path(), owner.user()));
            }
            // PostgreSQL wants a name for its user; a namespace lends it that of nobody
            Account nameless = new Account(List.of("unshare", "--user"), null);
            return System.getProperty("user.name").equals("?") && nameless.runs(binaries)
                    ? nameless
                    : self;
        }
        if (owner != null && owner.user() != ROOT) {
            return as(owner);
        }
        Account namespace = new Account(List.of("unshare", "--user"), null);
        if (namespace.runs(binaries)) {
            return namespace;
        }
        Account other = as(unprivileged());
        if (!other.runs(binaries)) {
            // what is in there guards itself
            directory.letOthersPass();
        }
        if (owner != null) {
            other.take(cluster);
        }
        if (!other.runs(binaries)) {
            throw new CannotStart(
                    "PostgreSQL 不能以 root 运行，此处也不能换用其他用户；请用普通用户启动，或把 FUHAN_DATA_DIR 设到其他用户可进入的目录（现为 %s）。"
                            .formatted(directory.path()),
                    "PostgreSQL refuses to run as root and can't be run as another user here: start the service as an ordinary user, or set FUHAN_DATA_DIR to a directory that others can enter (now %s)."
                            .formatted(directory.path()));
        }
        return other;
    }

    private static Account as(Owner owner) {
        return new Account(
                List.of(
                        "setpriv",
                        "--reuid=" + owner.user(),
                        "--regid=" + owner.group(),
                        "--clear-groups",
                        "--"),
                owner);
    }

    private static Owner unprivileged() throws IOException {
        List<String> accounts = Files.readAllLines(Path.of("/etc/passwd"));
        return Stream.of("postgres", "nobody")
                .flatMap(name -> accounts.stream().filter(line -> line.startsWith(name + ":")))
                .map(line -> line.split(":"))
                .map(parts -> new Owner(Integer.parseInt(parts[2]), Integer.parseInt(parts[3])))
                .findFirst()
                .orElse(new Owner(65534, 65534));
    }

    private boolean runs(Binaries binaries) throws IOException {
        try {
            return run(Redirect.DISCARD, "", binaries.program("postgres"), "--version") == 0;
        } catch (IOException e) {
            return false; // there is no such program, or it must not be executed
        }
    }

    /** Gives a file or a whole directory to this account. */
    void take(Path path) throws IOException {
        if (owner == null) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.toList()) {
                Files.setAttribute(each, "unix:uid", owner.user(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(each, "unix:gid", owner.group(), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    ProcessBuilder command(Redirect output, String... command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.redirectErrorStream(true).redirectOutput(output);
        // what an administrator has set for other PostgreSQLs isn't meant for this one
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("LD_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Runs a command to its end and answers its exit status. */
    int run(Redirect output, String input, String... command) throws IOException {
        Process process = command(output, command).start();
        try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        } catch (IOException e) {
            // it ended before it had read all; its exit status tells
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + command[0]);
        }
    }
}
