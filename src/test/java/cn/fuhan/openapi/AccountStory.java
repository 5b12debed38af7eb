package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;

import cn.fuhan.Desk;
import cn.fuhan.access.TestStaff;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A new colleague's account, from its making to its end. */
final class AccountStory {

    private static final String JSON = "application/json";
    private static final String ACCOUNTS = "/api/v1/desk/accounts";
    private static final String NAME = "shili-lin";

    private final Transcript transcript;

    private AccountStory(Transcript transcript) {
        this.transcript = transcript;
    }

    static void play(Transcript transcript) {
        try (TestStaff staff = new TestStaff()) {
            staff.forget(NAME);
            new AccountStory(transcript).play();
        }
    }

    private void play() {
        transcript.answered(
                "getDeskSession",
                "basic",
                "用 HTTP Basic 登录的",
                Desk.staff().get("/api/v1/desk/session"));

        Map<String, Object> wanted =
                Map.of("name", NAME, "displayName", "林晓（示例）", "roles", List.of("editor"));
        transcript.asked("createAccount", JSON, "editor", "一位编辑", new TreeMap<>(wanted));
        Response made = json().body(wanted).post(ACCOUNTS);
        made.then().statusCode(201);
        transcript.keep(made.path("password"), "k7mq-2hxd-9cvn-p4wt");
        transcript.answered("createAccount", "created", "账号和初始密码", made);
        refused("createAccount", json().body(wanted).post(ACCOUNTS), 422);
        refused("createAccount", json().body("{").post(ACCOUNTS), 400);
        refused("createAccount", json().body("{\"name\":\"\\u0000\"}").post(ACCOUNTS), 400);
        refused("createAccount", json().contentType("text/plain").body("x").post(ACCOUNTS), 415);

        String one = ACCOUNTS + "/" + NAME;
        transcript.answered("getAccount", "account", "一个账号", Desk.staff().get(one));
        refused("getAccount", Desk.staff().get(ACCOUNTS + "/nobody"), 404);
        transcript.answered(
                "listAccounts", "found", "姓名中有这几个字的", Desk.staff().get(ACCOUNTS + "?q=林晓（示例）"));
        refused(
                "listAccounts",
                Desk.staff().urlEncodingEnabled(false).get(ACCOUNTS + "?q=%00"),
                400);

        itsPasswordIsChanged(made.path("password"));
        itIsChanged(one);
    }

    private void itsPasswordIsChanged(String first) {
        Map<String, String> change = Map.of("old", first, "password", TestStaff.PASSWORD);
        Map<String, String> told = Map.of("old", first, "password", "三个不相干的词连起来");
        transcript.asked("changePassword", JSON, "own", "换成自己的密码", new TreeMap<>(told));
        String path = "/api/v1/desk/password";
        RequestSpecification newcomer = given().contentType(JSON);
        refused(
                "changePassword",
                newcomer.auth()
                        .preemptive()
                        .basic(NAME, first)
                        .body(Map.of("old", first, "password", "short"))
                        .put(path),
                422);
        Response changed =
                given().contentType(JSON)
                        .auth()
                        .preemptive()
                        .basic(NAME, first)
                        .body(change)
                        .put(path);
        changed.then().statusCode(204);
        transcript.headers("changePassword", changed);
        refused("changePassword", json().body("{").put(path), 400);
        refused(
                "changePassword",
                json().body("{\"old\":\"\\u0000\",\"password\":\"x\"}").put(path),
                400);
        refused("changePassword", json().contentType("text/plain").body("x").put(path), 415);
    }

    private void itIsChanged(String one) {
        Map<String, Object> change =
                Map.of(
                        "displayName",
                        "林晓（示例）",
                        "roles",
                        List.of("editor", "approver"),
                        "active",
                        true);
        transcript.asked("changeAccount", JSON, "approver", "也能审签", new TreeMap<>(change));
        String etag = Desk.staff().get(one).header("ETag");
        transcript.answered(
                "changeAccount",
                "changed",
                "修改后的账号",
                json().header("If-Match", etag).body(change).put(one));
        refused("changeAccount", json().header("If-Match", etag).body(change).put(one), 412);
        refused("changeAccount", json().body(change).put(one), 428);
        refused("changeAccount", json().header("If-Match", etag).body("{").put(one), 400);
        refused(
                "changeAccount",
                json().header("If-Match", etag).body("{\"displayName\":\"\\u0000\"}").put(one),
                400);
        refused(
                "changeAccount",
                json().header("If-Match", etag).body(change).put(ACCOUNTS + "/nobody"),
                404);
        refused(
                "changeAccount",
                json().header("If-Match", etag).contentType("text/plain").body("x").put(one),
                415);
        refused(
                "changeAccount",
                json().header("If-Match", etag)
                        .body(Map.of("roles", List.of(), "active", true))
                        .put(one),
                422);
        Response admin = Desk.staff().get(ACCOUNTS + "/admin");
        refused(
                "changeAccount",
                json().header("If-Match", admin.header("ETag"))
                        .body(Map.of("roles", List.of("editor"), "active", true))
                        .put(ACCOUNTS + "/admin"),
                409);

        Response reset = Desk.staff().post(one + "/password");
        reset.then().statusCode(201);
        transcript.keep(reset.path("password"), "v3rt-8kzp-m2ye-6wqc");
        transcript.answered("resetPassword", "reset", "账号和新密码", reset);
        refused("resetPassword", Desk.staff().post(ACCOUNTS + "/nobody/password"), 404);
    }

    private void refused(String operation, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused(operation, answer);
    }

    private static RequestSpecification json() {
        return Desk.staff().contentType(JSON);
    }
}
