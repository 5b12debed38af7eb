package cn.fuhan.receipt;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class ReceiptTest {

    private static final String SATISFIED = "{\"rating\":\"SATISFIED\",\"opinion\":\"办得好\"}";

    private String code;
    private String receiptCode;

    @BeforeEach
    void aPublishedLetterWithAnInvitation() {
        code = Desk.published();
        receiptCode = Desk.invite(code);
    }

    @Test
    void aReceiptIsAcknowledgedWithItsNumberAndTime() {
        send("a", SATISFIED)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .body("replyCode", equalTo(code))
                .body("proposer", equalTo("林晓川"))
                .body("version", equalTo(1))
                .body("rating", equalTo("SATISFIED"))
                .body("opinion", equalTo("办得好"));
    }

    @Test
    void aReceiptSentTwiceIsStoredOnce() {
        String first = send("a", SATISFIED).then().statusCode(201).extract().asString();
        Response second = send("a", SATISFIED);

        second.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first);
        stored(1);
    }

    @Test
    void aReceiptSentByManyAtOnceIsStoredOnce() throws Exception {
        ExecutorService phones = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> sends = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sends.add(() -> send("a", SATISFIED).statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (var answer : phones.invokeAll(sends)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).contains(201).isSubsetOf(201, 409);
        } finally {
            phones.shutdown();
        }
        stored(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        send("a", SATISFIED);

        send("a", "{\"rating\":\"MOSTLY_SATISFIED\"}")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/key-reused"));
        stored(1);
    }

    @Test
    void aReceiptMayBeAmendedAndEveryVersionStays() {
        send("a", SATISFIED);
        send("b", "{\"rating\":\"UNSATISFIED\",\"opinion\":\"还没有办完\"}")
                .then()
                .statusCode(201)
                .body("version", equalTo(2));

        stored(2)
                .then()
                .body("items[0].receipt.version", equalTo(2))
                .body("items[0].current", equalTo(true))
                .body("items[1].receipt.version", equalTo(1))
                .body("items[1].current", equalTo(false));
    }

    @Test
    void unsatisfiedNeedsAReason() {
        send("a", "{\"rating\":\"UNSATISFIED\",\"opinion\":\"  \"}")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/opinion"));
        stored(0);
    }

    @Test
    void aReceiptCodeIsGoodForItsOwnLetterAlone() {
        String other = Desk.published();

        given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", "a")
                .contentType("application/json")
                .body(SATISFIED)
                .post("/api/v1/replies/{code}/receipts", other)
                .then()
                .statusCode(403);
        stored(0);
    }

    @Test
    void withoutACodeOrAKeyNothingIsStored() {
        given().header("Idempotency-Key", "a")
                .contentType("application/json")
                .body(SATISFIED)
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/receipt-code-required"));
        given().header("Receipt-Code", receiptCode)
                .contentType("application/json")
                .body(SATISFIED)
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("Idempotency-Key"));
        stored(0);
    }

    @Test
    void aSheetPrintedAgainDoesNotSpoilTheFirst() {
        String second = Desk.invite(code);
        send("a", SATISFIED).then().statusCode(201);

        given().header("Receipt-Code", second)
                .header("Idempotency-Key", "b")
                .contentType("application/json")
                .body(SATISFIED)
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(201)
                .body("version", equalTo(2));
    }

    @Test
    void guessesAreSlowedDownAndARightCodeStillGetsThrough() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(
                    given().header("Receipt-Code", "GUESS" + i)
                            .header("Idempotency-Key", "a")
                            .contentType("application/json")
                            .body(SATISFIED)
                            .post("/api/v1/replies/{code}/receipts", code)
                            .statusCode());
        }
        assertThat(statuses).contains(429);
        send("a", SATISFIED).then().statusCode(201);
    }

    @Test
    void aWithdrawnLetterTakesNoReceipt() {
        Desk.withdraw(code, "数据有误").then().statusCode(200);

        send("a", SATISFIED).then().statusCode(410).body("detail", containsString("数据有误"));
        stored(0);
    }

    @Test
    void theFormIsTheSameReceiptHoweverOftenItIsSent() {
        String form =
                given().get("/h/{code}", receiptCode).then().statusCode(200).extract().asString();
        String key = form.replaceAll("(?s).*name=\"key\" value=\"([^\"]+)\".*", "$1");
        for (int i = 0; i < 2; i++) {
            given().redirects()
                    .follow(false)
                    .formParam("rating", "SATISFIED")
                    .formParam("opinion", "好\r\n很好")
                    .formParam("key", key)
                    .post("/h/{code}", receiptCode)
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/h/" + receiptCode));
        }
        given().get("/h/{code}", receiptCode)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("已收到"));
        stored(1);
    }

    @Test
    void whatWasReceivedLeadsBackToTheFormToChangeIt() {
        send("a", SATISFIED);
        String received = given().get("/h/{code}", receiptCode).asString();
        String change =
                received.replaceAll("(?s).*<a class=\"button[^>]* href=\"([^\"]+)\".*", "$1");

        given().get(change)
                .then()
                .statusCode(200)
                .body(containsString("<h1>修改回执"))
                .body(containsString("办得好</textarea>"));
    }

    @Test
    void whatAProposerWritesIsTextOnThePage() {
        send("a", "{\"rating\":\"SATISFIED\",\"opinion\":\"<script>alert(1)</script>\"}");

        given().get("/h/{code}", receiptCode)
                .then()
                .body(not(containsString("<script>alert")))
                .body(containsString("&lt;script&gt;"));
    }

    @Test
    void textThatCannotBeStoredIsRefused() {
        for (String opinion : List.of("\\u0000", "\\ud800", "\\u0007")) {
            send(
                            UUID.randomUUID().toString(),
                            "{\"rating\":\"SATISFIED\",\"opinion\":\"" + opinion + "\"}")
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/opinion"));
        }
        for (String body :
                List.of(
                        "{\"rating\":\"GREAT\"}",
                        "{\"rating\":1}",
                        "{\"rating\":\"SATISFIED\",\"raiting\":\"x\"}",
                        "{\"rating\":\"SATISFIED\",\"opinion\":5}",
                        "{\"rating\"",
                        "",
                        "[]",
                        "null")) {
            send(UUID.randomUUID().toString(), body).then().statusCode(greaterOrEqual400());
        }
        send("a", "{\"rating\":\"SATISFIED\",\"opinion\":\"" + "长".repeat(2001) + "\"}")
                .then()
                .statusCode(422);
        stored(0);
    }

    private static org.hamcrest.Matcher<Integer> greaterOrEqual400() {
        return org.hamcrest.Matchers.allOf(
                org.hamcrest.Matchers.greaterThanOrEqualTo(400),
                org.hamcrest.Matchers.lessThan(500));
    }

    private Response send(String key, String body) {
        return given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/replies/{code}/receipts", code);
    }

    private Response stored(int count) {
        Response answer = Desk.staff().queryParam("reply", code).get("/api/v1/desk/receipts");
        answer.then().statusCode(200).body("items", hasSize(count));
        return answer;
    }
}
