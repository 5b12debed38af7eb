package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;

import cn.fuhan.Desk;
import cn.fuhan.web.Cursor;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** A letter that promises, the promise kept; and an unsatisfied proposer who is answered again. */
final class PromiseStory {

    private static final String JSON = "application/json";
    private static final String NONE = "0000000000";

    /** Behind everything: what other tests made is not in the examples. */
    private static final String END =
            new Cursor(LocalDate.of(9999, 12, 31), Long.MAX_VALUE).encode();

    private final Transcript transcript;
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    private String letter = "";

    PromiseStory(Transcript transcript) {
        this.transcript = transcript;
    }

    void play() throws IOException {
        letter =
                Desk.published(
                        Files.readString(
                                        Path.of("src", "main", "resources", "samples", "bus.txt"),
                                        StandardCharsets.UTF_8)
                                .replace("〔2026〕18号", "〔2026〕181号")
                                .replace("0037", "0371"));
        transcript.keep(letter, "1E5V7R9MKC");
        itPromises();
        theProposerIsNotSatisfied();
    }

    private void itPromises() {
        Map<String, String> made = Map.of("content", "年底前公布运行情况", "dueOn", "2199-12-31");
        transcript.asked("makePromise", JSON, "promise", "一项承诺", made);
        Response answer = at("replies/" + letter + "/promises").body(made).post();
        answer.then().statusCode(201);
        String promise = answer.path("code");
        transcript.keep(promise, "6J3W9TQ0XB");
        transcript.number("workingDaysLeft", answer.<Integer>path("deadline.workingDaysLeft"), 151);
        transcript.keep(
                "还剩%d个工作日".formatted(answer.<Integer>path("deadline.workingDaysLeft")),
                "还剩151个工作日");
        transcript.keep("2199-12-31", "2026-12-31");
        transcript.answered("makePromise", "made", "登记好的", answer);
        refused("makePromise", at("replies/" + NONE + "/promises").body(made).post(), 404);
        refused(
                "makePromise",
                at("replies/" + letter + "/promises")
                        .body(Map.of("content", " ", "dueOn", "2199-12-31"))
                        .post(),
                422);

        Map<String, String> kept = Map.of("state", "FULFILLED", "note", "运行情况已在网站公布");
        transcript.asked("settlePromise", JSON, "kept", "已兑现", kept);
        Response settled = at("promises/" + promise + "/state").body(kept).put();
        settled.then().statusCode(200);
        transcript.keep(settled.path("secondReply.dueOn"), "2026-09-29");
        transcript.answered("settlePromise", "kept", "已兑现", settled);
        refused("settlePromise", at("promises/" + promise + "/state").body(kept).put(), 409);
        refused("settlePromise", at("promises/" + NONE + "/state").body(kept).put(), 404);
        refused(
                "settlePromise",
                at("promises/" + promise + "/state")
                        .body(Map.of("state", "FULFILLED", "note", " "))
                        .put(),
                422);
        transcript.answered("getPromise", "kept", "已兑现的", at("promises/" + promise).get());
        refused("getPromise", at("promises/" + NONE).get(), 404);
        transcript.answered("listPromises", "none", "没有的一页", at("promises?cursor=" + END).get());
        refused("listPromises", at("promises?state=LOST").get(), 400);

        transcript.answered(
                "getPromises",
                "letter",
                "一件复函的",
                dated(given().get("/api/v1/replies/{code}/promises", letter)));
        refused("getPromises", given().get("/api/v1/replies/none/promises"), 404);

        Response assignment =
                at("assignments")
                        .body(
                                Map.of(
                                        "kind",
                                        "PROPOSAL",
                                        "session",
                                        "示例市政协三届三次会议",
                                        "number",
                                        "0512",
                                        "assignedOn",
                                        today.toString(),
                                        "dueOn",
                                        today.plusDays(1).toString()))
                        .post();
        String code = assignment.path("code");
        at("assignments/" + code + "/answer").body(Map.of("on", today.toString())).put();
        transcript.keep(code, "8M4C1Y7HPZ");
        transcript.keep(today.plusDays(1).toString(), "2026-05-19");
        String path = "assignments/" + code + "/forerunners/" + letter;
        transcript.answered("linkForerunner", "linked", "登记后的", at(path).put());
        refused("linkForerunner", at("assignments/" + code + "/forerunners/" + NONE).put(), 404);
        transcript.answered("unlinkForerunner", "unlinked", "取消后的", at(path).delete());
        refused("unlinkForerunner", at(path).delete(), 404);

        Map<String, String> second = Map.of("reply", Desk.published());
        transcript.keep(second.get("reply"), "2C6H8P4TWA");
        transcript.asked("linkSecondReply", JSON, "reply", "第二次答复", second);
        transcript.answered(
                "linkSecondReply",
                "linked",
                "登记后的",
                at("promises/" + promise + "/reply").body(second).put());
        refused(
                "linkSecondReply",
                at("promises/" + promise + "/reply").body(Map.of("reply", letter)).put(),
                422);
    }

