package cn.fuhan.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of one test's own, to be paused, stopped and killed; nobody starts it again but the
 * test. The test gets it into a field of this type.
 */
public final class FragileDatabase implements QuarkusTestResourceLifecycleManager {

    private final Path path = Path.of("target", "fragile-data-" + ProcessHandle.current().pid());
    private DataDirectory directory;
    private Cluster cluster;
    private Process server;
    private int port;

    @Override
    public Map<String, String> start() {
        try {
            directory = DataDirectory.hold(path);
            cluster = Cluster.in(directory);
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            serve();
            return Map.of(
                    "quarkus.datasource.reactive.url",
                    "postgresql://" + address(),
                    "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://" + address(),
                    "quarkus.datasource.username",
                    Cluster.USER,
                    "quarkus.datasource.password",
                    cluster.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String address() {
        return "127.0.0.1:" + port + "/" + Cluster.DATABASE;
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(this, new TestInjector.MatchesType(FragileDatabase.class));
    }

    /** A connection that doesn't go through the service. */
    public Connection connect() throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address(), Cluster.USER, cluster.password());
    }

    /** Takes connections and says nothing, as a server whose disk hangs. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** An orderly end, as for maintenance. */
    public void end() {
        try {
            cluster.stop();
            server.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All its processes end at once, as when the machine does. */
    public void kill() {
        signal("KILL");
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again where it was, and returns when it takes connections. */
    public void serve() {
        try {
            for (int attempt = 1; ; attempt++) {
                server = cluster.serve(port);
                while (!cluster.isServedBy(server)) {
                    if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                }
                if (server.isAlive()) {
                    return;
                }
                // what was killed may still hold its memory for a moment
                if (attempt == 10) {
                    throw cluster.failed();
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // The server first: while it is stopped it starts no more processes
    private void signal(String signal) {
        kill(signal, List.of(server.toHandle()));
        kill(signal, server.descendants().toList());
    }

    private static void kill(String signal, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(p -> command.add(Long.toString(p.pid())));
        try {
            if (!processes.isEmpty()) {
                new ProcessBuilder(command).start().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null && server.isAlive()) {
                resume();
                end();
            }
            if (directory != null) {
                directory.close();
            }
            if (Files.exists(path)) {
                DataDirectory.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
