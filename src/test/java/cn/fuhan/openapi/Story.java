package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;

import cn.fuhan.Desk;
import cn.fuhan.reply.QrCode;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A sample letter from import to withdrawal, with all that goes wrong on the way: every operation
 * of the API, and each problem that it answers with.
 */
final class Story {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    /** Text that can't be stored, in any member. */
    private static final String BAD = "\\u0000";

    private static final String SITE = "https://fuhan.example";
    private static final String CODE = "7G4K2M9QXR";
    private static final String SECOND = "2C6H8P4TWA";
    private static final String RECEIPT_CODE = "3V8K2R7M0QXW5T9C1ZB4N6HDYJ";
    private static final String HIJACKED = "新葡京8883bet官网";
    private static final String OFFICE = "示例市交通局";
    private static final String ANSWER =
            "{\"rating\":\"SATISFIED\",\"attitude\":\"SATISFIED\",\"opinion\":\"答复具体，措施可行。\"}";

    private final Transcript transcript = new Transcript();
    private final DataSource database;
    private final String site;

    private String code = "";
    private String second = "";
    private String receiptCode = "";

    /**
     * @param site the service's public URL
     */
    Story(DataSource database, String site) {
        this.database = database;
        this.site = site;
        transcript.keep(site, SITE);
    }

    Transcript play() throws Exception {

        aHijackedLetterIsImportedAndRepaired();
        itIsEditedAndPublished();
        itIsRead();
        itIsPublishedAgain();
        AuditStory.play(transcript, code);
        AccountStory.play(transcript);
        itsProposerSendsAReceipt();
        new WeChatStory(transcript, code, receiptCode).play();
        UndeliveredStory.play(transcript, database);
        itIsWithdrawn();
        aDraftIsRemoved();
        lettersOfAPastYearComeInAZip();
        new FollowupStory(transcript).play();
        new FiguresStory(transcript).play();
        new PromiseStory(transcript).play();
        strangersAreRefused();
        theDatabaseDoesNotAnswer();

        return transcript;
    }

    private void aHijackedLetterIsImportedAndRepaired() throws IOException {
        String letter = sample("bus.txt").replace("\n" + OFFICE + "\n", "\n" + HIJACKED + "\n");
        Response imported = Desk.imports(letter);
        imported.then().statusCode(201);
        code = imported.path("code");
        transcript.keep(code, CODE);
        transcript.asked("importReply", TEXT, "letter", "落款被篡改过的一件（示例）", letter);
        transcript.answered("importReply", "draft", "草稿和各处发现", imported);
        refused("importReply", Desk.imports(letter), 409);
        refused("importReply", Desk.imports("application/pdf", new byte[] {1}), 415);
        refused(
                "importReply",
                Desk.imports(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        new byte[] {1}),
                422);

        refused("publishReply", Desk.publish(code), 409);
        refused("inviteProposer", at(code + "/invitations").post(), 409);

        String finding = imported.path("findings.find { it.severity == 'SUSPICIOUS' }.id");
        String path = code + "/findings/" + finding;
        Map<String, String> decision = new HashMap<>();
        decision.put("resolution", "REPLACE");
        decision.put("replacement", OFFICE);
        decision.put("note", "网页被篡改，已核对原件");
        transcript.asked("resolveFinding", JSON, "replace", "换成正确的文字", decision);
        transcript.answered("resolveFinding", "resolved", "已更正", at(path).body(decision).put());
        refused("resolveFinding", at(path).body("{\"resolution\":\"FORGET\"}").put(), 400);
        refused(
                "resolveFinding",
                at(path).body("{\"resolution\":\"KEEP\",\"note\":\"" + BAD + "\"}").put(),
                400);
        refused("resolveFinding", at(code + "/findings/none").body(decision).put(), 404);
        refused("resolveFinding", at(path).contentType(TEXT).body("KEEP").put(), 415);
        refused("resolveFinding", at(path).body("{\"resolution\":\"REPLACE\"}").put(), 422);
    }

