package cn.fuhan.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What staff do about events that were given up. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class UndeliveredTest {

    /** Of a topic that nobody delivers, so that it stays where staff put it. */
    private static final String TOPIC = "test.nobody";

    @Inject AgroalDataSource database;

    @Test
    void whatWasGivenUpIsListedWithItsReason() throws SQLException {
        long id = givenUp("模板编号不对（40037）");

        Desk.staff()
                .get("/api/v1/desk/undelivered")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo((int) id))
                .body("items[0].topic", equalTo(TOPIC))
                .body("items[0].reason", containsString("40037"));
    }

    @Test
    void itIsTriedAgainFromTheFirstAttemptOn() throws SQLException {
        long id = givenUp("微信没有答复");

        Desk.staff().post("/api/v1/desk/undelivered/{id}/retry", id).then().statusCode(204);

        assertThat(state(id)).isEqualTo("WAITING 0");
        Desk.staff()
                .post("/api/v1/desk/undelivered/{id}/retry", id)
                .then()
                .statusCode(404)
                .body("detail", containsString("已经有人处理"));
    }

    @Test
    void whatIsDismissedIsNeverTriedAgainNorPutAgain() throws SQLException {
        long id = givenUp("微信不认识这个用户");

        Desk.staff().delete("/api/v1/desk/undelivered/{id}", id).then().statusCode(204);

        assertThat(state(id)).isEqualTo("DISMISSED 12");
        Desk.staff().delete("/api/v1/desk/undelivered/{id}", id).then().statusCode(404);
        Desk.staff()
                .get("/api/v1/desk/audit?operation=outbox.dismiss&limit=1")
                .then()
                .body("items[0].detail.topic", equalTo(TOPIC));
    }

    @Test
    void aStrangerIsNotTold() {
        given().get("/api/v1/desk/undelivered").then().statusCode(401);
    }

    private long givenUp(String reason) throws SQLException {
        try (Connection c = database.getConnection();
                var statement =
                        c.prepareStatement(
                                """
                                insert into outbox (topic, key, payload, state, attempts, done_at, error)
                                values (?, ?, '{}', 'GIVEN_UP', 12, now(), ?) returning id
                                """)) {
            statement.setString(1, TOPIC);
            statement.setString(2, UUID.randomUUID().toString());
            statement.setString(3, reason);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private String state(long id) throws SQLException {
        try (Connection c = database.getConnection();
                var statement =
                        c.prepareStatement(
                                "select state || ' ' || attempts from outbox where id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
