package cn.fuhan.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The authorization code flow against a provider: there, back with a code, tokens, our session. */
@QuarkusTest
@TestProfile(OidcTest.Provider.class)
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class OidcTest {

    /** The service with a provider that knows alice. */
    public static final class Provider implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "fuhan.oidc.issuer", "${keycloak.url}/realms/quarkus",
                    "fuhan.oidc.client-secret", "a-secret-of-the-client",
                    "fuhan.oidc.editor", "user",
                    "fuhan.oidc.approver", "nobody-has-it");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OidcWiremockTestResource.class));
        }
    }

    private final TestStaff staff = new TestStaff();

    @AfterEach
    void accountsGo() {
        staff.close();
    }

    @Test
    void whoTheProviderVouchesForIsLetInWithTheRolesTheyHaveThere() {
        staff.forget("alice");
        given().get("/desk/sign-in").then().body(containsString("/desk/sign-in/oidc"));
        Browse browse = new Browse();

        Response in = browse.throughTheProvider();

        in.then().statusCode(303).header("Location", containsString("/desk"));
        browse.get("/api/v1/desk/session")
                .then()
                .statusCode(200)
                .body("account", equalTo("alice"))
                .body("roles", equalTo(List.of("editor")));
        assertThat(browse.cookies.keySet()).allMatch(name -> name.startsWith("fuhan"));
        assertThat(
                        Desk.staff()
                                .get("/api/v1/desk/audit?object=alice&operation=account.sign-in")
                                .<String>path("items[0].detail.by"))
                .isEqualTo("oidc");
        Desk.staff()
                .get("/api/v1/desk/accounts/alice")
                .then()
                .body("source", equalTo("OIDC"))
                .body("mustChange", equalTo(false));
        TestStaff.signIn("alice", "").then().statusCode(401);
    }

    @Test
    void aLocalAccountOfTheSameNameIsNotTakenOver() {
        staff.forget("alice");
        TestStaff.sql(
                "insert into staff (name, password_hash, roles) values ('alice', 'x', '{administrator}')");

        new Browse().throughTheProvider().then().statusCode(403);
    }

    @Test
    void aForgedAnswerOfTheProviderIsRefused() {
        Browse browse = new Browse();
        browse.get("/desk/sign-in/oidc");

        Response answer = browse.get("/desk/sign-in/oidc?code=forged&state=forged");

        assertThat(answer.statusCode()).isNotEqualTo(200);
        browse.get("/api/v1/desk/session").then().statusCode(401);
    }

    /** A browser with its cookies, which follows no redirect by itself. */
    private static final class Browse {

        private final Map<String, String> cookies = new HashMap<>();

        Response get(String path) {
            Response answer =
                    given().redirects()
                            .follow(false)
                            .urlEncodingEnabled(false)
                            .cookies(cookies)
                            .accept("text/html, application/json")
                            .get(path);
            answer.getDetailedCookies()
                    .forEach(
                            c -> {
                                if (c.getMaxAge() == 0) {
                                    cookies.remove(c.getName());
                                } else {
                                    cookies.put(c.getName(), c.getValue());
                                }
                            });
            return answer;
        }

        Response throughTheProvider() {
            Response there = get("/desk/sign-in/oidc");
            there.then().statusCode(302);
            Map<String, String> asked = query(there.header("Location"));
            assertThat(asked).containsEntry("client_id", "fuhan").containsKey("code_challenge");
            String provider = there.header("Location").replaceAll("/auth/.*", "");
            Response login =
                    given().redirects()
                            .follow(false)
                            .queryParam("redirect_uri", decoded(asked.get("redirect_uri")))
                            .queryParam("state", asked.get("state"))
                            .get(provider + "/login");
            login.then().statusCode(302);
            return get(
                    URI.create(login.header("Location"))
                            .getRawSchemeSpecificPart()
                            .replaceFirst("^//[^/]+", ""));
        }

        private static Map<String, String> query(String uri) {
            Map<String, String> query = new HashMap<>();
            for (String pair : URI.create(uri).getRawQuery().split("&")) {
                query.put(pair.replaceAll("=.*", ""), pair.replaceAll("^[^=]*=", ""));
            }
            return query;
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }
}
