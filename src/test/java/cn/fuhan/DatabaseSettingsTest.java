package cn.fuhan;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    @Test
    void flywayUsesTheReactiveClientsDatabase() {
        Config config =
                config(
                        Map.of(
                                "quarkus.datasource.reactive.url",
                                "postgresql://db.example:5433/letters?sslmode=require",
                                "quarkus.datasource.username",
                                "fuhan"));

        assertThat(DatabaseSettings.missingIn(config))
                .isEqualTo(
                        Map.of(
                                "quarkus.datasource.jdbc.url",
                                "jdbc:postgresql://db.example:5433/letters?sslmode=require"));
    }

    @Test
    void anAccountWithinTheUrlIsTakenOutOfIt() {
        Config config =
                config(
                        Map.of(
                                "quarkus.datasource.reactive.url",
                                "vertx-reactive:postgres://fuhan:p%40ss+@[::1]/letters"));

        assertThat(DatabaseSettings.missingIn(config))
                .isEqualTo(
                        Map.of(
                                "quarkus.datasource.jdbc.url",
                                "jdbc:postgresql://[::1]/letters",
                                "quarkus.datasource.username",
                                "fuhan",
                                "quarkus.datasource.password",
                                "p@ss+"));
    }

    @Test
    void jdbcIsConfiguredWhereTablesAreMigrated() {
        assertThat(needed(Map.of(), "true")).containsKey("quarkus.datasource.jdbc.url");
        assertThat(needed(Map.of(), "false")).isEmpty();
    }

    @Test
    void aCommandThatMigratesDoesSoWhateverTheSettingIs() {
        String setting = "quarkus.flyway.migrate-at-start";
        assertThat(needed(Map.of(setting, "true"), "false"))
                .containsKey("quarkus.datasource.jdbc.url");
        assertThat(needed(Map.of(setting, "false"), "true"))
                .doesNotContainKey("quarkus.datasource.jdbc.url");
    }

    private static Map<String, String> needed(Map<String, String> command, String migrates) {
        Map<String, String> settings = new HashMap<>(command);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/letters");
        DatabaseSettings.onlyWhatIsNeeded(
                settings, config(Map.of("quarkus.flyway.migrate-at-start", migrates)));
        return settings;
    }

    @Test
    void whatIsConfiguredStays() {
        Config config =
                config(
                        Map.of(
                                "quarkus.datasource.reactive.url",
                                "postgresql://a:b@db/letters",
                                "quarkus.datasource.jdbc.url",
                                "jdbc:postgresql://other/letters",
                                "quarkus.datasource.username",
                                "c",
                                "quarkus.datasource.password",
                                "d"));

        assertThat(DatabaseSettings.missingIn(config)).isEmpty();
    }

    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }
}
