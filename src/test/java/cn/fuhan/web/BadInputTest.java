package cn.fuhan.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class BadInputTest {

    private static final String PROBLEM = "application/problem+json";
    private static final String CHINESE = ".*\\p{IsHan}.*";

    @TestHTTPResource("/")
    URI site;

    @ParameterizedTest
    @CsvSource({
        "limit, abc",
        "limit, 1.5",
        "limit, 0",
        "limit, 101",
        "year, abc",
        "year, 99999999999",
        "year, 1",
        "kind, X",
        "outcome, E"
    })
    void aParameterOutOfItsValuesIsNamedInChinese(String name, String value) {
        given().queryParam(name, value)
                .get("/api/v1/replies")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/bad-parameter"))
                .body("errors[0].pointer", equalTo(name))
                .body("errors[0].detail", matchesRegex(CHINESE))
                .body("errors[0].detail", not(containsString("[")));
    }

    @Test
    void aQrCodeOfNoSizeIsRefused() {
        String code = Desk.published();
        for (String size : new String[] {"abc", "1", "5000"}) {
            given().queryParam("size", size)
                    .get("/api/v1/replies/{code}/qr", code)
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("size"))
                    .body("errors[0].detail", matchesRegex(CHINESE));
        }
        given().get("/api/v1/replies/{code}/revisions/abc", code).then().statusCode(404);
    }

    @Test
    void aMissingBodyIsSaidToBeMissing() {
        String code = Desk.published();
        given().header("Receipt-Code", Desk.invite(code))
                .header("Idempotency-Key", "a")
                .contentType("application/json")
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid"))
                .body("errors[0].pointer", equalTo(""));
    }

    @Test
    void jsonOfAnotherShapeHasNoImpossiblePlace() {
        String code = Desk.published();
        Desk.staff()
                .header("If-Match", Desk.get(code).header("ETag"))
                .contentType("application/json")
                .body("[]")
                .put("/api/v1/desk/replies/{code}", code)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"))
                .body(not(containsString("-1")));
    }

    @Test
    void aFileOfNoTypeIsRefused() throws IOException, InterruptedException {
        HttpRequest.Builder request = request("api/v1/desk/imports", "文件");
        HttpResponse<String> answer =
                send(request.header("Authorization", "Basic YWRtaW46dGVzdC1wYXNzd29yZA=="));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("/problems/unsupported-media-type");
    }

    @Test
    void aFormFieldThatIsTooLongIsRefused() throws IOException, InterruptedException {
        String path = "h/" + Desk.invite(Desk.published());
        HttpResponse<String> answer =
                send(
                        request(path, "opinion=" + "a".repeat(200_000))
                                .header("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROBLEM);
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(site.resolve(path)).POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
