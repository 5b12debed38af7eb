package cn.fuhan;

import cn.fuhan.embedded.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The database of all tests: one for the whole run, whatever profiles the tests start the service
 * with, and gone afterwards. A test class asks for it by {@code @WithTestResource(value =
 * Database.class, scope = TestResourceScope.GLOBAL)}; once one class has, every
 * {@code @QuarkusTest} has it. Tests share it, so each makes its own letters.
 */
public final class Database implements QuarkusTestResourceLifecycleManager {

    private static final String KEY = Database.class.getName();

    @Override
    public Map<String, String> start() {
        return properties();
    }

    /** For a test without Quarkus, too. */
    public static Map<String, String> properties() {
        // Quarkus may load this class once for each profile: only the JVM's properties are shared
        synchronized (System.getProperties()) {
            String key = KEY + ".";
            if (System.getProperty(key + "reactive") == null) {
                EmbeddedDatabase database = begin();
                System.setProperty(key + "jdbc", database.access().jdbcUrl());
                System.setProperty(key + "user", database.access().user());
                System.setProperty(key + "password", database.access().password());
                System.setProperty(key + "reactive", database.access().reactiveUrl());
            }
            return Map.of(
                    "quarkus.datasource.reactive.url", System.getProperty(key + "reactive"),
                    "quarkus.datasource.jdbc.url", System.getProperty(key + "jdbc"),
                    "quarkus.datasource.username", System.getProperty(key + "user"),
                    "quarkus.datasource.password", System.getProperty(key + "password"));
        }
    }

    private static EmbeddedDatabase begin() {
        Path directory = Path.of("target", "test-data-" + ProcessHandle.current().pid());
        EmbeddedDatabase database = EmbeddedDatabase.start(directory);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    database.close();
                                    delete(directory);
                                }));
        return database;
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException(directory + " is left over", e);
        }
    }

    @Override
    public void stop() {
        // the next profile needs it: it ends with the run
    }
}
