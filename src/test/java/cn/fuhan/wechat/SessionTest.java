package cn.fuhan.wechat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import cn.fuhan.Database;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class SessionTest {

    @Inject AgroalDataSource database;

    private Phone phone;

    @BeforeEach
    void somebodyIsLoggedIn() {
        phone = Phone.ofSomebody();
    }

    @Test
    void anAccessTokenOpensWhatIsItsOwners() {
        phone.mine("replies").then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void withoutATokenThereIsNothing() {
        given().get("/api/v1/me/replies")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("type", equalTo("/problems/session-required"));
        given().header("Authorization", "Bearer ").get("/api/v1/me/replies").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("admin", "test-password")
                .get("/api/v1/me/replies")
                .then()
                .statusCode(401);
    }

    @Test
    void forgedTokensAreRefused() {
        String good = phone.accessToken();
        for (String forged :
                List.of(
                        "x",
                        good.substring(1),
                        good + "A",
                        good.toLowerCase(java.util.Locale.ROOT),
                        "A".repeat(5_000),
                        "' or 1=1 --",
                        phone.refreshToken())) {
            given().header("Authorization", "Bearer " + forged)
                    .get("/api/v1/me/replies")
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("/problems/session-ended"));
        }
        phone.mine("replies").then().statusCode(200);
    }

    @Test
    void anExpiredAccessTokenIsRefusedAndRefreshed() throws SQLException {
        sql("update proposer_session set access_until = now() - interval '1 second'");

        phone.mine("replies").then().statusCode(401);
        phone.take(phone.refresh());
        phone.mine("replies").then().statusCode(200);
    }

    @Test
    void refreshingGivesANewPairAndTheOldOneIsWorthNothing() {
        String access = phone.accessToken();
        phone.take(phone.refresh());

        assertThat(phone.accessToken()).isNotEqualTo(access);
        given().header("Authorization", "Bearer " + access)
                .get("/api/v1/me/replies")
                .then()
                .statusCode(401);
        phone.mine("replies").then().statusCode(200);
    }

    @Test
    void aStolenRefreshTokenEndsTheWholeSession() {
        String stolen = phone.refreshToken();
        phone.take(phone.refresh());
        phone.take(phone.refresh());

        Phone.refresh(stolen)
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/session-ended"));

        phone.mine("replies").then().statusCode(401);
        phone.refresh().then().statusCode(401);
    }

    @Test
    void aStolenTokenOfOneSessionLeavesTheOthersAlone() {
        Phone other = phone.another();
        String stolen = phone.refreshToken();
        phone.take(phone.refresh());
        Phone.refresh(stolen).then().statusCode(401);

        other.mine("replies").then().statusCode(200);
        phone.logIn();
        phone.mine("replies").then().statusCode(200);
    }

    @Test
    void oneRefreshTokenSentByManyAtOnceGivesAtMostOnePair() throws Exception {
        String token = phone.refreshToken();
        ExecutorService many = Executors.newFixedThreadPool(6);
        List<Response> answers = new ArrayList<>();
        try {
            List<Callable<Response>> sends = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                sends.add(() -> Phone.refresh(token));
            }
            for (var answer : many.invokeAll(sends)) {
                answers.add(answer.get());
            }
        } finally {
            many.shutdown();
        }

        List<Response> won = answers.stream().filter(a -> a.statusCode() == 201).toList();
        assertThat(won).hasSize(1);
        String access = won.get(0).path("accessToken");
        given().header("Authorization", "Bearer " + access)
                .get("/api/v1/me/replies")
                .then()
                .statusCode(401);
    }

    @Test
    void whoLeavesLeavesWithAllTokens() {
        phone.request().delete("/api/v1/sessions/current").then().statusCode(204);

        phone.mine("replies").then().statusCode(401);
        phone.refresh().then().statusCode(401);
        phone.request().delete("/api/v1/sessions/current").then().statusCode(401);
    }

    @Test
    void anExpiredSessionIsRefreshedByNobody() throws SQLException {
        sql("update proposer_session set refresh_until = now() - interval '1 second'");

        phone.refresh().then().statusCode(401);
    }

    @Test
    void tokensAreKeptAsHashesAlone() throws SQLException {
        try (Connection c = database.getConnection();
                ResultSet rows =
                        c.createStatement()
                                .executeQuery(
                                        "select string_agg(s::text, ' ') from proposer_session s")) {
            rows.next();
            assertThat(rows.getString(1))
                    .doesNotContain(phone.accessToken())
                    .doesNotContain(phone.refreshToken());
        }
    }

    /** The account's sessions: this test's own, since each test has a new user. */
    private void sql(String update) throws SQLException {
        try (Connection c = database.getConnection();
                var statement =
                        c.prepareStatement(
                                update
                                        + " where account_id = (select account_id from proposer_session where access_hash = ?)")) {
            statement.setBytes(1, cn.fuhan.web.Sha256.of("session-token\n" + phone.accessToken()));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
