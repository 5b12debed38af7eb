package cn.fuhan.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL as a child of this process, with its data in one directory. What it has
 * committed is there at the next start, whether it was closed, killed or lost its power. It listens
 * on the loopback address alone and lets in nobody without the password.
 *
 * <p>Should the server die it is started again on the same port for as long as this database is
 * open.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /**
     * How to reach a database that is open.
     *
     * @param port on the loopback address; another one at each start
     * @param password made with the directory, and kept in it for its owner's eyes only
     */
    public record Access(int port, String password) {

        /** The owner of the database, who is no superuser. */
        public String user() {
            return Cluster.USER;
        }

        /** For the reactive client, without the account. */
        public String reactiveUrl() {
            return "postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE;
        }

        /** For Flyway, without the account. */
        public String jdbcUrl() {
            return "jdbc:" + reactiveUrl();
        }
    }

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final int ATTEMPTS = 5;
    private static final int LONGEST_PAUSE_SECONDS = 30;

    private final DataDirectory directory;
    private final Cluster cluster;
    private final String password;
    private final int port;
    private Process server;
    private boolean closed;

    private EmbeddedDatabase(DataDirectory directory, Cluster cluster)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.cluster = cluster;
        this.password = cluster.password();
        for (int attempt = 1; ; attempt++) {
            int candidate = freePort();
            Process process = cluster.serve(candidate);
            if (isReady(process)) {
                port = candidate;
                server = process;
                return;
            }
            // someone else may have taken the port, or a dying server still holds its memory
            if (attempt == ATTEMPTS) {
                throw cluster.failed();
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /**
     * Starts the database in a directory, which is made if there is none, and returns as soon as it
     * takes connections.
     *
     * @throws CannotStart with a sentence for whoever starts the service
     */
    public static EmbeddedDatabase start(Path dataDir) {
        DataDirectory directory = DataDirectory.hold(dataDir);
        try {
            EmbeddedDatabase database = new EmbeddedDatabase(directory, Cluster.in(directory));
            Thread keeper = new Thread(database::keepServing, "embedded-postgresql");
            keeper.setDaemon(true);
            keeper.start();
            return database;
        } catch (IOException | InterruptedException | RuntimeException e) {
            release(directory);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (e instanceof CannotStart known) {
                throw known;
            }
            throw new CannotStart(
                    "内置的 PostgreSQL 在 %s 没有启动（%s）。".formatted(directory.path(), e),
                    "The embedded PostgreSQL did not start in %s.".formatted(directory.path()),
                    e);
        }
    }

    /**
     * The database of this directory if another process has it open now, which goes on owning it.
     *
     * @throws CannotStart if its password or its port can't be read
     */
    public static Optional<Access> ofAnother(Path dataDir) {
        try {
            return DataDirectory.isHeld(dataDir)
                    ? Optional.of(Cluster.access(dataDir))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CannotStart(
                    "数据目录 %s 正在使用，而它的数据库连不上（%s）：请用启动服务的那个用户来执行。".formatted(dataDir, e),
                    "The data directory %s is in use, and its database can't be reached: run this as the user who runs the service."
                            .formatted(dataDir),
                    e);
        }
    }

    private static void release(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warnf(e, "%s was not released", directory.path());
        }
    }

    /** How to reach it. */
    public Access access() {
        return new Access(port, password);
    }

    /** Stops the server, after which the directory is free. Connections still open are cut. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        notifyAll();
        try {
            if (server.isAlive()) {
                cluster.stop();
                server.destroy(); // one that had only just begun has no pid file to be found by
            }
        } catch (IOException e) {
            LOG.error(
                    "the embedded PostgreSQL did not stop cleanly; the next start will recover", e);
        } finally {
            release(directory);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    // Recovery after a crash takes as long as it takes: while the server lives it is waited for.
    private boolean isReady(Process process) throws IOException, InterruptedException {
        while (!cluster.isServedBy(process)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void keepServing() {
        try {
            Process current = server;
            for (int pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE_SECONDS)) {
                int status = current.waitFor();
                synchronized (this) {
                    if (!closed) {
                        LOG.errorf(
                                "the embedded PostgreSQL has ended with status %d; it is started again in %d s",
                                status, pause);
                        wait(TimeUnit.SECONDS.toMillis(pause));
                    }
                    if (closed) {
                        return;
                    }
                    current = cluster.serve(port);
                    server = current;
                }
                if (isReady(current)) {
                    LOG.info("the embedded PostgreSQL serves again");
                    pause = 1;
                }
            }
        } catch (IOException | InterruptedException e) {
            LOG.error("the embedded PostgreSQL is no longer watched", e);
        }
    }
}
