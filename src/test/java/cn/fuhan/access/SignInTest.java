package cn.fuhan.access;

import static cn.fuhan.access.TestStaff.PASSWORD;
import static cn.fuhan.access.TestStaff.csrf;
import static cn.fuhan.access.TestStaff.signIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff in a browser: in, out, and what only their own pages may ask for. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class SignInTest {

    private final TestStaff staff = new TestStaff();

    @AfterEach
    void accountsGo() {
        staff.close();
    }

    @Test
    void whoIsNotSignedInIsLedToTheFormAndBack() {
        page().get("/desk/accounts?x=1")
                .then()
                .statusCode(303)
                .header("Location", containsString("/desk/sign-in?to=%2Fdesk%2Faccounts%3Fx%3D1"));

        given().queryParam("to", "/desk/accounts?x=1")
                .get("/desk/sign-in")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .body(containsString("value=\"/desk/accounts?x=1\""));
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Response in = signIn(staff.account(Roles.EDITOR), PASSWORD);

        in.then().statusCode(303).header("Location", containsString("/desk"));
        assertThat(in.header("Set-Cookie"))
                .startsWith("fuhan-desk=")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Lax", "Path=/")
                .doesNotContain("Max-Age", "Expires", "Domain");
        page().cookies(in.cookies()).get("/desk").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "//evil.example/, /desk",
        "https://evil.example/desk, /desk",
        "/desk/../../evil, /desk",
        "/desk\\evil, /desk",
        "/desk/audit?object=7G4K2M9QXR, /desk/audit?object=7G4K2M9QXR"
    })
    void theWayBackLeadsNowhereElse(String to, String place) {
        String location =
                form().formParam("name", staff.account(Roles.EDITOR))
                        .formParam("password", PASSWORD)
                        .formParam("to", to)
                        .post("/desk/sign-in")
                        .header("Location");

        assertThat(location.replaceAll("^http://[^/]+", "")).isEqualTo(place);
    }

    @Test
    void aWrongPasswordIsToldAsAnUnknownAccountIs() {
        Response wrong = signIn(staff.account(Roles.EDITOR), "wrong-password");
        Response unknown = signIn("nobody-" + System.nanoTime(), "wrong-password");

        wrong.then().statusCode(401).body(containsString("账号或密码不对"));
        unknown.then().statusCode(401).body(containsString("账号或密码不对"));
        assertThat(wrong.header("Set-Cookie")).isNull();
    }

    @Test
    void afterSignOutTheCookieIsWorthNothing() {
        Map<String, String> cookies = signIn(staff.account(Roles.EDITOR));

        form().cookies(cookies)
                .formParam("csrf", csrf(cookies))
                .post("/desk/sign-out")
                .then()
                .statusCode(303)
                .header("Set-Cookie", containsString("Max-Age=0"));

        given().cookies(cookies).get("/api/v1/desk/session").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update staff_session set seen_at = now() - interval '31 minutes' where account = ?",
                "update staff_session set expires_at = now() where account = ?",
                "update staff set active = false where name = ?"
            })
    void aSessionEnds(String how) {
        String name = staff.account(Roles.EDITOR);
        Map<String, String> cookies = signIn(name);
        given().cookies(cookies).get("/api/v1/desk/session").then().statusCode(200);

        TestStaff.sql(how, name);

        given().cookies(cookies).get("/api/v1/desk/session").then().statusCode(401);
    }

    @Test
    void theSecretIsNotInTheDatabase() throws Exception {
        Map<String, String> cookies = signIn(staff.account(Roles.EDITOR));

        TestStaff.sql(
                "do $$ begin if exists (select from staff_session s where s::text like '%"
                        + cookies.values().iterator().next()
                        + "%') then raise 'there it is'; end if; end $$");
    }

    @Test
    void aFormWithoutItsMarkIsRefused() {
        Map<String, String> cookies = signIn(staff.account(Roles.ADMINISTRATOR));
        Map<String, String> others = signIn(staff.account(Roles.ADMINISTRATOR));

        for (String mark : new String[] {null, "", "x", csrf(others)}) {
            RequestSpecification form = form().cookies(cookies).formParam("name", "forged");
            if (mark != null) {
                form.formParam("csrf", mark);
            }
            form.accept("text/html").post("/desk/accounts").then().statusCode(403);
        }
    }

    @Test
    void theApiByCookieNeedsTheHeaderToWrite() {
        Map<String, String> cookies = signIn(staff.account(Roles.EDITOR));
        RequestSpecification write =
                given().cookies(cookies).contentType("text/plain;charset=UTF-8");

        write.body(Desk.letter())
                .post("/api/v1/desk/imports")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/forged"));
        given().cookies(cookies)
                .header("X-CSRF-Token", csrf(cookies))
                .contentType("text/plain;charset=UTF-8")
                .body(Desk.letter())
                .post("/api/v1/desk/imports")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null"
    })
    void whatAnotherSitesPageSendsIsRefusedWithAPasswordToo(String header, String value) {
        Desk.staff()
                .header(header, value)
                .contentType("text/plain;charset=UTF-8")
                .body(Desk.letter())
                .post("/api/v1/desk/imports")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/forged"));
    }

    @Test
    void theFirstPasswordIsGoodForBeingChangedAlone() {
        Response made =
                Desk.staff()
                        .contentType("application/json")
                        .body("{\"name\":\"neu-anna\",\"roles\":[\"editor\"]}")
                        .post("/api/v1/desk/accounts");
        made.then().statusCode(201);
        staff.forget("neu-anna");
        String first = made.path("password");
        Map<String, String> cookies =
                signIn("neu-anna", first).then().statusCode(303).extract().cookies();

        given().auth()
                .preemptive()
                .basic("neu-anna", first)
                .get("/api/v1/desk/replies")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/password-change-required"));
        page().cookies(cookies)
                .get("/desk")
                .then()
                .statusCode(303)
                .header("Location", containsString("/desk/password"));

        Response form = page().cookies(cookies).get("/desk/password");
        form.then().statusCode(200);
        String mark = form.htmlPath().getString("**.find { it.@name == 'csrf' }.@value");
        RequestSpecification change =
                form().cookies(cookies)
                        .formParam("csrf", mark)
                        .formParam("old", first)
                        .formParam("password", PASSWORD)
                        .formParam("again", PASSWORD);
        Response changed = change.post("/desk/password");

        changed.then().statusCode(303);
        page().cookies(changed.cookies()).get("/desk").then().statusCode(200);
        given().cookies(cookies).get("/api/v1/desk/session").then().statusCode(401);
        TestStaff.as("neu-anna").get("/api/v1/desk/replies").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaaaaa", "staff-in-my-password-x"})
    void aWeakPasswordIsRefused(String password) {
        String name = staff.account(Roles.EDITOR);

        TestStaff.as(name)
                .contentType("application/json")
                .body(Map.of("old", PASSWORD, "password", password.replace("staff", name)))
                .put("/api/v1/desk/password")
                .then()
                .statusCode(422);
    }

    @Test
    void anAccountIsLockedAfterManyFailuresAndToldNoDifferently() {
        String name = staff.account(Roles.EDITOR);
        TestStaff.sql("update staff set failures = 9 where name = ?", name);
        signIn(name, "wrong-password")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]{0,2}"))
                .body(containsString("失败的次数太多"));

        signIn(name, PASSWORD).then().statusCode(429);
        Response locked = TestStaff.as(name).get("/api/v1/desk/replies");
        locked.then().statusCode(429);
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(800, 901);
        assertThat(
                        Desk.staff()
                                .get("/api/v1/desk/audit?operation=account.locked&object=" + name)
                                .<String>path("items[0].account"))
                .isEqualTo(name);

        TestStaff.sql("update staff set locked_until = now() where name = ?", name);
        signIn(name, PASSWORD).then().statusCode(303);
    }

    private static RequestSpecification page() {
        return given().redirects().follow(false).accept("text/html");
    }

    private static RequestSpecification form() {
        return given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset("UTF-8"));
    }
}
