package cn.fuhan.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class PromiseTest {

    private static final LocalDate TODAY = Deadlines.today();

    @Inject FollowupClock clock;

    private String letter;
    private String receiptCode;

    @BeforeEach
    void aPublishedLetterWhoseProposerAnswered() {
        letter = Desk.published();
        receiptCode = Desk.invite(letter);
        given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", "1")
                .contentType("application/json")
                .body("{\"rating\":\"MOSTLY_SATISFIED\"}")
                .post("/api/v1/replies/{code}/receipts", letter)
                .then()
                .statusCode(201);
    }

    @Test
    void aPromiseIsOpenUntilItsDay() {
        make("设十二个图书角", TODAY.plusDays(1))
                .then()
                .statusCode(201)
                .body("state", equalTo("OPEN"))
                .body("deadline.warning", equalTo("RED"))
                .body("secondReply", nullValue());
        make(" ", TODAY).then().statusCode(422);
        Desk.staff()
                .contentType("application/json")
                .body(Map.of("content", "x", "dueOn", TODAY.toString()))
                .post("/api/v1/desk/replies/0000000000/promises")
                .then()
                .statusCode(404);
    }

    @Test
    void aKeptPromiseIsToldToTheProposerAndASecondReplyIsDue() {
        String promise = make("设十二个图书角", TODAY.plusDays(90)).path("code");

        settle(promise, Map.of("state", "FULFILLED", "note", "都已开放"))
                .then()
                .statusCode(200)
                .body("state", equalTo("FULFILLED"))
                .body("deadline.words", equalTo("按期办完"))
                .body("secondReply.workingDaysLeft", equalTo(20))
                .body("changes.state", contains("OPEN", "FULFILLED"));

        theProposerHears("复函中承诺的“设十二个图书角”已兑现：都已开放");
        settle(promise, Map.of("state", "FULFILLED", "note", "又一次"))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/already-settled"));
        toReply().body("items.code", hasItem(promise));

        String second = Desk.published();
        link(promise, letter).then().statusCode(422);
        link(promise, second)
                .then()
                .statusCode(200)
                .body("secondReplyCode", equalTo(second))
                .body("secondReply.workingDaysLeft", nullValue());
        toReply().body("items.code", not(hasItem(promise)));
    }

    @Test
    void aChangedPromiseBecomesAnotherOne() {
        String promise = make("年底前建成", TODAY.plusDays(10)).path("code");
        settle(promise, Map.of("state", "CHANGED", "note", "须重新招标")).then().statusCode(422);

        Response changed =
                settle(
                        promise,
                        Map.of(
                                "state",
                                "CHANGED",
                                "note",
                                "须重新招标",
                                "dueOn",
                                TODAY.plusDays(200).toString()));

        changed.then().statusCode(200).body("state", equalTo("CHANGED"));
        Desk.staff()
                .get("/api/v1/desk/promises/{p}", changed.<String>path("successor"))
                .then()
                .body("content", equalTo("年底前建成"))
                .body("state", equalTo("OPEN"))
                .body("deadline.dueOn", equalTo(TODAY.plusDays(200).toString()));
        theProposerHears("已变更：须重新招标");
    }

    @Test
    void whatIsNotKeptIsMissedTheDayAfterOnceAndCanStillBeKept() {
        String promise = make("设座椅", TODAY.minusDays(1)).path("code");
        String other = make("设雨棚", TODAY).path("code");

        tick(TODAY);
        tick(TODAY);

        get(promise)
                .then()
                .body("state", equalTo("MISSED"))
                .body("changes.state", contains("OPEN", "MISSED"))
                .body("changes.by", contains("admin", "fuhan"))
                .body("secondReply.workingDaysLeft", equalTo(20));
        get(other).then().body("state", equalTo("OPEN"));
        theProposerHears("到期没有兑现");
        settle(promise, Map.of("state", "FULFILLED", "note", "迟了一周"))
                .then()
                .statusCode(200)
                .body("deadline.words", equalTo("逾期1天办完"));
    }

    @Test
    void aPromiseIsPublicWithItsLetterAndOnlyThen() {
        String promise = make("设公开的图书角", TODAY.plusDays(90)).path("code");
        settle(promise, Map.of("state", "FULFILLED", "note", "都已开放")).then().statusCode(200);

        given().get("/api/v1/replies/{code}/promises", letter)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("FULFILLED"))
                .body("items[0].note", equalTo("都已开放"));
        given().get("/r/{code}/progress", letter)
                .then()
                .statusCode(200)
                .body(containsString("设公开的图书角"), containsString("已兑现"));

        Desk.withdraw(letter, "有误").then().statusCode(200);
        given().get("/api/v1/replies/{code}/promises", letter).then().body("items", hasSize(0));
        String draft = Desk.draft(Desk.letter());
        Desk.staff()
                .contentType("application/json")
                .body(Map.of("content", "还没公开", "dueOn", TODAY.toString()))
                .post("/api/v1/desk/replies/{code}/promises", draft)
                .then()
                .statusCode(201);
        given().get("/r/{code}/progress", draft).then().body(not(containsString("还没公开")));
    }

    @Test
    void aProposalThatComesBackIsShownWithWhatWasPromisedThen() {
        make("那时的承诺", TODAY.minusYears(1));
        String code = Assigned.on(TODAY);
        Desk.staff()
                .put("/api/v1/desk/assignments/{a}/forerunners/{r}", code, letter)
                .then()
                .statusCode(200)
                .body("forerunners.code", contains(letter))
                .body("forerunners[0].promises.content", contains("那时的承诺"));
        Desk.staff()
                .delete("/api/v1/desk/assignments/{a}/forerunners/{r}", code, letter)
                .then()
                .statusCode(200)
                .body("forerunners", hasSize(0));
        // its own answer is no forerunner
        String own = Assigned.with(Desk.get(letter).path("draft.proposal.number"), TODAY);
        Desk.staff()
                .put("/api/v1/desk/assignments/{a}/forerunners/{r}", own, letter)
                .then()
                .statusCode(404);
    }

    private void theProposerHears(String words) {
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        String page = "";
        while (!page.contains(words) && Instant.now().isBefore(until)) {
            page = given().get("/h/" + receiptCode).asString();
        }
        assertThat(page).contains(words);
        assertThat(page.split(java.util.regex.Pattern.quote(words), -1)).hasSize(2);
    }

    private void tick(LocalDate day) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> clock.tick(day));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private Response make(String content, LocalDate due) {
        return Desk.staff()
                .contentType("application/json")
                .body(Map.of("content", content, "dueOn", due.toString()))
                .post("/api/v1/desk/replies/{code}/promises", letter);
    }

    private static Response get(String promise) {
        return Desk.staff().get("/api/v1/desk/promises/{p}", promise);
    }

    private static io.restassured.response.ValidatableResponse toReply() {
        return Desk.staff()
                .get("/api/v1/desk/promises?toReply=true&limit=100")
                .then()
                .statusCode(200);
    }

    private static Response settle(String promise, Map<String, ?> body) {
        return Desk.staff()
                .contentType("application/json")
                .body(body)
                .put("/api/v1/desk/promises/{p}/state", promise);
    }

    private static Response link(String promise, String reply) {
        return Desk.staff()
                .contentType("application/json")
                .body(Map.of("reply", reply))
                .put("/api/v1/desk/promises/{p}/reply", promise);
    }
}
