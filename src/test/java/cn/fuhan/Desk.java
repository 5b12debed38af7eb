package cn.fuhan;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** The desk as tests use it, through HTTP: a letter in a few words. */
public final class Desk {

    public static final String PASSWORD = "test-password";
    private static final AtomicInteger NUMBER = new AtomicInteger(1000);

    private Desk() {}

    public static RequestSpecification staff() {
        return given().auth().preemptive().basic("admin", PASSWORD);
    }

    /** A letter of its own: another number at every call. */
    public static String letter() {
        int n = NUMBER.incrementAndGet();
        return """
                索引号：T-%1$d
                发文字号：测函〔2026〕%1$d号
                主题分类：交通、民生
                发布机构：测试市交通局
                成文日期：2026-05-12
                发布日期：2026-05-20

                关于市政协三届二次会议第%1$d号提案的复函

                林晓川委员：

                您提出的《关于优化第%1$d条公交线路的提案》（第%1$d号）收悉。经我局与市公安局共同研究，现将办理情况答复如下：

                一、关于线路走向。
                第%1$d条线路已改经人民医院。

                二、关于候车条件。
                站台加装了座椅。

                此复函已经测试市交通局局长周若谷审签。对以上答复您有什么意见，请填写在回执上寄给我们。

                测试市交通局
                2026年5月12日

                联系人：何静，联系电话：0000-1234567
                """
                .formatted(n);
    }

    public static Response imports(String text) {
        return imports("text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response imports(String type, byte[] file) {
        return staff().contentType(type).body(file).post("/api/v1/desk/imports");
    }

    /** Imports the letter; its code. */
    public static String draft(String text) {
        Response answer = imports(text);
        answer.then().statusCode(201);
        return answer.path("code");
    }

    /** Imports and publishes a letter; its code. */
    public static String published() {
        return published(letter());
    }

    public static String published(String text) {
        String code = draft(text);
        publish(code).then().statusCode(201);
        return code;
    }

    public static Response publish(String code) {
        return staff().post("/api/v1/desk/replies/{code}/publication", code);
    }

    public static Response get(String code) {
        return staff().get("/api/v1/desk/replies/{code}", code);
    }

    /** Changes fields of the draft, from the version that is current. */
    public static Response edit(String code, Map<String, ?> fields) {
        Response now = get(code);
        Map<String, Object> draft = now.path("draft");
        draft.putAll(fields);
        return staff().header("If-Match", now.header("ETag"))
                .contentType("application/json")
                .body(draft)
                .put("/api/v1/desk/replies/{code}", code);
    }

    public static Response withdraw(String code, String reason) {
        return staff().queryParam("reason", reason)
                .delete("/api/v1/desk/replies/{code}/publication", code);
    }

    /** Invites the letter's only proposer; the receipt code. */
    public static String invite(String code) {
        Response answer = staff().post("/api/v1/desk/replies/{code}/invitations", code);
        answer.then().statusCode(201);
        return answer.path("receiptCode");
    }

    /** The letter that Fuhan began with; the test is skipped where it isn't at hand. */
    public static String letter0982() {
        for (String place : new String[] {"../shared", "../../shared"}) {
            Path file = Path.of(place, "data", "reply-0982.txt");
            if (Files.exists(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        Assumptions.abort(
                "the real letter is not beside the project: ../shared/data/reply-0982.txt");
        throw new AssertionError();
    }
}
