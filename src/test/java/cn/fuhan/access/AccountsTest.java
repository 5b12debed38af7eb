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
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, and that nobody signs off what they wrote themselves. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class AccountsTest {

    private static final String ACCOUNTS = "/api/v1/desk/accounts";

    private final TestStaff staff = new TestStaff();

    @AfterEach
    void accountsGo() {
        staff.close();
    }

    @Test
    void nobodyPublishesWhatTheyImported() {
        String author = staff.account(Roles.EDITOR, Roles.APPROVER);
        String code = imported(author);

        publish(author, code)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/four-eyes"))
                .body("detail", containsString("不能由您自己审签"));

        publish("admin", code).then().statusCode(201);
    }

    @Test
    void nobodyPublishesWhatTheyEditedSinceItWasLastPublished() {
        String author = staff.account(Roles.EDITOR);
        String approver = staff.account(Roles.APPROVER);
        String code = imported(author);
        edit(approver, code, "由审签人改过");

        publish(approver, code).then().statusCode(409);
        publish("admin", code).then().statusCode(201);

        edit(author, code, "又由编辑改过");
        publish(approver, code).then().statusCode(201);
    }

    @Test
    void whoIsAloneMaySignOffAlone() {
        publish("admin", imported("admin")).then().statusCode(201);
    }

    @Test
    void anApproverWhoIsGoneDoesNotCount() {
        String approver = staff.account(Roles.APPROVER);
        String code = imported("admin");
        publish("admin", code).then().statusCode(409);

        TestStaff.sql("update staff set active = false where name = ?", approver);

        publish("admin", code).then().statusCode(201);
    }

    @Test
    void keepingAFindingIsNoWriting() {
        String author = staff.account(Roles.EDITOR);
        String approver = staff.account(Roles.APPROVER);
        Response taken =
                TestStaff.as(author)
                        .contentType("text/plain;charset=UTF-8")
                        .body(
                                Desk.letter()
                                        .replace("加装了座椅", "加装了座椅，详见 http://cheap-casino.example/"))
                        .post("/api/v1/desk/imports");
        String code = taken.path("code");
        List<String> findings = taken.path("findings.findAll{it.severity=='SUSPICIOUS'}.id");
        assertThat(findings).isNotEmpty();
        for (String id : findings) {
            TestStaff.as(approver)
                    .contentType("application/json")
                    .body("{\"resolution\":\"KEEP\"}")
                    .put("/api/v1/desk/replies/{code}/findings/{id}", code, id)
                    .then()
                    .statusCode(200);
        }

        publish(approver, code).then().statusCode(201);
    }

    @Test
    void anAccountIsMadeChangedAndClosed() {
        Response made =
                create("{\"name\":\"neu-bert\",\"displayName\":\"贝特\",\"roles\":[\"editor\"]}");
        made.then().statusCode(201).header("Location", containsString(ACCOUNTS + "/neu-bert"));
        staff.forget("neu-bert");
        assertThat(made.<Boolean>path("account.mustChange")).isTrue();
        TestStaff.sql("update staff set must_change = false where name = 'neu-bert'");
        Map<String, String> cookies =
                TestStaff.signIn("neu-bert", made.path("password")).getCookies();

        change("neu-bert", "\"0\"", "{\"roles\":[\"approver\"],\"active\":true}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("roles", equalTo(List.of("approver")));
        change("neu-bert", "\"0\"", "{\"roles\":[\"editor\"],\"active\":true}")
                .then()
                .statusCode(412);
        given().cookies(cookies)
                .get("/api/v1/desk/session")
                .then()
                .body("roles", equalTo(List.of("approver")));

        change("neu-bert", "\"1\"", "{\"roles\":[\"approver\"],\"active\":false}")
                .then()
                .statusCode(200);
        TestStaff.signIn("neu-bert", made.path("password")).then().statusCode(401);
        assertThat(
                        Desk.staff()
                                .get("/api/v1/desk/audit?object=neu-bert")
                                .<List<String>>path("items.operation"))
                .contains("account.create", "account.change", "account.sign-in");
        assertThat(Desk.staff().get("/api/v1/desk/audit?object=neu-bert").asString())
                .doesNotContain(made.<String>path("password"));
    }

    @Test
    void aLostPasswordIsReplacedAndTheLockGoes() {
        String name = staff.account(Roles.EDITOR);
        TestStaff.sql(
                "update staff set locked_until = now() + interval '1 hour' where name = ?", name);
        Response reset = Desk.staff().post(ACCOUNTS + "/{name}/password", name);

        reset.then().statusCode(201).body("account.lockedUntil", equalTo(null));
        TestStaff.signIn(name, TestStaff.PASSWORD).then().statusCode(401);
        TestStaff.signIn(name, reset.path("password")).then().statusCode(303);
    }

    @Test
    void oneAdministratorIsAlwaysLeft() {
        long version = ((Number) Desk.staff().get(ACCOUNTS + "/admin").path("version")).longValue();

        change("admin", "\"" + version + "\"", "{\"roles\":[\"editor\"],\"active\":true}")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/last-administrator"));
        change("admin", "\"" + version + "\"", "{\"roles\":[\"administrator\"],\"active\":false}")
                .then()
                .statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"admin\",\"roles\":[\"editor\"]}",
                "{\"name\":\"fuhan\",\"roles\":[\"editor\"]}",
                "{\"name\":\"a b\",\"roles\":[\"editor\"]}",
                "{\"name\":\"a:b\",\"roles\":[\"editor\"]}",
                "{\"name\":\"neu-x\",\"roles\":[]}",
                "{\"name\":\"neu-x\",\"roles\":[\"root\"]}",
                "{\"name\":\"neu-x\",\"roles\":null}"
            })
    void whatCanBeNoAccountIsRefused(String body) {
        create(body).then().statusCode(422);
    }

    private static Response create(String body) {
        return Desk.staff().contentType("application/json;charset=UTF-8").body(body).post(ACCOUNTS);
    }

    private static Response change(String name, String version, String body) {
        return Desk.staff()
                .header("If-Match", version)
                .contentType("application/json;charset=UTF-8")
                .body(body)
                .put(ACCOUNTS + "/{name}", name);
    }

    private static String imported(String by) {
        Response answer =
                as(by).contentType("text/plain;charset=UTF-8")
                        .body(Desk.letter())
                        .post("/api/v1/desk/imports");
        answer.then().statusCode(201);
        return answer.path("code");
    }

    private static void edit(String by, String code, String genre) {
        Map<String, Object> draft = Desk.get(code).path("draft");
        draft.put("genre", genre);
        as(by).header("If-Match", "*")
                .contentType("application/json")
                .body(draft)
                .put("/api/v1/desk/replies/{code}", code)
                .then()
                .statusCode(200);
    }

    private static Response publish(String by, String code) {
        return as(by).post("/api/v1/desk/replies/{code}/publication", code);
    }

    private static RequestSpecification as(String name) {
        return name.equals("admin") ? Desk.staff() : TestStaff.as(name);
    }
}
