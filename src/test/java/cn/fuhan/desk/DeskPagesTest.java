package cn.fuhan.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.access.Roles;
import cn.fuhan.access.TestStaff;
import cn.fuhan.intake.Zip;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desk in a browser: what its forms send, and what its pages answer. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class DeskPagesTest {

    private final TestStaff staff = new TestStaff();
    private Map<String, String> editor;
    private Map<String, String> approver;

    @BeforeEach
    void twoPeopleSignIn() {
        editor = TestStaff.signIn(staff.account(Roles.EDITOR));
        approver = TestStaff.signIn(staff.account(Roles.APPROVER));
    }

    @AfterEach
    void theyAreGone() {
        staff.close();
    }

    @Test
    void lettersLieByWhatIsToBeDoneAboutThem() {
        String ready = Desk.draft(Desk.letter());
        String look = Desk.draft(hijacked());
        String published = Desk.draft(Desk.letter());
        publishedBy(approver, published).then().statusCode(303);

        get(editor, "/desk?shelf=READY").then().body(containsString(ready));
        get(editor, "/desk?shelf=READY").then().body(not(containsString(look)));
        get(editor, "/desk?shelf=LOOK").then().body(containsString(look));
        get(editor, "/desk?shelf=PUBLISHED").then().body(containsString(published));
        get(editor, "/desk?q=" + look.toLowerCase()).then().body(containsString(look));
        get(editor, "/desk?q=" + look).then().body(not(containsString(ready)));
        given().redirects().follow(false).accept("text/html").get("/desk").then().statusCode(303);
    }

    @Test
    void aFindingIsRepairedBesideTheText() {
        String code = Desk.draft(hijacked());
        String page = get(editor, "/desk/replies/" + code).asString();
        assertThat(page).contains("可疑：落款", "新葡京8883bet官网", "<mark");
        String action = find(page, "action=\"(/desk/replies/[^\"]+/findings/[^\"]+)\"");

        post(editor, action, Map.of("resolution", "REPLACE", "replacement", " "))
                .then()
                .statusCode(422)
                .body(containsString("请先填写"));
        post(editor, action, Map.of("resolution", "REPLACE", "replacement", "测试市交通局"))
                .then()
                .statusCode(303);

        assertThat(Desk.get(code).<String>path("draft.signature")).isEqualTo("测试市交通局");
        get(editor, "/desk/replies/" + code)
                .then()
                .body(containsString("没有待处理的"))
                .body(containsString("已更正为"));
    }

    @Test
    void whoSignsOffPublishesWithdrawsAndPublishesAgain() {
        String code = Desk.draft(Desk.letter());
        String path = "/desk/replies/" + code;
        post(editor, path + "/publication", Map.of("version", "*")).then().statusCode(403);
        get(editor, path).then().body(containsString("由有审签权限的同事发布"));

        publishedBy(approver, code).then().statusCode(303);
        given().get("/r/" + code).then().statusCode(200);
        post(approver, path + "/withdrawal", Map.of("version", "*", "reason", " "))
                .then()
                .statusCode(422)
                .body(containsString("写明原因"));
        post(approver, path + "/withdrawal", Map.of("version", "\"0\"", "reason", "有误"))
                .then()
                .statusCode(412)
                .body(containsString("没有撤回"))
                .body(containsString("value=\"有误\""));
        post(approver, path + "/withdrawal", Map.of("version", "*", "reason", "附件有误"))
                .then()
                .statusCode(303);
        post(approver, path + "/withdrawal", Map.of("version", "*", "reason", "附件有误"))
                .then()
                .statusCode(409);
        get(approver, path).then().body(containsString("撤回原因：附件有误"));

        Desk.edit(code, Map.of("closing", "请填写新的回执。")).then().statusCode(200);
        get(approver, path + "/difference")
                .then()
                .statusCode(200)
                .body(containsString("<ins>"))
                .body(containsString("<del>"));
        publishedBy(approver, code).then().statusCode(303);
        get(approver, path).then().body(containsString("与上一版对照"));
        get(approver, path + "/difference?after=2").then().body(containsString("请填写新的回执"));
    }

    @Test
    void whatIsPublishedWithFindingsIsRefusedInWords() {
        String code = Desk.draft(hijacked());

        post(approver, "/desk/replies/" + code + "/publication", Map.of("version", "*"))
                .then()
                .statusCode(409)
                .body(containsString("没有发布："));
    }

    @Test
    void aConflictLosesNothing() {
        String code = Desk.draft(Desk.letter());
        String path = "/desk/replies/" + code + "/edit";
        Map<String, Object> mine = fields(get(editor, path).asString());
        mine.put("closing", "这是我改的结尾。");
        Desk.edit(code, Map.of("opening", "这是别人改的开头。")).then().statusCode(200);

        Response refused = post(editor, path, mine);

        refused.then()
                .statusCode(412)
                .body(containsString("还没有保存"))
                .body(containsString("这是我改的结尾。"))
                .body(containsString("<del>"));
        Map<String, Object> again = fields(refused.asString());
        assertThat(again.get("closing")).isEqualTo("这是我改的结尾。");
        again.put("opening", "这是别人改的开头。");
        post(editor, path, again).then().statusCode(303);
        Desk.get(code)
                .then()
                .body("draft.opening", equalTo("这是别人改的开头。"))
                .body("draft.closing", equalTo("这是我改的结尾。"))
                .body("draft.sections.size()", equalTo(2));
    }

    @Test
    void whatIsWrongWithAnEditIsSaidBesideWhatWasEntered() {
        String code = Desk.draft(Desk.letter());
        String path = "/desk/replies/" + code + "/edit";
        Map<String, Object> form = fields(get(editor, path).asString());
        form.put("letterDate", "2026-02-30");
        form.put("title", "长".repeat(301));

        post(editor, path, form)
                .then()
                .statusCode(422)
                .body(containsString("标题不能超过 300 个字"))
                .body(containsString("长".repeat(301)));
    }

    @Test
    void sheetsArePrintedBehindTheLetter() {
        String code = Desk.draft(Desk.letter());
        String path = "/desk/replies/" + code + "/print";
        get(editor, path)
                .then()
                .statusCode(200)
                .body(containsString("测函〔2026〕"))
                .body(containsString("0000-1234567"))
                .body(not(containsString("请您填写回执")));

        post(editor, path, Map.of("proposer", "无此人")).then().statusCode(422);
        Response printed = post(editor, path, Map.of("proposer", "林晓川"));

        printed.then().statusCode(200).body(containsString("请您填写回执"));
        String link = find(printed.asString(), "/h/([0-9A-Z]{26})");
        given().get("/h/" + link).then().statusCode(200).body(containsString("林晓川"));
        get(editor, "/desk/replies/" + code).then().body(containsString("林晓川：还没有收到"));
    }

    @Test
    void thePreviewIsTheRealPage() {
        String code = Desk.draft(Desk.letter());
        String preview = get(editor, "/desk/replies/" + code + "/preview").asString();
        publishedBy(approver, code).then().statusCode(303);
        String page = given().get("/r/" + code).asString();

        assertThat(article(preview)).isEqualTo(article(page));
        assertThat(preview).doesNotContain("0000-1234567");
    }

    @Test
    void filesAreImportedByAForm() {
        byte[] zip = new Zip().with("one.txt", Desk.letter()).with("two.pdf", "%PDF-").bytes();

        Response started =
                given().redirects()
                        .follow(false)
                        .cookies(editor)
                        .multiPart("csrf", TestStaff.csrf(editor))
                        .multiPart("files", "letters.zip", zip, "application/zip")
                        .post("/desk/imports");

        started.then().statusCode(303);
        String run = started.header("Location").replaceAll(".*/", "");
        ImportRunTest.finished(Desk.staff().get("/api/v1/desk/import-runs/" + run));
        get(editor, "/desk/imports/" + run)
                .then()
                .statusCode(200)
                .body(containsString("letters.zip"))
                .body(containsString("one.txt"))
                .body(containsString("PDF"));
        get(editor, "/desk/imports").then().body(containsString("letters.zip"));
        given().cookies(editor)
                .multiPart("files", "letters.zip", zip, "application/zip")
                .post("/desk/imports")
                .then()
                .statusCode(403);
        given().cookies(editor)
                .multiPart("csrf", TestStaff.csrf(editor))
                .multiPart("files", "letters.zip", "x".getBytes(), "application/zip")
                .post("/desk/imports")
                .then()
                .statusCode(422)
                .body(containsString("没有导入"));
    }

    @Test
    void receiptsAreRead() {
        String code = Desk.draft(Desk.letter());
        publishedBy(approver, code).then().statusCode(303);
        String receipt = Desk.invite(code);
        given().header("Receipt-Code", receipt)
                .header("Idempotency-Key", "1")
                .contentType(ContentType.JSON)
                .body(Map.of("rating", "UNSATISFIED", "opinion", "站台没有遮阳棚"))
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(201);

        get(editor, "/desk/receipts?reply=" + code)
                .then()
                .statusCode(200)
                .body(containsString("林晓川"))
                .body(containsString("不满意"))
                .body(containsString("站台没有遮阳棚"));
    }

    @Test
    void aDraftIsRemovedAndALetterThatWasPublishedIsNot() {
        String draft = Desk.draft(Desk.letter());
        String published = Desk.draft(Desk.letter());
        publishedBy(approver, published).then().statusCode(303);

        post(editor, "/desk/replies/" + draft + "/removal", Map.of("version", "*"))
                .then()
                .statusCode(303);
        post(editor, "/desk/replies/" + published + "/removal", Map.of("version", "*"))
                .then()
                .statusCode(409)
                .body(containsString("没有删除"));
        Desk.get(draft).then().statusCode(404);
    }

    static String hijacked() {
        return Desk.letter().replace("\n测试市交通局\n2026", "\n新葡京8883bet官网\n2026");
    }

    private static Response publishedBy(Map<String, String> session, String code) {
        String version = Desk.get(code).header("ETag");
        return post(session, "/desk/replies/" + code + "/publication", Map.of("version", version));
    }

    private static Response get(Map<String, String> session, String path) {
        return as(session).accept("text/html").get(path);
    }

    private static Response post(Map<String, String> session, String path, Map<String, ?> fields) {
        return as(session)
                .accept("text/html")
                .contentType("application/x-www-form-urlencoded;charset=UTF-8")
                .formParam("csrf", TestStaff.csrf(session))
                .formParams(fields)
                .post(path);
    }

    private static RequestSpecification as(Map<String, String> session) {
        return given().redirects().follow(false).cookies(session);
    }

    /** What a browser would send of this page's form, unchanged. */
    private static Map<String, Object> fields(String page) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (var element :
                org.jsoup.Jsoup.parse(page)
                        .select("form.receipt")
                        .first()
                        .select("input[name], textarea[name], select[name]")) {
            String value =
                    element.tagName().equals("textarea")
                            ? element.wholeText()
                            : element.tagName().equals("select")
                                    ? element.select("option[selected]").attr("value")
                                    : element.attr("value");
            String name = element.attr("name");
            if (name.equals("csrf")) {
                continue;
            }
            if (name.equals("heading") || name.equals("text")) {
                @SuppressWarnings("unchecked")
                List<String> many =
                        (List<String>)
                                fields.computeIfAbsent(
                                        name, n -> new java.util.ArrayList<String>());
                many.add(value);
            } else {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static String article(String page) {
        return find(page, "(?s)(<article class=\"letter\".*?</article>)");
    }

    private static String find(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
