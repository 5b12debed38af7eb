package cn.fuhan.eyes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Metrics in the words of the domain. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class MetersTest {

    private static final String ACKNOWLEDGED = "fuhan_receipts_acknowledged_total{channel=\"API\"}";

    @Test
    void aReceiptCountsOnceHoweverOftenItIsSent() {
        String reply = Desk.published();
        String code = Desk.invite(reply);
        double before = value(ACKNOWLEDGED);
        for (int i = 0; i < 3; i++) {
            given().contentType("application/json")
                    .header("Receipt-Code", code)
                    .header("Idempotency-Key", "counted")
                    .body("{\"rating\":\"SATISFIED\"}")
                    .post("/api/v1/replies/{code}/receipts", reply)
                    .then()
                    .statusCode(201);
        }
        assertThat(value(ACKNOWLEDGED) - before).isEqualTo(1);
        assertThat(value("fuhan_receipts_refused_total{reason=\"Replayed\"}"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void theOutboxAndTheFollowUpsTellHowFarTheyAreBehind() {
        assertThat(metrics())
                .contains(
                        "fuhan_outbox_age_seconds ",
                        "fuhan_outbox_waiting ",
                        "fuhan_outbox_given_up ",
                        "fuhan_followups_overdue{what=\"answer\"} ",
                        "fuhan_followups_overdue{what=\"opinion\"} ");
    }

    @Test
    void addressesOfLettersAndReceiptsAreNoSeriesOfTheirOwn() {
        String reply = Desk.published();
        String code = Desk.invite(reply);
        given().get("/r/{code}", reply).then().statusCode(200);
        given().get("/r/{code}", reply).then().statusCode(200);
        given().get("/api/v1/replies/{code}", reply).then().statusCode(200);
        given().get("/h/{code}", code).then().statusCode(200);
        given().get("/h/{code}", "ABCDEFGHJK");
        assertThat(metrics()).doesNotContain(reply, code, "ABCDEFGHJK");
    }

    static String metrics() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private static double value(String series) {
        Matcher line =
                Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                        .matcher(metrics());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