    private void itIsEditedAndPublished() {
        transcript.answered(
                "listDeskReplies",
                "drafts",
                "最近的一件草稿",
                Desk.staff().get("/api/v1/desk/replies?state=DRAFT&limit=1"));
        refused("listDeskReplies", Desk.staff().get("/api/v1/desk/replies?state=LOST"), 400);

        Response draft = Desk.get(code);
        String etag = draft.header("ETag");
        transcript.answered("getDeskReply", "draft", "草稿", draft);
        refused("getDeskReply", Desk.get("0000000000"), 404);

        Map<String, Object> letter = draft.path("draft");
        letter.put("copiedTo", List.of("市政协提案委员会"));
        transcript.asked("editReply", JSON, "letter", "整份草稿，加了抄送", letter);
        transcript.answered(
                "editReply",
                "edited",
                "修改后的复函",
                at(code).header("If-Match", etag).body(letter).put());
        refused("editReply", at(code).header("If-Match", etag).body(letter).put(), 412);
        refused("editReply", at(code).body(letter).put(), 428);
        refused("editReply", at(code).header("If-Match", "*").body("{\"标题\":\"复函\"}").put(), 400);
        refused(
                "editReply",
                at(code).header("If-Match", "*").body("{\"title\":\"" + BAD + "\"}").put(),
                400);

        refused("editReply", at("0000000000").header("If-Match", "*").body(letter).put(), 404);
        refused(
                "editReply",
                at(code).header("If-Match", "*").contentType(TEXT).body("x").put(),
                415);
        refused(
                "editReply",
                at(code).header("If-Match", "*").body(with(letter, "title", "长".repeat(301))).put(),
                422);

        refused("publishReply", at(code + "/publication").header("If-Match", etag).post(), 412);
        Response published = Desk.publish(code);
        published.then().statusCode(201);
        transcript.answered("publishReply", "published", "公开的第一版", published);
        refused("publishReply", Desk.publish("0000000000"), 404);
        reasonsAreChecked("publishReply", Method.POST);
    }

    private void reasonsAreChecked(String operation, Method method) {
        String path = code + "/publication";
        refused(operation, at(path).body("{").request(method), 400);
        refused(operation, at(path).body("{\"reason\":\"" + BAD + "\"}").request(method), 400);
        refused(operation, at(path).body(Map.of("reason", "长".repeat(501))).request(method), 422);
    }

    private void itIsRead() {

        String one = "/api/v1/replies/" + code;
        String found = "/api/v1/replies?q=老城区公交线路&year=2026&number=0037";
        transcript.answered("listReplies", "found", "找到的一件", given().get(found));
        cached("listReplies", found);
        refused("listReplies", given().get("/api/v1/replies?limit=1000"), 400);
        refused("listReplies", given().get("/api/v1/replies?cursor=2"), 400);
        refused("listReplies", given().urlEncodingEnabled(false).get("/api/v1/replies?q=%00"), 400);

        transcript.answered("getReply", "letter", "一件复函（示例）", given().get(one));
        cached("getReply", one);
        refused("getReply", given().get("/api/v1/replies/0000000000"), 404);

        cached("listRevisions", one + "/revisions");
        refused("listRevisions", given().get("/api/v1/replies/0000000000/revisions"), 404);

        transcript.answered("getRevision", "first", "第一版", given().get(one + "/revisions/1"));
        cached("getRevision", one + "/revisions/1");
        refused("getRevision", given().get(one + "/revisions/9"), 404);
        refused("getRevision", given().get(one + "/revisions/0"), 400);

        String page = "/r/" + code;
        transcript.keep(
                QrCode.of(site + page, ErrorCorrectionLevel.M).svg(256),
                QrCode.of(SITE + "/r/" + CODE, ErrorCorrectionLevel.M).svg(256));
        transcript.answered("getQr", "svg", "公开页的二维码", given().get(one + "/qr"));
        cached("getQr", one + "/qr");
        refused("getQr", given().get(one + "/qr?level=X"), 400);
        refused("getQr", given().get("/api/v1/replies/0000000000/qr"), 404);
    }

    private void itIsPublishedAgain() {
        Map<String, String> reason = Map.of("reason", "补充抄送单位");
        transcript.asked("publishReply", JSON, "reason", "为何再发布", reason);
        Response published = at(code + "/publication").body(reason).post();
        published.then().statusCode(201);
        transcript.answered("publishReply", "published-again", "公开的第二版", published);
        transcript.answered(
                "listRevisions",
                "two",
                "两版",
                given().get("/api/v1/replies/{code}/revisions", code));
        RevisionsStory.play(transcript, code);
    }

