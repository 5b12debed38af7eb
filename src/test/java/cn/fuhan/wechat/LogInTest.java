package cn.fuhan.wechat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import cn.fuhan.Database;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = WithStandIn.class, scope = TestResourceScope.GLOBAL)
class LogInTest {

    @Inject CircuitBreakerMaintenance breakers;
    @Inject AgroalDataSource database;
    StandIn weChat;

    @BeforeEach
    void allIsWell() {
        weChat.calm();
        breakers.resetAll();
        // and nobody has failed before
        Phone.ofSomebody();
        weChat.calm();
    }

    @Test
    void aCodeIsExchangedForASession() {
        Response session = Phone.logIn("user-lin-" + UUID.randomUUID());

        session.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("accessToken", notNullValue())
                .body("refreshToken", notNullValue())
                .body("expiresIn", equalTo(900))
                .body("refreshExpiresIn", equalTo(2592000))
                .body("size()", equalTo(4));
    }

    @Test
    void theSameUserHasOneAccountHoweverOftenTheyLogIn() throws SQLException {
        Phone phone = Phone.ofSomebody();
        phone.another();
        phone.another();

        assertThat(count("select count(*) from wechat_account where openid_hash = ?", phone))
                .isEqualTo(1);
    }

    @Test
    void theNameThatWeChatHasForAUserIsNowhereInTheDatabase() throws SQLException {
        Phone phone = Phone.ofSomebody();
        String hex =
                java.util.HexFormat.of().formatHex(phone.openid().getBytes(StandardCharsets.UTF_8));

        try (Connection c = database.getConnection();
                ResultSet rows =
                        c.createStatement()
                                .executeQuery(
                                        "select count(*) from wechat_account where encode(openid_sealed, 'hex') like '%"
                                                + hex
                                                + "%' or encode(openid_hash, 'hex') like '%"
                                                + hex
                                                + "%'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void theSessionKeyNeverLeavesTheServer() {
        Phone.logIn("user-key-" + UUID.randomUUID())
                .then()
                .body(not(containsString("session_key")));
    }

    @Test
    void aCodeIsGoodOnce() {
        String code = "user-once-" + UUID.randomUUID();
        Phone.logIn(code).then().statusCode(201);

        refused(Phone.logIn(code), 422, "wechat-code");
    }

    @Test
    void everyErrcodeEndsInItsProblem() {
        refused(Phone.logIn("errcode-40029"), 422, "wechat-code");
        refused(Phone.logIn("errcode-40163"), 422, "wechat-code");
        refused(Phone.logIn("errcode-40226"), 403, "wechat-blocked");
        refused(Phone.logIn("errcode-45011"), 429, "too-many").then().header("Retry-After", "60");
        refused(Phone.logIn("errcode-40013"), 503, "wechat-not-configured")
                .then()
                .body("detail", containsString("FUHAN_WECHAT_APPID"));
        refused(Phone.logIn("errcode-40125"), 503, "wechat-not-configured")
                .then()
                .body("detail", containsString("FUHAN_WECHAT_SECRET"));
        refused(Phone.logIn("errcode-40164"), 503, "wechat-not-configured")
                .then()
                .body("detail", containsString("白名单"));
        refused(Phone.logIn("errcode-99999"), 503, "wechat-unavailable");
    }

    @Test
    void aBusyWeChatIsAskedAgain() {
        weChat.refuse(StandIn.SESSION, -1, -1);

        Phone.logIn("user-busy-" + UUID.randomUUID()).then().statusCode(201);

        assertThat(weChat.calls(StandIn.SESSION)).isEqualTo(3);
    }

    @Test
    void aWeChatThatStaysBusyIsUnavailable() {
        refused(Phone.logIn("errcode--1"), 503, "wechat-unavailable")
                .then()
                .header("Retry-After", "10");
    }

    @Test
    void aLostAnswerSpendsTheCodeAndAnotherCodeLogsIn() {
        String code = "user-lost-" + UUID.randomUUID();
        weChat.lose(StandIn.SESSION);

        refused(Phone.logIn(code), 422, "wechat-code");
        Phone.logIn("user-lost-" + UUID.randomUUID()).then().statusCode(201);
    }

    @Test
    void aWeChatThatIsDownIsNotAskedAgainAndAgain() {
        weChat.down(true);
        for (int i = 0; i < 12; i++) {
            refused(Phone.logIn("user-down-" + i), 503, "wechat-unavailable");
        }

        assertThat(weChat.calls(StandIn.SESSION)).isLessThan(20);
    }

    @Test
    void guessesAreSlowedDown() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(Phone.logIn("errcode-40029").statusCode());
        }

        assertThat(statuses).contains(429);
        Phone.logIn("user-right-" + UUID.randomUUID()).then().statusCode(201);
    }

    @Test
    void whatIsNoCodeIsRefusedBeforeWeChatIsAsked() {
        for (String body :
                List.of(
                        "",
                        "{}",
                        "[]",
                        "{\"code\":null}",
                        "{\"code\":\"\"}",
                        "{\"code\":1}",
                        "{\"kode\":\"a\"}")) {
            int status =
                    given().contentType("application/json")
                            .body(body)
                            .post("/api/v1/sessions/wechat")
                            .statusCode();
            assertThat(status).as(body).isBetween(400, 422);
        }
        Phone.logIn("x".repeat(201)).then().statusCode(422);
        given().contentType("application/json")
                .body(Map.of("code", "a\u0000b"))
                .post("/api/v1/sessions/wechat")
                .then()
                .statusCode(400);
        assertThat(weChat.calls(StandIn.SESSION)).isZero();
    }

    private static Response refused(Response answer, int status, String type) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + type));
        return answer;
    }

    private int count(String sql, Phone phone) throws SQLException {
        try (Connection c = database.getConnection();
                var statement = c.prepareStatement(sql)) {
            statement.setBytes(1, secrecy.hash(phone.openid()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Inject Secrecy secrecy;
}
