package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;

import cn.fuhan.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The figures of a year that has one letter, which is ours. */
final class FiguresStory {

    private static final String JSON = "application/json";
    private static final String YEAR = "1987";
    private static final String AT = "/api/v1/statistics?year=" + YEAR;

    private final Transcript transcript;

    FiguresStory(Transcript transcript) {
        this.transcript = transcript;
    }

    void play() throws IOException {
        String letter =
                Files.readString(
                                Path.of("src", "main", "resources", "samples", "reading.txt"),
                                StandardCharsets.UTF_8)
                        .replace("2026", YEAR);
        String code = Desk.published(letter);
        Desk.staff()
                .contentType("application/json")
                .body(
                        Map.of(
                                "kind",
                                "PROPOSAL",
                                "session",
                                "示例会议",
                                "number",
                                "1987",
                                "assignedOn",
                                YEAR + "-03-02"))
                .post("/api/v1/desk/assignments")
                .then()
                .statusCode(201);
        Response invited =
                Desk.staff()
                        .contentType("application/json")
                        .body(
                                Map.of(
                                        "proposer",
                                        Desk.get(code).path("draft.proposal.proposers[0]")))
                        .post("/api/v1/desk/replies/{code}/invitations", code);
        transcript.keep(code, "9W1B5N7DZS");
        String receipt = receipt(code, invited, "1", "答复具体，措施可行。", true);
        transcript.keep(receipt, "B8N3C6Y1WF");
        opinionIsReviewed(receipt);

        Response year = given().get(AT);
        year.then().statusCode(200);
        transcript.answered("getStatistics", "year", "一年的统计", year, alone(year));
        transcript.headers(
                "getStatistics",
                given().accept("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                        .get(AT));
        Response wrong = given().get("/api/v1/statistics?year=1");
        wrong.then().statusCode(400);
        transcript.refused("getStatistics", wrong);
    }

    private void opinionIsReviewed(String receipt) {
        Map<String, Object> decision = Map.of("approved", true);
        transcript.asked("reviewOpinion", JSON, "approved", "可以公开", decision);
        transcript.answered("reviewOpinion", "approved", "可以公开", at(receipt).body(decision).put());
        refused(at(receipt).body("{").put(), 400);
        refused(at(receipt).body("{\"note\":\"\\u0000\"}").put(), 400);
        refused(at("none").body(decision).put(), 404);
        refused(at(receipt).contentType("text/plain").body("好").put(), 415);
        refused(at(receipt).body("{}").put(), 422);
        String other = Desk.published();
        String silent =
                receipt(
                        other,
                        Desk.staff().post("/api/v1/desk/replies/{code}/invitations", other),
                        "1",
                        "只供改进。",
                        false);
        transcript.keep(silent, "C5K8M1T3VX");
        refused(at(silent).body(decision).put(), 409);
    }

    private void refused(Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused("reviewOpinion", answer);
    }

    private static RequestSpecification at(String receipt) {
        return Desk.staff()
                .basePath("/api/v1/desk/receipts/" + receipt + "/opinion-review")
                .contentType(JSON);
    }

    private static String receipt(
            String code, Response invited, String key, String opinion, boolean open) {
        Response sent =
                given().header("Receipt-Code", (String) invited.path("receiptCode"))
                        .header("Idempotency-Key", key)
                        .contentType(JSON)
                        .body(
                                Map.of(
                                        "rating",
                                        "SATISFIED",
                                        "opinion",
                                        opinion,
                                        "opinionPublic",
                                        open))
                        .post("/api/v1/replies/{code}/receipts", code);
        sent.then().statusCode(201);
        return sent.path("number");
    }

    /** Without the years of other tests' letters. */
    private static JsonNode alone(Response answer) throws IOException {
        ObjectNode figures = (ObjectNode) new ObjectMapper().readTree(answer.asString());
        figures.putArray("years").add(Integer.parseInt(YEAR));
        ObjectNode letters = (ObjectNode) figures.get("letters");
        JsonNode every = letters.get("byYear");
        var ours = letters.putArray("byYear");
        for (JsonNode count : every) {
            if (count.get("key").asText().equals(YEAR)) {
                ours.add(count);
            }
        }
        return figures;
    }
}
