package cn.fuhan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLocaleTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENCODING 'UTF8' LOCALE 'C'",
                "ENCODING 'SQL_ASCII' LOCALE 'C'",
                "ENCODING 'LATIN1' LOCALE 'C'",
                "ENCODING 'EUC_CN' LOCALE 'C'"
            })
    void aDatabaseThatDoesNotKnowChineseCharactersIsRefusedBeforeAnythingIsMadeInIt(String as)
            throws SQLException {
        create(as);

        assertThatThrownBy(() -> configuration().load().migrate())
                .isInstanceOf(PreventFurtherStepsException.class)
                .hasMessageContaining("不认得汉字")
                .hasMessageContaining("CREATE DATABASE letters ENCODING 'UTF8'");
        try (Connection connection = postgres.getDatabase("postgres", "letters").getConnection();
                Statement statement = connection.createStatement()) {
            assertThatCode(() -> statement.execute("create table reply ()"))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENCODING 'UTF8' LOCALE 'C.UTF-8'",
                "ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'",
            })
    void otherDatabasesServe(String as) throws SQLException {
        create(as);

        assertThatCode(() -> configuration().load().migrate()).doesNotThrowAnyException();
    }

    @Test
    void icuServes() throws SQLException {
        create("ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans-CN'");

        try (Connection connection = postgres.getDatabase("postgres", "letters").getConnection()) {
            assertThatCode(() -> DatabaseLocale.check(connection)).doesNotThrowAnyException();
        }
    }

    private static FluentConfiguration configuration() {
        FluentConfiguration configuration =
                Flyway.configure().dataSource(postgres.getDatabase("postgres", "letters"));
        new DatabaseLocale().customize(configuration);
        return configuration;
    }

    private static void create(String as) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS letters");
            statement.execute("CREATE DATABASE letters TEMPLATE template0 " + as);
        }
    }
}
