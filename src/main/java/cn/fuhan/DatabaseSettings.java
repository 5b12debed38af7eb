package cn.fuhan;

import cn.fuhan.embedded.EmbeddedDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** What Quarkus must be told so that both its clients, reactive and JDBC, find one database. */
final class DatabaseSettings {

    private static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    static final String MIGRATES = "quarkus.flyway.migrate-at-start";
    private static final String USERNAME = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";

    private static final Pattern URL =
            Pattern.compile(
                    "(?:vertx-reactive:)?postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<rest>.*)");

    private DatabaseSettings() {}

    static Map<String, String> of(EmbeddedDatabase.Access database) {
        return Map.of(
                REACTIVE_URL, database.reactiveUrl(),
                JDBC_URL, database.jdbcUrl(),
                USERNAME, database.user(),
                PASSWORD, database.password());
    }

    /**
     * What is missing beside the reactive client's URL. Only that one may hold the account; the
     * JDBC driver would take it for a part of the host.
     */
    static Map<String, String> missingIn(Config config) {
        Map<String, String> settings = new HashMap<>();
        Matcher url = URL.matcher(config.getValue(REACTIVE_URL, String.class));
        if (url.matches()) {
            settings.put(JDBC_URL, "jdbc:postgresql://" + url.group("rest"));
            if (url.group("user") != null) {
                settings.put(USERNAME, decode(url.group("user")));
            }
            if (url.group("password") != null) {
                settings.put(PASSWORD, decode(url.group("password")));
            }
        }
        settings.keySet().removeIf(name -> config.getOptionalValue(name, String.class).isPresent());
        return settings;
    }

    /**
     * Takes the JDBC driver's address away where nothing is migrated: it is for Flyway alone, which
     * isn't even made then, and would be a sixth of a start.
     */
    static void onlyWhatIsNeeded(Map<String, String> settings, Config config) {
        boolean migrates =
                settings.containsKey(MIGRATES)
                        ? Boolean.parseBoolean(settings.get(MIGRATES))
                        : config.getValue(MIGRATES, Boolean.class);
        if (!migrates) {
            settings.remove(JDBC_URL);
        }
    }

    // in this part of a URL a plus sign is itself
    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
