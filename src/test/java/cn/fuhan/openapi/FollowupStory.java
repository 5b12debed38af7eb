package cn.fuhan.openapi;

import cn.fuhan.Desk;
import cn.fuhan.web.Cursor;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A proposal from its assignment to its answer. Its days are counted from today, and kept as those
 * of another year.
 */
final class FollowupStory {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String ROOT = "/api/v1/desk/assignments";
    private static final String BAD = "\\u0000";
    private static final String NONE = "0000000000";

    private final Transcript transcript;
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private final LocalDate assigned = today.minusDays(70);
    private final LocalDate due = after(today, 8);
    private final LocalDate extended = after(today, 23);

    private String code = "";

    FollowupStory(Transcript transcript) {
        this.transcript = transcript;
    }

    void play() {
        transcript.keep(today.toString(), "2026-05-18");
        transcript.keep(assigned.toString(), "2026-03-09");
        transcript.keep(due.toString(), "2026-05-28");
        transcript.keep(extended.toString(), "2026-06-18");

        itIsAssigned();
        coHandlersAreAsked();
        howItIsPublishedIsDecided();
        itIsExtendedAndAnswered();
    }

    private void itIsAssigned() {
        Map<String, Object> body = new HashMap<>();
        body.put("kind", "PROPOSAL");
        body.put("session", "市政协三届二次会议");
        body.put("number", "示例0412");
        body.put("title", "关于增设社区图书角的提案");
        body.put("proposers", List.of("林晓川"));
        body.put("department", "示例市文化旅游局");
        body.put("assignedOn", assigned.toString());
        body.put("dueOn", due.toString());
        transcript.asked("createAssignment", JSON, "proposal", "一件提案", body);
        Response made = at("").body(body).post();
        made.then().statusCode(201);
        code = made.path("code");
        transcript.keep(code, "5R2M8K0VQD");
        transcript.answered("createAssignment", "made", "登记好的", made);
        refused("createAssignment", at("").body(body).post(), 409);
        refused("createAssignment", at("").body("{").post(), 400);
        refused("createAssignment", at("").body(bad("title")).post(), 400);
        refused("createAssignment", at("").contentType(TEXT).body("提案").post(), 415);
        Map<String, Object> nameless = new HashMap<>(body);
        nameless.remove("session");
        refused("createAssignment", at("").body(nameless).post(), 422);

        transcript.answered("getAssignment", "open", "还没有办复的", at("/" + code).get());
        refused("getAssignment", at("/" + NONE).get(), 404);

        body.put("title", "关于在城乡社区增设图书角的提案");
        transcript.asked("editAssignment", JSON, "title", "更正了标题", body);
        transcript.answered(
                "editAssignment",
                "edited",
                "更正后的",
                at("/" + code).header("If-Match", made.header("ETag")).body(body).put());
        refused("editAssignment", edit(code).header("If-Match", "\"0\"").body(body).put(), 412);
        refused("editAssignment", edit(code).body(body).put(), 428);
        refused("editAssignment", edit(code).header("If-Match", "*").body("{").put(), 400);
        refused("editAssignment", edit(code).header("If-Match", "*").body(bad("title")).put(), 400);
        refused("editAssignment", edit(NONE).header("If-Match", "*").body(body).put(), 404);
        refused(
                "editAssignment",
                edit(code).header("If-Match", "*").contentType(TEXT).body("x").put(),
                415);
        body.remove("session");
        refused("editAssignment", edit(code).header("If-Match", "*").body(body).put(), 422);
    }

    private void coHandlersAreAsked() {
        String path = "/" + code + "/co-handlers";
        Map<String, Object> ask =
                Map.of(
                        "names",
                        List.of("示例市民政局"),
                        "askedOn",
                        assigned.toString(),
                        "dueOn",
                        due.toString());
        transcript.asked("askCoHandlers", JSON, "names", "征求一个单位的意见", ask);
        Response asked = at(path).body(ask).post();
        asked.then().statusCode(200);
        Number id = asked.path("coHandlers[0].id");
        transcript.number("id", id, 17);
        transcript.keep("/co-handlers/" + id, "/co-handlers/17");
        transcript.answered("askCoHandlers", "asked", "已征求", asked);
        changes("askCoHandlers", "POST", "co-handlers", ask, "opinion");

        String opinion = path + "/" + id;
        Map<String, String> given = Map.of("givenOn", today.toString(), "opinion", "同意在社区设点。");
        transcript.asked("noteOpinion", JSON, "given", "反馈的意见", given);
        transcript.answered("noteOpinion", "given", "已反馈", at(opinion).body(given).put());
        changes("noteOpinion", "PUT", "co-handlers/" + id, given, "opinion");
        refused("noteOpinion", at(opinion).body(Map.of("opinion", "同意")).put(), 422);

        Response second = at(path).body(Map.of("names", List.of("示例市财政局"))).post();
        Number other = second.path("coHandlers[1].id");
        transcript.keep("/co-handlers/" + other, "/co-handlers/18");
        String extra = path + "/" + other;
        refused("removeCoHandler", at(extra).header("If-Match", "\"0\"").delete(), 412);
        transcript.answered("removeCoHandler", "removed", "取消之后", at(extra).delete());
        refused("removeCoHandler", at(extra).delete(), 404);
    }

