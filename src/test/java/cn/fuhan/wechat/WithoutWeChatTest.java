package cn.fuhan.wechat;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An installation without an appid runs as it did before there was WeChat. */
@QuarkusTest
@TestProfile(WithoutWeChatTest.NoAppid.class)
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class WithoutWeChatTest {

    public static class NoAppid implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "fuhan.wechat.appid",
                    "",
                    "fuhan.wechat.secret",
                    "",
                    "fuhan.wechat.key",
                    "short");
        }
    }

    @Test
    void loggingInSaysWhatToConfigure() {
        Phone.logIn("user-a-1")
                .then()
                .statusCode(503)
                .body("type", equalTo("/problems/wechat-not-configured"))
                .body(
                        "detail",
                        allOf(
                                containsString("FUHAN_WECHAT_APPID"),
                                containsString("FUHAN_WECHAT_SECRET"),
                                containsString("FUHAN_WECHAT_KEY")));
    }

    @Test
    void whatIsAUsersOwnSaysSo() {
        for (String own : List.of("/api/v1/me/replies", "/api/v1/me/receipts")) {
            given().get(own)
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("/problems/wechat-not-configured"));
        }
    }

    @Test
    void receiptsAreStoredAsEver() {
        // letters are numbered anew in each profile
        String code = Desk.published(Desk.letter().replaceAll("(?<!\\d)10(\\d\\d)(?!\\d)", "77$1"));
        given().header("Receipt-Code", Desk.invite(code))
                .header("Idempotency-Key", "a")
                .contentType("application/json")
                .body("{\"rating\":\"SATISFIED\"}")
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(201);
    }
}
