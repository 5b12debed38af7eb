package cn.fuhan.access;

import static io.restassured.RestAssured.given;

import cn.fuhan.Database;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accounts for a test, gone when it closes: one that is left over and may sign off would bring the
 * rule of four eyes to all the tests after it.
 */
public final class TestStaff implements AutoCloseable {

    public static final String PASSWORD = "correct-horse-battery";

    private static final String HASH = BcryptUtil.bcryptHash(PASSWORD, 4);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<String> names = new ArrayList<>();

    /** An account of its own with these roles; its name. */
    public String account(String... roles) {
        String name = "staff-" + NUMBER.incrementAndGet();
        sql(
                "insert into staff (name, password_hash, roles) values (?, ?, string_to_array(?, ','))",
                name,
                HASH,
                String.join(",", roles));
        names.add(name);
        return name;
    }

    /** An account that was made otherwise goes, too. */
    public void forget(String name) {
        names.add(name);
    }

    /** As this account, by HTTP Basic. */
    public static RequestSpecification as(String name) {
        return given().auth().preemptive().basic(name, PASSWORD);
    }

    /** A browser's session: its cookie. */
    public static Map<String, String> signIn(String name) {
        return signIn(name, PASSWORD).then().statusCode(303).extract().cookies();
    }

    public static Response signIn(String name, String password) {
        return given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("name", name)
                .formParam("password", password)
                .post("/desk/sign-in");
    }

    /** What the session's pages carry in their forms. */
    public static String csrf(Map<String, String> cookies) {
        return given().cookies(cookies).get("/api/v1/desk/session").path("csrf");
    }

    public static void sql(String statement, String... values) {
        Map<String, String> at = Database.properties();
        try (Connection connection =
                        DriverManager.getConnection(
                                at.get("quarkus.datasource.jdbc.url"),
                                at.get("quarkus.datasource.username"),
                                at.get("quarkus.datasource.password"));
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setString(i + 1, values[i]);
            }
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        names.forEach(name -> sql("delete from staff where name = ?", name));
    }
}
