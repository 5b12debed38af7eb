package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The proposer comes with the mini-program: a chapter of the {@link Story}. */
final class WeChatStory {

    private static final String JSON = "application/json";
    private static final String LOG_IN_CODE = "0e1xWzFa1pQ2sJ0b7kGa1Zt0Qd4xWzFV";
    private static final String ACCESS = "Yk1vQ0JmS0l3c2h6V2tGQ2t5b1pXb0RjVnB1TjRqX2E";
    private static final String REFRESH = "bXZtWmRzR3FhV2R6Z0pQcGVfX3RZd0xCcU1hT1ZzN1U";

    private final Transcript transcript;
    private final String code;
    private final String receiptCode;
    private String access = "";
    private String refresh = "";

    WeChatStory(Transcript transcript, String code, String receiptCode) {
        this.transcript = transcript;
        this.code = code;
        this.receiptCode = receiptCode;
    }

    /** Before the letter is withdrawn, with a receipt stored. */
    void play() {
        theCodeShowsItsInvitation();
        theProposerLogsIn();
        theInvitationIsTheirs();
        messagesAreSubscribed();
        theLetterOpensInTheMiniProgram();
        theSessionGoesOnAndEnds();
    }

    private void theCodeShowsItsInvitation() {
        transcript.answered(
                "getInvitation",
                "invitation",
                "邀请和提交过的回执",
                given().header("Receipt-Code", receiptCode).get("/api/v1/invitation"));
        refused("getInvitation", given().get("/api/v1/invitation"), 401);
        refused(
                "getInvitation",
                given().header("Receipt-Code", "0000000000").get("/api/v1/invitation"),
                403);
    }

    private void theProposerLogsIn() {
        String used = "user-story-" + UUID.randomUUID();
        transcript.keep(used, LOG_IN_CODE);
        transcript.asked("logInByWeChat", JSON, "code", "wx.login 的 code", Map.of("code", used));
        Response session = logIn(used);
        session.then().statusCode(201);
        take(session);
        transcript.answered("logInByWeChat", "session", "会话", session);
        refused("logInByWeChat", logIn(used), 422);
        refused("logInByWeChat", logIn(""), 422);
        refused("logInByWeChat", body("{").post("/api/v1/sessions/wechat"), 400);
        refused(
                "logInByWeChat",
                body("{}").contentType("text/plain").post("/api/v1/sessions/wechat"),
                415);
        refused("logInByWeChat", logIn("errcode-40226"), 403);
        refused("logInByWeChat", logIn("errcode-45011"), 429);
        refused("logInByWeChat", logIn("errcode-40125"), 503);
        refused("logInByWeChat", logIn("errcode-99999"), 503);
    }

    private void theInvitationIsTheirs() {
        refused("redeemInvitation", given().post("/api/v1/me/invitations"), 401);
        refused("redeemInvitation", redeem(access, "0000000000"), 403);
        Response bound = redeem(access, receiptCode);
        bound.then().statusCode(201);
        transcript.answered("redeemInvitation", "bound", "已认领", bound);
        Response already = redeem(access, receiptCode);
        already.then().statusCode(200);
        transcript.answered("redeemInvitation", "already", "先前已经认领", already);
        String other = logIn("user-other-" + UUID.randomUUID()).path("accessToken");
        refused("redeemInvitation", redeem(other, receiptCode), 409);
        transcript.answered("listMyReplies", "replies", "认领过的复函", me().get("/api/v1/me/replies"));
        Response receipts = me().get("/api/v1/me/receipts");
        transcript.keep(receipts.path("items[0].number"), "B7N2Q4W8ZE");
        transcript.answered("listMyReceipts", "receipts", "提交过的回执", receipts);
        for (String list : new String[] {"Replies", "Receipts"}) {
            String path = "/api/v1/me/" + list.toLowerCase(java.util.Locale.ROOT);
            refused("listMy" + list, me().queryParam("cursor", "2").get(path), 400);
            refused("listMy" + list, me().queryParam("limit", 0).get(path), 400);
            refused("listMy" + list, given().get(path), 401);
        }
        String answer = "{\"rating\":\"SATISFIED\"}";
        refused("sendReceipt", send("forged").body(answer).post(), 401);
        refused("sendReceipt", send(other).body(answer).post(), 403);
    }

    private void messagesAreSubscribed() {
        transcript.answered(
                "listMessageTemplates",
                "templates",
                "可以订阅的消息",
                given().get("/api/v1/wechat/templates"));
        Map<String, Object> consent =
                Map.of("accepted", List.of("stand-in-template-2"), "code", code);
        transcript.asked("subscribe", JSON, "accepted", "同意一种消息", consent);
        Response stored = subscribe(consent);
        stored.then().statusCode(204);
        transcript.headers("subscribe", stored);
        refused("subscribe", subscribe(Map.of("accepted", List.of("none"))), 422);
        refused("subscribe", subscribe("{"), 400);
        refused(
                "subscribe",
                me().contentType("text/plain").body("x").post("/api/v1/me/subscriptions"),
                415);
        refused("subscribe", body(consent).post("/api/v1/me/subscriptions"), 401);
    }

    private Response subscribe(Object consent) {
        return me().contentType(JSON).body(consent).post("/api/v1/me/subscriptions");
    }

    private void theLetterOpensInTheMiniProgram() {
        String path = "/api/v1/replies/" + code + "/mini-program-code";
        Response picture = given().get(path);
        picture.then().statusCode(200).contentType("image/png");
        transcript.headers("getMiniProgramCode", picture);
        refused(
                "getMiniProgramCode",
                given().get("/api/v1/replies/0000000000/mini-program-code"),
                404);
    }

    private void theSessionGoesOnAndEnds() {
        transcript.asked("refreshSession", JSON, "token", "续期令牌", Map.of("refreshToken", refresh));
        String used = refresh;
        Response session = refresh(used);
        session.then().statusCode(201);
        take(session);
        transcript.answered("refreshSession", "session", "新的一对令牌", session);
        Response ended = me().delete("/api/v1/sessions/current");
        ended.then().statusCode(204);
        transcript.headers("endSession", ended);
        refused("endSession", me().delete("/api/v1/sessions/current"), 401);
        refused("refreshSession", refresh(used), 401);
        refused("refreshSession", refresh(""), 422);
        refused("refreshSession", body("{").post("/api/v1/sessions/refresh"), 400);
        refused(
                "refreshSession",
                body("{}").contentType("text/plain").post("/api/v1/sessions/refresh"),
                415);
    }

    private void take(Response session) {
        access = session.path("accessToken");
        refresh = session.path("refreshToken");
        transcript.keep(access, ACCESS);
        transcript.keep(refresh, REFRESH);
    }

    private static Response logIn(String code) {
        return body(Map.of("code", code)).post("/api/v1/sessions/wechat");
    }

    private static Response refresh(String token) {
        return body(Map.of("refreshToken", token)).post("/api/v1/sessions/refresh");
    }

    private static Response redeem(String access, String receiptCode) {
        return bearer(access).header("Receipt-Code", receiptCode).post("/api/v1/me/invitations");
    }

    private RequestSpecification send(String token) {
        return bearer(token)
                .basePath("/api/v1/replies/" + code + "/receipts")
                .header("Idempotency-Key", "phone")
                .contentType(JSON);
    }

    private RequestSpecification me() {
        return bearer(access);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification body(Object body) {
        return given().contentType(JSON).body(body);
    }

    private void refused(String operation, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused(operation, answer);
    }
}
