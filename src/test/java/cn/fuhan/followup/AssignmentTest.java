package cn.fuhan.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class AssignmentTest {

    private static final LocalDate TODAY = Deadlines.today();

    @Test
    void anAssignmentIsDueInThreeMonthsAndWarnsInWords() {
        String code = Assigned.on(LocalDate.of(2025, 3, 3));

        Assigned.get(code)
                .then()
                .statusCode(200)
                .body("deadline.dueOn", equalTo("2025-06-03"))
                .body("deadline.warning", equalTo("RED"))
                .body("deadline.overdue", equalTo(true))
                .body("deadline.words", startsWith("红色预警：已逾期"))
                .body("answeredOn", nullValue())
                .body("publicity.deadline", nullValue());
    }

    @Test
    void aLetterIsPublishedAsItWasDecided() {
        String number =
                Integer.toString(ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
        String code = Assigned.with(number, LocalDate.of(2026, 3, 2));
        String letter = Desk.draft(Desk.letter().replaceAll("第[0-9]+号", "第" + number + "号"));
        Assigned.get(code).then().body("replies.code", contains(letter));
        Assigned.put(code + "/decision", Map.of("decision", "TITLE_ONLY", "reason", "涉及商业秘密"))
                .then()
                .statusCode(200);

        Desk.publish(letter)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/not-ready"))
                .body("errors.pointer", contains("/disclosure"))
                .body("errors[0].detail", containsString("仅公开标题"));

        Assigned.put(code + "/decision", Map.of("decision", "FULL")).then().statusCode(200);
        Desk.publish(letter).then().statusCode(201);
    }

    @Test
    void theSameAssignmentIsRegisteredOnce() {
        Map<String, String> fields = Map.of("number", "同号1", "assignedOn", "2026-03-02");
        Assigned.register(fields).then().statusCode(201);

        Assigned.register(fields)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/already-assigned"));
        // another department answers it separately (分办)
        Assigned.register(Map.of("number", "同号1", "assignedOn", "2026-03-02", "department", "市公安局"))
                .then()
                .statusCode(201);
    }

    @Test
    void whatIsMistypedIsRefused() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("number", "错1", "assignedOn", "0202-03-02"),
                        Map.of("number", "错1", "assignedOn", "2026-03-02", "dueOn", "2026-03-01"),
                        Map.of("number", "错1", "assignedOn", "2026-03-02", "dueOn", "2026-12-01"),
                        Map.of("number", " ", "assignedOn", "2026-03-02"),
                        Map.of("number", "错1"))) {
            Assigned.register(wrong).then().statusCode(422);
        }
    }

    @Test
    void anExtensionNeedsAReasonAndEndsAfterSixMonths() {
        String code = Assigned.on(LocalDate.of(2026, 3, 2));

        extend(code, "2026-08-03", " ").then().statusCode(422);
        extend(code, "2026-09-03", "须重新招标")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("2026-09-02"));
        extend(code, "2026-06-02", "须重新招标").then().statusCode(422);
        extend(code, "2026-08-03", "须重新招标")
                .then()
                .statusCode(200)
                .body("deadline.dueOn", equalTo("2026-08-03"))
                .body("extension.from", equalTo("2026-06-02"))
                .body("extension.reason", equalTo("须重新招标"))
                .body("extension.by", equalTo("admin"));
        // extended again, what was set at first is still known
        extend(code, "2026-09-02", "再次流标")
                .then()
                .body("extension.from", equalTo("2026-06-02"))
                .body("extension.until", equalTo("2026-09-02"));
    }

    @Test
    void aCoHandlersOpinionIsAskedGivenOrOverdue() {
        String code = Assigned.on(TODAY.minusDays(100));
        Assigned.post(code + "/co-handlers", Map.of("names", List.of("市公安局", "市财政局", "市公安局")))
                .then()
                .statusCode(200)
                .body("coHandlers.name", contains("市公安局", "市财政局"))
                .body("coHandlers.state", contains("ASKED", "ASKED"));
        Response both =
                Assigned.post(
                        code + "/co-handlers",
                        Map.of(
                                "names",
                                List.of("市公安局", "市教委"),
                                "askedOn",
                                TODAY.minusDays(90).toString()));
        both.then()
                .body("coHandlers.name", contains("市公安局", "市财政局", "市教委"))
                .body("coHandlers.state", contains("ASKED", "ASKED", "OVERDUE"));
        Number late = both.path("coHandlers[2].id");

        Assigned.put(
                        code + "/co-handlers/" + late,
                        Map.of("givenOn", TODAY.toString(), "opinion", "同意"))
                .then()
                .statusCode(200)
                .body("coHandlers[2].state", equalTo("GIVEN"))
                .body("coHandlers[2].opinion", equalTo("同意"))
                .body("coHandlers[2].deadline.overdue", equalTo(true));

        Number first = both.path("coHandlers[0].id");
        String other = Assigned.on(TODAY);
        Assigned.put(other + "/co-handlers/" + first, Map.of("givenOn", TODAY.toString()))
                .then()
                .statusCode(404);
        Assigned.put(code + "/co-handlers/" + first, Map.of("opinion", "同意"))
                .then()
                .statusCode(422);
        String path = "/api/v1/desk/assignments/" + code + "/co-handlers/";
        Desk.staff().delete(path + late).then().statusCode(404);
        Desk.staff()
                .delete(path + first)
                .then()
                .statusCode(200)
                .body("coHandlers.name", contains("市财政局", "市教委"));
    }

    @Test
    void theLettersWithItsNumberAnswerIt() {
        String letter = Desk.draft(Desk.letter());
        String number = Desk.get(letter).path("draft.proposal.number");
        String code = Assigned.with(number, LocalDate.of(2026, 3, 2));
        Assigned.get(code)
                .then()
                .body("replies.code", contains(letter))
                .body("answeredOn", nullValue());

        Desk.publish(letter).then().statusCode(201);

        Assigned.get(code)
                .then()
                .body("answeredOn", equalTo("2026-05-12"))
                .body("deadline.words", equalTo("按期办完"))
                .body("publicity.publishedOn", equalTo("2026-05-20"))
                .body("publicity.deadline.dueOn", equalTo("2026-06-09"))
                .body("publicity.deadline.overdue", equalTo(false));
        // what staff note goes first
        Assigned.put(code + "/answer", Map.of("on", "2026-06-20"))
                .then()
                .body("answeredOn", equalTo("2026-06-20"))
                .body("deadline.words", equalTo("逾期18天办完"));
        Assigned.put(code + "/answer", Map.of("on", "2026-03-01")).then().statusCode(422);
        Assigned.put(code + "/answer", Map.of("on", TODAY.plusDays(1).toString()))
                .then()
                .statusCode(422);
    }

    @Test
    void theCountdownToPublicationBeginsWithTheDateOfIssue() {
        String letter = Desk.draft(Desk.letter());
        Desk.edit(letter, Map.of("issuedOn", TODAY.toString())).then().statusCode(200);
        String code =
                Assigned.with(Desk.get(letter).path("draft.proposal.number"), TODAY.minusDays(60));

        Assigned.get(code)
                .then()
                .body("publicity.deadline.workingDaysLeft", equalTo(20))
                .body("publicity.deadline.warning", equalTo("BLUE"));

        Assigned.put(code + "/decision", Map.of("decision", "NONE")).then().statusCode(422);
        Assigned.put(code + "/decision", Map.of("decision", "NONE", "reason", "涉及招标"))
                .then()
                .statusCode(200)
                .body("publicity.decision", equalTo("NONE"))
                .body("publicity.reason", equalTo("涉及招标"))
                .body("publicity.decidedBy", equalTo("admin"))
                .body("publicity.deadline", nullValue());
    }

    @Test
    void theProposersWishIsNotedBesideTheDecision() {
        String code = Assigned.on(TODAY);
        Assigned.put(code + "/wish", Map.of("wish", "TITLE_ONLY", "note", "正文请不公开"))
                .then()
                .statusCode(200)
                .body("publicity.wish", equalTo("TITLE_ONLY"))
                .body("publicity.wishedOn", equalTo(TODAY.toString()))
                .body("publicity.decision", nullValue());
        Assigned.put(code + "/wish", Map.of("note", "正文请不公开")).then().statusCode(422);
    }

    @Test
    void whoeverEditsSaysWhichVersionTheyRead() {
        Response made = Assigned.register(Map.of("number", "改1", "assignedOn", TODAY.toString()));
        String code = made.path("code");
        Map<String, Object> body = new HashMap<>();
        body.put("kind", "PROPOSAL");
        body.put("session", Assigned.SESSION);
        body.put("number", "改2");
        body.put("assignedOn", TODAY.minusDays(7).toString());

        Assigned.put(code, body).then().statusCode(428);
        edit(code, made.header("ETag"), body)
                .then()
                .statusCode(200)
                .body("number", equalTo("改2"))
                .body("version", equalTo(1));
        edit(code, made.header("ETag"), body).then().statusCode(412).body("version", equalTo(1));
    }

    @Test
    void theMostUrgentComesFirstAndPagesLoseNothing() {
        List<String> mine = new ArrayList<>();
        for (int days : new int[] {61, 65, 63, 64, 62}) {
            mine.add(Assigned.on(LocalDate.of(1990, 1, 1).minusDays(days)));
        }
        List<String> due = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request = Desk.staff().queryParam("limit", 2).queryParam("warning", "RED");
            Response page =
                    (cursor == null ? request : request.queryParam("cursor", cursor))
                            .get("/api/v1/desk/assignments");
            page.then().statusCode(200).body("items.deadline.warning", not(hasItem("BLUE")));
            due.addAll(page.path("items.deadline.dueOn"));
            seen.addAll(page.path("items.code"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(due).isSorted();
        assertThat(seen).containsAll(mine).doesNotHaveDuplicates();
    }

    @Test
    void whatIsAnsweredLeavesTheListOfWhatIsDue() {
        String code = Assigned.on(LocalDate.of(1951, 1, 2));
        first("OPEN").body("items[0].code", equalTo(code));

        Assigned.put(code + "/answer", Map.of("on", "1951-02-01")).then().statusCode(200);

        first("OPEN").body("items.code", not(hasItem(code)));
        Desk.staff()
                .get("/api/v1/desk/assignments?state=ANSWERED&limit=100")
                .then()
                .body("items.code", hasItem(code));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Assigned.on(TODAY);
        for (String code : List.of("0000000000", "none")) {
            Assigned.get(code).then().statusCode(404);
            Assigned.put(code + "/answer", Map.of("on", "2026-02-01")).then().statusCode(404);
        }
        Desk.staff().get("/api/v1/desk/assignments?state=LOST").then().statusCode(400);
        Desk.staff().get("/api/v1/desk/assignments?cursor=1").then().statusCode(400);
        Desk.staff().get("/api/v1/desk/assignments?limit=1").then().body("items", hasSize(1));
    }

    private static io.restassured.response.ValidatableResponse first(String state) {
        return Desk.staff()
                .get("/api/v1/desk/assignments?limit=1&state=" + state)
                .then()
                .statusCode(200);
    }

    private static Response extend(String code, String until, String reason) {
        return Assigned.put(code + "/extension", Map.of("until", until, "reason", reason));
    }

    private static Response edit(String code, String etag, Object body) {
        return Desk.staff()
                .header("If-Match", etag)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/desk/assignments/{code}", code);
    }
}
