package cn.fuhan;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.PreventFurtherStepsException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/**
 * Refuses a database that doesn't know Chinese characters as characters, before anything is made in
 * it: one whose encoding isn't UTF-8, where texts are cut in the middle of a character and can't be
 * looked through, or whose locale is {@code C}, to which only ASCII has letters. It is tried out,
 * not read off the locale's name, which has many spellings.
 */
@Singleton
final class DatabaseLocale implements FlywayConfigurationCustomizer {

    private static final Logger LOG = Logger.getLogger(DatabaseLocale.class);

    private static final String SETTING =
            """
            select current_database(), current_setting('server_encoding'), datctype
              from pg_database where datname = current_database()
            """;

    private static final String TRIAL = "select '复' ~ '^[[:alpha:]]$' and upper('é') = 'É'";

    @Override
    public void customize(FluentConfiguration configuration) {
        try (Connection connection = configuration.getDataSource().getConnection()) {
            check(connection);
        } catch (SQLException e) {
            // out of reach: whoever needs it says so better
            LOG.debug("the database's locale wasn't tried out", e);
        }
    }

    /** Ends the start with a sentence if this database can't serve. */
    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery(SETTING)) {
            setting.next();
            String encoding = setting.getString(2);
            String sentence = sentence(setting.getString(1), encoding, setting.getString(3));
            // others can't even be asked
            if (!encoding.equals("UTF8") || !knowsLetters(statement)) {
                throw new PreventFurtherStepsException(sentence, 1);
            }
        }
    }

    private static boolean knowsLetters(Statement statement) throws SQLException {
        try (ResultSet trial = statement.executeQuery(TRIAL)) {
            trial.next();
            return trial.getBoolean(1);
        }
    }

    private static String sentence(String name, String encoding, String locale) {
        String create =
                "CREATE DATABASE %s ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
                        .formatted(name);
        return """
               数据库 %1$s 的编码为 %2$s、区域为 %3$s，不认得汉字，查找会出错：请用 %4$s 另建数据库，再启动。
               The database %1$s (encoding %2$s, locale %3$s) doesn't know Chinese characters and would break the search: make one by %4$s, and start again."""
                .formatted(name, encoding, locale, create);
    }
}
