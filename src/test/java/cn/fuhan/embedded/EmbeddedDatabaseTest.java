package cn.fuhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir private static Path directory;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(directory);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void itIsDurable() throws SQLException {
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query("SHOW full_page_writes")).isEqualTo("on");
        assertThat(query("SHOW data_checksums")).isEqualTo("on");
    }

    @Test
    void chineseIsText() throws SQLException {
        assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(query("SELECT '复' ~ '^\\w$'")).isEqualTo("t");
        assertThat(query("SELECT '，' ~ '\\w'")).isEqualTo("f");
        assertThat(query("SELECT lower('ＡÄ复函') || upper('é')")).isEqualTo("ａä复函É");
        // trigrams go by the C library's locale, not by the builtin one
        query("CREATE EXTENSION pg_trgm; SELECT 1");
        assertThat(query("SELECT array_length(show_trgm('复函'), 1)")).isEqualTo("3");
    }

    @Test
    void theServiceIsNoSuperuser() throws SQLException {
        assertThat(query("SHOW is_superuser")).isEqualTo("off");
    }

    @Test
    void onlyLoopbackAndOnlyWithThePassword() throws IOException {
        assertThatThrownBy(() -> connect("", database.access().user()))
                .hasMessageContaining("password");
        assertThatThrownBy(() -> connect("wrong", database.access().user()))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> connect("", "postgres")).hasMessageContaining("password");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        directory.resolve("pg/fuhan.password"))))
                .isEqualTo("rw-------");
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
                .forEach(
                        address ->
                                assertThatThrownBy(
                                                () -> {
                                                    try (Socket socket = new Socket()) {
                                                        socket.connect(
                                                                new InetSocketAddress(
                                                                        address,
                                                                        database.access().port()),
                                                                1000);
                                                    }
                                                })
                                        .as(address.toString())
                                        .isInstanceOf(IOException.class));
    }

    @Test
    void aDirectoryInUseIsRefusedInOneSentence() throws SQLException {
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("正由另一个运行中的复函服务使用")
                .hasMessageContaining("is in use by another running Fuhan")
                .message()
                .hasLineCount(1);

        assertThat(query("SELECT 1")).as("the one in use is not disturbed").isEqualTo("1");
    }

    private static Connection connect(String password, String user) throws SQLException {
        return DriverManager.getConnection(database.access().jdbcUrl(), user, password);
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection =
                        connect(database.access().password(), database.access().user());
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            ResultSet result = statement.getResultSet();
            result.next();
            return result.getString(1);
        }
    }
}
