package cn.fuhan.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class RehandlingTest {

    private static final LocalDate TODAY = Deadlines.today();

    @Inject AgroalDataSource database;
    @Inject FollowupClock clock;

    private String letter;
    private String receiptCode;

    @BeforeEach
    void aPublishedLetterWithAnInvitation() {
        letter = Desk.published();
        receiptCode = Desk.invite(letter);
    }

    @Test
    void anInvitationIsIssuedOpenedReturnedOrOverdue() throws SQLException {
        invitation().body("items[0].state", equalTo("ISSUED"));
        given().get("/h/" + receiptCode).then().statusCode(200);
        invitation().body("items[0].state", equalTo("OPENED"));

        sql("update invitation set expires_at = now() - interval '1 hour'" + ofLetter());
        invitation().body("items[0].state", equalTo("OVERDUE"));
        sql("update invitation set expires_at = now() + interval '9 days'" + ofLetter());

        send("1", "SATISFIED");
        invitation().body("items[0].state", equalTo("RETURNED"));
        Desk.staff()
                .get("/api/v1/desk/invitations?state=ISSUED&reply=" + letter)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void whoDoesNotAnswerIsRemindedOnceBeforeTheDeadline() throws SQLException {
        tick();
        invitation().body("items[0].remindedAt", nullValue());

        sql(
                "update invitation set created_at = now() - interval '10 days',"
                        + " expires_at = now() + interval '2 days'"
                        + ofLetter());
        tick();
        String reminded =
                invitation()
                        .body("items[0].remindedAt", not(nullValue()))
                        .extract()
                        .path("items[0].remindedAt");
        tick();
        invitation().body("items[0].remindedAt", equalTo(reminded));
        assertThat(
                        count(
                                "select count(*) from outbox where topic = 'receipt-reminder' and key = 'invitation '"
                                        + " || (select id from invitation"
                                        + ofLetter()
                                        + ")"))
                .isOne();
    }

    @Test
    void anUnsatisfiedReceiptOpensACaseOnceAndASatisfiedOneNone() {
        send("1", "UNSATISFIED");
        send("2", "UNSATISFIED");

        Response mine = mine();
        mine.then()
                .body("proposer", equalTo("林晓川"))
                .body("opinion", equalTo("意见1"))
                .body("round", equalTo(1))
                .body("deadline.dueOn", equalTo(due().toString()))
                .body("contacts", hasSize(0))
                .body("closing", nullValue());

        // a better word later closes nothing by itself
        send("3", "SATISFIED");
        mine().then()
                .body("code", equalTo(mine.<String>path("code")))
                .body("rating", equalTo("SATISFIED"))
                .body("closing", nullValue());
    }

    @Test
    void aCaseGoesFromTheTalkToTheSecondReplyAndTheNewReceipt() {
        send("1", "UNSATISFIED");
        String code = mine().path("code");

        closing(code, "已办妥")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/case-not-ready"));
        put(
                        "POST",
                        code + "/contacts",
                        Map.of("on", TODAY.toString(), "way", "MEETING", "note", " "))
                .then()
                .statusCode(422);
        put(
                        "POST",
                        code + "/contacts",
                        Map.of("on", TODAY.plusDays(1).toString(), "way", "PHONE", "note", "约好面谈"))
                .then()
                .statusCode(422);
        put(
                        "POST",
                        code + "/contacts",
                        Map.of("on", TODAY.toString(), "way", "MEETING", "note", "当面听取了意见"))
                .then()
                .statusCode(200)
                .body("contacts.note", contains("当面听取了意见"))
                .body("contacts.by", contains("admin"));

        put("PUT", code + "/reply", Map.of("reply", letter)).then().statusCode(422);
        Response drafted = put("PUT", code + "/reply", Map.of());
        drafted.then().statusCode(200).body("secondReplyState", equalTo("DRAFT"));
        String second = drafted.path("secondReplyCode");
        // asked for again, it is the same draft
        put("PUT", code + "/reply", Map.of()).then().body("secondReplyCode", equalTo(second));
        assertThat(Desk.get(second).<String>path("draft.title")).endsWith("（再次答复）");
        assertThat(Desk.get(second).<List<String>>path("draft.proposal.proposers"))
                .containsExactly("林晓川");

        Desk.edit(
                        second,
                        Map.of(
                                "sections",
                                List.of(Map.of("paragraphs", List.of("线路已经恢复。"))),
                                "letterDate",
                                TODAY.toString()))
                .then()
                .statusCode(200);
        Desk.publish(second).then().statusCode(201);
        String again = Desk.invite(second);
        receipt(again, second, "1", "UNSATISFIED").then().statusCode(201);

        closing(code, "再次答复后仍不满意，转第二次重新办理")
                .then()
                .statusCode(200)
                .body("closing.by", equalTo("admin"))
                .body("closing.outcome", equalTo("再次答复后仍不满意，转第二次重新办理"));
        closing(code, "又一次").then().statusCode(409).body("type", equalTo("/problems/case-closed"));
        openCase(second).then().body("round", equalTo(2));
    }

    @Test
    void theDatabaseKeepsACaseAsItWasClosed() {
        send("1", "UNSATISFIED");
        String code = mine().path("code");
        put(
                        "POST",
                        code + "/contacts",
                        Map.of("on", TODAY.toString(), "way", "PHONE", "note", "说明了难处"))
                .then()
                .statusCode(200);
        closing(code, "提出者表示理解").then().statusCode(200);

        for (String wrong :
                List.of(
                        "update rehandling set outcome = '' where code = '" + code + "'",
                        "update rehandling set closed_at = null, closed_by = null, outcome = null"
                                + " where code = '"
                                + code
                                + "'",
                        "delete from rehandling where code = '" + code + "'",
                        "update rehandling_contact set note = ''")) {
            assertThatThrownBy(() -> sql(wrong)).as(wrong).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(
                        () -> {
                            send("2", "UNSATISFIED");
                            sql(
                                    "update rehandling set closed_at = now() where closed_at is null"
                                            + " and invitation_id in (select id from invitation"
                                            + ofLetter()
                                            + ")");
                        })
                .as("closed without a word")
                .isInstanceOf(SQLException.class);
    }

    private Response mine() {
        return openCase(letter);
    }

    private static Response openCase(String reply) {
        String cursor = null;
        do {
            Response page =
                    Desk.staff()
                            .queryParam("limit", 100)
                            .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                            .get("/api/v1/desk/cases");
            page.then().statusCode(200);
            String code = page.path("items.find { it.replyCode == '" + reply + "' }?.code");
            if (code != null) {
                return Desk.staff().get("/api/v1/desk/cases/{c}", code);
            }
            cursor = page.path("next");
        } while (cursor != null);
        throw new AssertionError("no case of " + reply);
    }

    private static LocalDate due() {
        LocalDate due = TODAY.plusMonths(3);
        while (due.getDayOfWeek().getValue() > 5) {
            due = due.plusDays(1);
        }
        return due;
    }

    private void send(String key, String rating) {
        receipt(receiptCode, letter, key, rating).then().statusCode(201);
    }

    private static Response receipt(String receiptCode, String reply, String key, String rating) {
        return given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("rating", rating, "opinion", "意见" + key))
                .post("/api/v1/replies/{code}/receipts", reply);
    }

    private io.restassured.response.ValidatableResponse invitation() {
        return Desk.staff()
                .get("/api/v1/desk/invitations?reply=" + letter)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    private static Response closing(String code, String outcome) {
        return put("PUT", code + "/closing", Map.of("outcome", outcome));
    }

    private static Response put(String method, String path, Object body) {
        return Desk.staff()
                .contentType("application/json")
                .body(body)
                .request(method, "/api/v1/desk/cases/" + path);
    }

    private void tick() {
        try {
            VertxContextSupport.subscribeAndAwait(() -> clock.tick(TODAY));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private String ofLetter() {
        return " where reply_id = (select id from reply where code = '" + letter + "')";
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement s = connection.createStatement()) {
            s.executeUpdate(statement);
        }
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement s = connection.createStatement();
                var rows = s.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