    private void itsProposerSendsAReceipt() throws SQLException {
        Map<String, String> whom = Map.of("proposer", "林晓川");
        transcript.asked("inviteProposer", JSON, "proposer", "邀请一位提出者", whom);
        Response invited = at(code + "/invitations").body(whom).post();
        invited.then().statusCode(201);
        receiptCode = invited.path("receiptCode");
        String url = invited.path("url");
        transcript.keep(
                QrCode.of(url, ErrorCorrectionLevel.M).svg(240),
                QrCode.of(SITE + "/h/" + RECEIPT_CODE, ErrorCorrectionLevel.M).svg(240));
        transcript.keep(receiptCode, RECEIPT_CODE);
        transcript.answered("inviteProposer", "invited", "邀请", invited);
        refused("inviteProposer", at(code + "/invitations").body("{").post(), 400);
        refused(
                "inviteProposer",
                at(code + "/invitations").body("{\"proposer\":\"" + BAD + "\"}").post(),
                400);
        refused("inviteProposer", at("0000000000/invitations").post(), 404);

        refused(
                "inviteProposer",
                at(code + "/invitations").body("{\"proposer\":\"无此人\"}").post(),
                422);

        transcript.asked("sendReceipt", JSON, "satisfied", "满意", read(ANSWER));
        Response stored = receipt(receiptCode, "1").body(ANSWER).post();
        stored.then().statusCode(201);
        transcript.keep(stored.path("number"), "X4M7T0B2RK");
        transcript.answered("sendReceipt", "stored", "已收到", stored);
        transcript.headers("sendReceipt", receipt(receiptCode, "1").body(ANSWER).post());
        refused("sendReceipt", receipt(receiptCode, "").body(ANSWER).post(), 400);
        refused("sendReceipt", receipt(receiptCode, "2").body("{\"评价\":1}").post(), 400);
        refused(
                "sendReceipt",
                receipt(receiptCode, "2").body("{\"opinion\":\"" + BAD + "\"}").post(),
                400);
        refused("sendReceipt", receipt("", "2").body(ANSWER).post(), 401);

        refused("sendReceipt", receipt("0000000000", "2").body(ANSWER).post(), 403);
        refused(
                "sendReceipt",
                given().header("Receipt-Code", receiptCode)
                        .header("Idempotency-Key", "2")
                        .contentType(JSON)
                        .body(ANSWER)
                        .post("/api/v1/replies/none/receipts"),
                404);
        refused("sendReceipt", receipt(receiptCode, "2").contentType(TEXT).body("满意").post(), 415);
        refused(
                "sendReceipt",
                receipt(receiptCode, "1").body("{\"rating\":\"MOSTLY_SATISFIED\"}").post(),
                422);
        refused(
                "sendReceipt",
                receipt(receiptCode, "2").body("{\"rating\":\"UNSATISFIED\"}").post(),
                422);
        whileAnotherIsBeingStored(
                () -> refused("sendReceipt", receipt(receiptCode, "2").body(ANSWER).post(), 409));

        transcript.answered(
                "listReceipts",
                "receipts",
                "一件复函的回执",
                Desk.staff().get("/api/v1/desk/receipts?reply=" + code));
        refused("listReceipts", Desk.staff().get("/api/v1/desk/receipts?cursor=2"), 400);
        refused("listReceipts", Desk.staff().get("/api/v1/desk/receipts?limit=0"), 400);
        refused("listReceipts", Desk.staff().get("/api/v1/desk/receipts?reply=none"), 404);

        Response guess = receipt("0000000000", "2").body(ANSWER).post();
        while (guess.statusCode() == 403) {
            guess = receipt("0000000000", "2").body(ANSWER).post();
        }
        refused("sendReceipt", guess, 429);
        // a right one, so that the next test finds no failures of ours
        receipt(receiptCode, "2").body(ANSWER).post().then().statusCode(201);

        deadline("- interval '1 year'");
        refused("sendReceipt", receipt(receiptCode, "3").body(ANSWER).post(), 410);
        deadline("+ interval '1 year'");
    }

    private void itIsWithdrawn() {
        refused("deleteReply", at(code).header("If-Match", "*").delete(), 409);
        refused(
                "withdrawReply",
                at(code + "/publication").header("If-Match", "\"0\"").delete(),
                412);
        reasonsAreChecked("withdrawReply", Method.DELETE);
        refused(
                "withdrawReply",
                at(code + "/publication").queryParam("reason", "长".repeat(501)).delete(),
                400);

        refused("withdrawReply", at("0000000000/publication").delete(), 404);
        Map<String, String> reason = Map.of("reason", "第二部分的数据有误");
        transcript.asked("withdrawReply", JSON, "reason", "原因", reason);
        transcript.answered(
                "withdrawReply",
                "withdrawn",
                "撤回后的复函",
                at(code + "/publication").body(reason).delete());
        refused("withdrawReply", at(code + "/publication").body(reason).delete(), 409);
        refused("inviteProposer", at(code + "/invitations").post(), 410);

        refused("getReply", given().get("/api/v1/replies/" + code), 410);
        refused("getRevision", given().get("/api/v1/replies/" + code + "/revisions/1"), 410);
        refused("listRevisions", given().get("/api/v1/replies/" + code + "/revisions"), 410);
        refused("getQr", given().get("/api/v1/replies/" + code + "/qr"), 410);
        refused("sendReceipt", receipt(receiptCode, "4").body(ANSWER).post(), 410);
    }