    private void theProposerIsNotSatisfied() {
        Response invited = at("replies/" + letter + "/invitations").post();
        Response receipt =
                given().header("Receipt-Code", invited.<String>path("receiptCode"))
                        .header("Idempotency-Key", "1")
                        .contentType(JSON)
                        .body("{\"rating\":\"UNSATISFIED\",\"opinion\":\"末班车还是太早。\"}")
                        .post("/api/v1/replies/{code}/receipts", letter);
        receipt.then().statusCode(201);
        transcript.keep(receipt.path("number"), "K5D0Q2S8TV");
        transcript.answered(
                "listInvitations", "letter", "一件复函的邀请", at("invitations?reply=" + letter).get());
        refused("listInvitations", at("invitations?state=LOST").get(), 400);

        String code = caseOf(letter);
        transcript.keep(code, "4D8S2H6KXN");
        Map<String, String> talk =
                Map.of("on", today.toString(), "way", "MEETING", "note", "当面听取意见，商定延长末班车");
        transcript.asked("noteContact", JSON, "talk", "面商", talk);
        Response contacted = at("cases/" + code + "/contacts").body(talk).post();
        contacted.then().statusCode(200);
        Integer left = contacted.path("deadline.workingDaysLeft");
        transcript.number("workingDaysLeft", left, 63);
        transcript.keep("还剩%d个工作日".formatted(left), "还剩63个工作日");
        transcript.keep(contacted.path("deadline.dueOn"), "2026-08-28");
        transcript.answered("noteContact", "noted", "登记后的", contacted);
        refused(
                "noteContact",
                at("cases/" + code + "/contacts")
                        .body(Map.of("on", today.toString(), "way", "PHONE", "note", " "))
                        .post(),
                422);
        refused("noteContact", at("cases/" + NONE + "/contacts").body(talk).post(), 404);

        transcript.asked("replyAgain", JSON, "draft", "新拟一件草稿", Map.of());
        Response drafted = at("cases/" + code + "/reply").body("{}").put();
        drafted.then().statusCode(200);
        transcript.keep(drafted.path("secondReplyCode"), "3X7B9N1FQW");
        transcript.answered("replyAgain", "drafted", "有了草稿的", drafted);
        refused(
                "replyAgain",
                at("cases/" + code + "/reply").body(Map.of("reply", letter)).put(),
                422);
        transcript.answered("getCase", "open", "在办的", at("cases/" + code).get());
        refused("getCase", at("cases/" + NONE).get(), 404);

        Map<String, String> outcome = Map.of("outcome", "末班车已延长至二十二点，提出者表示满意");
        transcript.asked("closeCase", JSON, "outcome", "结果", outcome);
        transcript.answered(
                "closeCase",
                "closed",
                "已结案的",
                at("cases/" + code + "/closing").body(outcome).put());
        refused("closeCase", at("cases/" + code + "/closing").body(outcome).put(), 409);
        refused("closeCase", at("cases/" + code + "/closing").body("{}").put(), 422);
        transcript.answered("listCases", "none", "没有的一页", at("cases?cursor=" + END).get());
        refused("listCases", at("cases?state=LOST").get(), 400);
    }

    private static String caseOf(String reply) {
        String cursor = "";
        while (cursor != null) {
            Response page =
                    at("cases?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).get();
            String code = page.path("items.find { it.replyCode == '" + reply + "' }?.code");
            if (code != null) {
                return code;
            }
            cursor = page.path("next");
        }
        throw new AssertionError("no case of " + reply);
    }

    private Response dated(Response answer) {
        answer.then().statusCode(200);
        transcript.keep(answer.path("items[0].changedOn"), "2026-09-01");
        return answer;
    }

    private void refused(String operation, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused(operation, answer);
    }

    private static RequestSpecification at(String path) {
        int query = path.indexOf('?');
        RequestSpecification request =
                Desk.staff()
                        .basePath("/api/v1/desk/" + (query < 0 ? path : path.substring(0, query)))
                        .contentType(JSON);
        if (query >= 0) {
            for (String parameter : path.substring(query + 1).split("&")) {
                String[] pair = parameter.split("=", 2);
                request = request.queryParam(pair[0], pair[1]);
            }
        }
        return request;
    }
}