    private void howItIsPublishedIsDecided() {
        Map<String, String> wish =
                Map.of("wish", "FULL", "note", "同意全文公开", "on", assigned.toString());
        transcript.asked("noteWish", JSON, "full", "同意全文公开", wish);
        transcript.answered("noteWish", "noted", "已登记", at("/" + code + "/wish").body(wish).put());
        changes("noteWish", "PUT", "wish", wish, "note");
        refused("noteWish", at("/" + code + "/wish").body("{\"note\":\"好\"}").put(), 422);

        Map<String, String> decision = Map.of("decision", "TITLE_ONLY", "reason", "正文涉及尚未签约的场地");
        transcript.asked("decidePublicity", JSON, "title-only", "仅公开标题", decision);
        transcript.answered(
                "decidePublicity",
                "decided",
                "已决定",
                at("/" + code + "/decision").body(decision).put());
        changes("decidePublicity", "PUT", "decision", decision, "reason");
        refused(
                "decidePublicity",
                at("/" + code + "/decision").body("{\"decision\":\"NONE\"}").put(),
                422);
    }

    private void itIsExtendedAndAnswered() {
        Map<String, String> extension =
                Map.of("until", extended.toString(), "reason", "场地须重新招租，经提案委同意延期");
        transcript.asked("extendAssignment", JSON, "extension", "延期", extension);
        transcript.answered(
                "extendAssignment",
                "extended",
                "延期后的",
                at("/" + code + "/extension").body(extension).put());
        changes("extendAssignment", "PUT", "extension", extension, "reason");
        Response tooLong =
                at("/" + code + "/extension")
                        .body(Map.of("until", "2199-01-01", "reason", "还没有办"))
                        .put();
        // six months later, or the first working day after that
        String longest = tooLong.path("errors[0].detail");
        transcript.keep(longest.substring(longest.lastIndexOf(' ') + 1), "2026-09-09");
        refused("extendAssignment", tooLong, 422);

        transcript.answered("listAssignments", "answered", "后面没有了", answeredAndTheEndOfTheList());
        refused("listAssignments", Desk.staff().get(ROOT + "?state=LOST"), 400);
        refused("listAssignments", Desk.staff().get(ROOT + "?cursor=2"), 400);
    }

    /** Noted; and the end of the list, for the rest of it is what other tests made. */
    private Response answeredAndTheEndOfTheList() {
        Map<String, String> on = Map.of("on", today.toString());
        transcript.asked("noteAnswer", JSON, "sent", "复函寄出", on);
        transcript.answered(
                "noteAnswer", "noted", "已登记", at("/" + code + "/answer").body(on).put());
        changes("noteAnswer", "PUT", "answer", on, null);
        refused(
                "noteAnswer",
                at("/" + code + "/answer").body(Map.of("on", "1999-01-01")).put(),
                422);
        return Desk.staff()
                .queryParam(
                        "cursor", new Cursor(LocalDate.of(9999, 12, 31), Long.MAX_VALUE).encode())
                .get(ROOT);
    }

    /** What every change is refused for. */
    private void changes(
            String operation, String method, String path, Object body, String textual) {
        String here = "/" + code + "/" + path;
        refused(operation, at(here).body("{").request(method), 400);
        if (textual != null) {
            refused(operation, at(here).body(bad(textual)).request(method), 400);
        }
        refused(operation, at("/" + NONE + "/" + path).body(body).request(method), 404);
        refused(operation, at(here).header("If-Match", "\"0\"").body(body).request(method), 412);
        refused(operation, at(here).contentType(TEXT).body("x").request(method), 415);
    }

    private static String bad(String member) {
        return "{\"" + member + "\":\"" + BAD + "\"}";
    }

    private static LocalDate after(LocalDate day, int workingDays) {
        LocalDate end = day;
        for (int left = workingDays; left > 0; ) {
            end = end.plusDays(1);
            if (end.getDayOfWeek() != DayOfWeek.SATURDAY
                    && end.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return end;
    }

    private void refused(String operation, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused(operation, answer);
    }

    private static RequestSpecification edit(String code) {
        return at("/" + code);
    }

    private static RequestSpecification at(String path) {
        return Desk.staff().basePath(ROOT + path).contentType(JSON);
    }
}