    private void aDraftIsRemoved() throws IOException {
        second = Desk.draft(sample("parking.txt"));
        transcript.keep(second, SECOND);
        Desk.edit(second, Map.of("disclosure", "NONE")).then().statusCode(200);
        refused("publishReply", Desk.publish(second), 409);
        refused("deleteReply", at(second).header("If-Match", "\"0\"").delete(), 412);
        refused("deleteReply", at(second).delete(), 428);
        Response removed = at(second).header("If-Match", "*").delete();
        removed.then().statusCode(204);
        transcript.headers("deleteReply", removed);
        refused("deleteReply", at(second).header("If-Match", "*").delete(), 404);
    }

    private void lettersOfAPastYearComeInAZip() throws Exception {
        for (String imported : ImportStory.play(transcript, sample("reading.txt"))) {
            at(imported).header("If-Match", "*").delete().then().statusCode(204);
        }
    }

    private void strangersAreRefused() {
        String desk = "/api/v1/desk/replies";
        refused("shared", given().get(desk), 401);
        refused("shared", account(OpenApiTest.WITHOUT_ROLE).get(desk), 403);
        refused("shared", Desk.imports(TEXT, new byte[10_500_000]), 413);
        Response guess = account("guesser").get(desk);
        while (guess.statusCode() == 401) {
            guess = account("guesser").get(desk);
        }
        refused("shared", guess, 429);
    }

    private void theDatabaseDoesNotAnswer() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table publication, reply");
            refused("shared", given().get("/api/v1/replies?q=没有人找过的词"), 503);
            connection.rollback();
        }
    }

    private void whileAnotherIsBeingStored(Runnable then) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement(
                            "select pg_advisory_xact_lock(4398046511104 + i.id) from invitation i"
                                    + " join reply r on r.id = i.reply_id where r.code = ?")) {
                lock.setString(1, code);
                lock.execute();
                then.run();
            }
            connection.rollback();
        }
    }

    private void deadline(String shift) throws SQLException {
        sql(
                "update invitation set expires_at = expires_at "
                        + shift
                        + " where reply_id = (select id from reply where code = ?)",
                code);
    }

    private void sql(String statement, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setString(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    private void refused(String operation, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused(operation, answer);
    }

    /** What the operation answers to a reader who takes gzip, and to one who has it already. */
    private void cached(String operation, String path) {
        Response zipped =
                given().config(
                                RestAssured.config()
                                        .decoderConfig(
                                                DecoderConfig.decoderConfig().noContentDecoders()))
                        .header("Accept-Encoding", "gzip")
                        .get(path);
        zipped.then().statusCode(200);
        transcript.headers(operation, zipped);
        Response known = given().header("If-None-Match", zipped.header("ETag")).get(path);
        known.then().statusCode(304);
        transcript.headers(operation, known);
    }

    /** A request of staff to a letter at the desk. */
    private static RequestSpecification at(String path) {
        return Desk.staff().basePath("/api/v1/desk/replies/" + path).contentType(JSON);
    }

    private RequestSpecification receipt(String receiptCode, String key) {
        return given().basePath("/api/v1/replies/" + code + "/receipts")
                .header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", key)
                .contentType(JSON);
    }

    /** A request with the password that only the account of this test has. */
    static RequestSpecification account(String name) {
        return given().auth().preemptive().basic(name, OpenApiTest.PASSWORD);
    }

    private static Map<String, Object> with(
            Map<String, Object> letter, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(letter);
        changed.put(field, value);
        return changed;
    }

    private static Object read(String json) {
        return JsonPath.from(json).getMap("");
    }

    private static String sample(String file) throws IOException {
        return Files.readString(
                Path.of("src", "main", "resources", "samples", file), StandardCharsets.UTF_8);
    }
}
