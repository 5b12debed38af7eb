package cn.fuhan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The main job on what was packaged, jar or native executable, with a PostgreSQL beside it: {@code
 * mvn verify -Dnative}, or {@code -DskipITs=false}. What breaks in a native image breaks here.
 */
@QuarkusIntegrationTest
@TestProfile(MainJobIT.Installed.class)
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class MainJobIT {

    public static final class Installed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("fuhan.admin-password", Desk.PASSWORD, "fuhan.samples", "true");
        }
    }

    @Test
    void aLetterGoesOutAndItsReceiptComesBackOnce() {
        String code = Desk.published();
        given().get("/r/{code}", code).then().statusCode(200).body(containsString("人民医院"));
        given().get("/api/v1/replies/{code}", code)
                .then()
                .statusCode(200)
                .body("sections", hasSize(2));
        byte[] png =
                given().accept("image/png")
                        .get("/api/v1/replies/{code}/qr", code)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        String receipt = Desk.invite(code);
        given().get("/h/{receipt}", receipt).then().statusCode(200);
        for (int i = 0; i < 3; i++) {
            given().contentType("application/json")
                    .header("Receipt-Code", receipt)
                    .header("Idempotency-Key", "it")
                    .body("{\"rating\":\"SATISFIED\",\"opinion\":\"答复具体\"}")
                    .post("/api/v1/replies/{code}/receipts", code)
                    .then()
                    .statusCode(201)
                    .body("rating", equalTo("SATISFIED"));
        }
        Desk.staff()
                .queryParam("reply", code)
                .get("/api/v1/desk/receipts")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void aPageInGb18030IsReadWithItsFindings() {
        Response answer =
                Desk.imports(
                        "text/html;charset=GB18030",
                        ("<html><head><meta charset=gb18030></head><body><p>"
                                        + Desk.letter().replace("\n", "</p><p>")
                                        + "</p></body></html>")
                                .getBytes(Charset.forName("GB18030")));
        answer.then().statusCode(201).body("draft.department", equalTo("测试市交通局"));
    }

    @Test
    void chineseIsFoundAndListsArePages() {
        String code = Desk.published();
        given().queryParam("q", "人民医院")
                .get("/api/v1/replies")
                .then()
                .statusCode(200)
                .body("items.code", org.hamcrest.Matchers.hasItem(code));
        given().get("/").then().statusCode(200);
    }

    @Test
    void whatIsWrongIsToldAsAProblem() {
        given().get("/api/v1/replies/{code}", "ZZZZZZZZZZ")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .body("{\"rating\":\"GLAD\"}")
                .header("Receipt-Code", "ABCDEFGHJK")
                .header("Idempotency-Key", "it")
                .post("/api/v1/replies/{code}/receipts", "ZZZZZZZZZZ")
                .then()
                .statusCode(400)
                .body("errors", hasSize(1));
        for (String page : List.of("/problems/unresolved-findings", "/q/openapi", "/fuhan.css")) {
            given().get(page).then().statusCode(200);
        }
    }
}
