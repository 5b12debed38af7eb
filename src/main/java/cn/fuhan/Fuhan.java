package cn.fuhan;

import cn.fuhan.embedded.CannotStart;
import cn.fuhan.embedded.EmbeddedDatabase;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The service 复函. With {@code quarkus.datasource.reactive.url} configured it serves from that
 * PostgreSQL; otherwise it starts one of its own under {@code fuhan.data-dir}, and stops it as the
 * last thing it does. With the argument {@code migrate} it brings the database's tables up to this
 * release and ends, for an installation of several replicas to do once, before they start.
 */
@QuarkusMain
public final class Fuhan {

    /** How long a signal to stop waits for the service, which needs its database to the end. */
    private static final long LONGEST_STOP_SECONDS = 60;

    private static final String MIGRATE = "migrate";

    private static final Map<String, String> MIGRATION =
            Map.of("quarkus.flyway.migrate-at-start", "true", "quarkus.init-and-exit", "true");

    Fuhan() {}

    /** Starts the service and returns when it has ended, if the process hasn't by then. */
    public static void main(String... arguments) {
        // what Quarkus will read for itself later, profile and environment included
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        Optional<String> url =
                config.getOptionalValue("quarkus.datasource.reactive.url", String.class);
        Map<String, String> settings = new HashMap<>(TraceSettings.missingIn(config));
        if (List.of(arguments).contains(MIGRATE)) {
            settings.putAll(MIGRATION);
        }
        if (url.isPresent()) {
            settings.putAll(DatabaseSettings.missingIn(config));
            runWith(settings, arguments);
        } else {
            Path dataDir =
                    config.getOptionalValue("fuhan.data-dir", Path.class).orElse(Path.of("data"));
            runWithOwnDatabase(dataDir, settings, arguments);
        }
    }

    private static void runWithOwnDatabase(
            Path dataDir, Map<String, String> settings, String... arguments) {
        EmbeddedDatabase database;
        try {
            database = EmbeddedDatabase.start(dataDir);
        } catch (CannotStart e) {
            Greeting.terminal(FileDescriptor.err).println(e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch served = new CountDownLatch(1);
        // On a signal the JVM runs all its hooks at once, Quarkus' own among them
        Thread hook = new Thread(() -> closeAfter(served, database), "stop-database");
        Runtime.getRuntime().addShutdownHook(hook);
        // Quarkus says so here when it has stopped, after a failed start as well
        BiConsumer<Integer, Throwable> exit =
                ApplicationLifecycleManager.getDefaultExitCodeHandler();
        ApplicationLifecycleManager.setDefaultExitCodeHandler(
                (status, failure) -> {
                    served.countDown();
                    database.close();
                    exit.accept(status, failure);
                });
        settings.putAll(DatabaseSettings.of(database));
        runWith(settings, arguments);
        // only development mode comes back, to start again from the beginning
        served.countDown();
        database.close();
        Runtime.getRuntime().removeShutdownHook(hook);
        ApplicationLifecycleManager.setDefaultExitCodeHandler(exit);
    }

    private static void closeAfter(CountDownLatch served, EmbeddedDatabase database) {
        try {
            served.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // so be it now
        }
        database.close();
    }

    private static void runWith(Map<String, String> settings, String... arguments) {
        settings.forEach(System::setProperty);
        // a migration ends before there would be anything to greet with
        Quarkus.run(
                settings.keySet().containsAll(MIGRATION.keySet()) ? null : Greeting.class,
                arguments);
        settings.keySet().forEach(System::clearProperty);
    }
}
