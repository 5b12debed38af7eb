package cn.fuhan.figures;

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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An opinion is public with its proposer's consent and the staff's approval, never with one. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class OpinionTest {

    @Inject Counting counting;
    @Inject AgroalDataSource database;

    private String code;
    private String receiptCode;

    @BeforeEach
    void aPublishedLetterWithAnInvitation() {
        code = Desk.published();
        receiptCode = Desk.invite(code);
    }

    @Test
    void withoutConsentNothingCanBeApproved() {
        String number = send("1", Map.of("rating", "SATISFIED", "opinion", "不公开的话")).path("number");

        review(number, true).then().statusCode(409).body("type", equalTo("/problems/no-consent"));
        assertThat(opinions()).doesNotContain("不公开的话");
    }

    @Test
    void whatWeChatHoldsForRiskyIsApprovedWithAReasonAlone() throws SQLException {
        String number =
                send("1", Map.of("rating", "SATISFIED", "opinion", "有争议的话", "opinionPublic", true))
                        .path("number");
        try (Connection c = database.getConnection();
                var check =
                        c.prepareStatement(
                                "insert into opinion_check (receipt_id, verdict) select id, 'RISKY' from receipt where number = ?")) {
            check.setString(1, number);
            check.executeUpdate();
        }

        review(number, true).then().statusCode(422).body("errors[0].pointer", equalTo("/note"));
        Desk.staff()
                .contentType("application/json")
                .body(Map.of("approved", true, "note", "已核实，是事实"))
                .put("/api/v1/desk/receipts/{number}/opinion-review", number)
                .then()
                .statusCode(200);
    }

    @Test
    void withConsentItWaitsForApprovalAndGoesWithIt() {
        String opinion = "路灯亮了，" + code;
        String number =
                send("1", Map.of("rating", "SATISFIED", "opinion", opinion, "opinionPublic", true))
                        .then()
                        .statusCode(201)
                        .body("opinionPublic", equalTo(true))
                        .extract()
                        .path("number");
        assertThat(opinions()).doesNotContain(opinion);

        review(number, true).then().statusCode(200).body("approved", equalTo(true));
        assertThat(opinions()).contains(opinion);
        Desk.staff()
                .get("/api/v1/desk/receipts?reply=" + code)
                .then()
                .body("items[0].opinionApproved", equalTo(true));

        review(number, false).then().statusCode(200);
        assertThat(opinions()).doesNotContain(opinion);
    }

    @Test
    void aChangedReceiptIsReviewedAnew() {
        Map<String, Object> first =
                Map.of("rating", "SATISFIED", "opinion", "第一版" + code, "opinionPublic", true);
        review(send("1", first).path("number"), true).then().statusCode(200);

        send("2", Map.of("rating", "SATISFIED", "opinion", "第二版" + code)).then().statusCode(201);

        assertThat(opinions()).doesNotContain("第一版" + code, "第二版" + code);
    }

    @Test
    void aWithdrawnLettersOpinionsAreGone() {
        Map<String, Object> first =
                Map.of("rating", "SATISFIED", "opinion", "好" + code, "opinionPublic", true);
        review(send("1", first).path("number"), true).then().statusCode(200);
        Desk.withdraw(code, "有误").then().statusCode(200);
        assertThat(opinions()).doesNotContain("好" + code);
    }

    @Test
    void theFormAsksForConsentAndDoesNotAssumeIt() {
        given().get("/h/" + receiptCode)
                .then()
                .body(containsString("id=\"opinionPublic\" name=\"opinionPublic\" value=\"yes\">"));
        given().contentType("application/x-www-form-urlencoded;charset=UTF-8")
                .formParam("rating", "SATISFIED")
                .formParam("opinion", "表上的话" + code)
                .formParam("opinionPublic", "yes")
                .formParam("key", "form")
                .redirects()
                .follow(false)
                .post("/h/" + receiptCode)
                .then()
                .statusCode(303);
        Desk.staff()
                .get("/api/v1/desk/receipts?reply=" + code)
                .then()
                .body("items[0].receipt.opinionPublic", equalTo(true));
        given().contentType("application/x-www-form-urlencoded;charset=UTF-8")
                .formParam("rating", "SATISFIED")
                .formParam("opinion", "表上的话" + code)
                .formParam("key", "form2")
                .redirects()
                .follow(false)
                .post("/h/" + receiptCode)
                .then()
                .statusCode(303);
        Desk.staff()
                .get("/api/v1/desk/receipts?reply=" + code)
                .then()
                .body("items[0].receipt.opinionPublic", equalTo(false));
    }

    /** What is public now: the page's own figures may be some seconds old. */
    private List<String> opinions() {
        try {
            return io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(() -> counting.of(null))
                    .opinions()
                    .stream()
                    .map(Statistics.Opinion::opinion)
                    .toList();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private Response send(String key, Map<String, ?> answer) {
        return given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(answer)
                .post("/api/v1/replies/{code}/receipts", code);
    }

    private static Response review(String number, boolean approved) {
        return Desk.staff()
                .contentType("application/json")
                .body(Map.of("approved", approved))
                .put("/api/v1/desk/receipts/{number}/opinion-review", number);
    }
}
