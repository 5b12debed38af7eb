package cn.fuhan.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.web.Csv;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what to which letter, when, from where. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class AuditTest {

    @Inject AgroalDataSource database;

    @Test
    void everyStepOfALetterIsRemembered() {
        String code = Desk.published();
        Desk.edit(code, Map.of("genre", "提案办理")).then().statusCode(200);
        Desk.publish(code).then().statusCode(201);
        Desk.invite(code);
        Desk.staff().get("/api/v1/desk/receipts?reply=" + code).then().statusCode(200);
        Desk.withdraw(code, "有误").then().statusCode(200);

        Response audit = of(code);

        assertThat(audit.<List<String>>path("items.operation"))
                .containsExactly(
                        "letter.withdraw",
                        "receipt.read",
                        "invitation.issue",
                        "letter.revise",
                        "letter.edit",
                        "letter.publish",
                        "letter.import");
        assertThat(audit.<List<String>>path("items.account")).containsOnly("admin");
        assertThat(audit.<List<String>>path("items.address")).containsOnly("127.0.0.1");
        assertThat(
                        audit.<List<String>>path(
                                "items.find{it.operation=='letter.edit'}.detail.fields"))
                .containsExactly("genre");
        assertThat(audit.<String>path("items.find{it.operation=='letter.withdraw'}.detail.reason"))
                .isEqualTo("有误");
    }

    @Test
    void aDeletedDraftLeavesItsTrace() {
        String code = Desk.draft(Desk.letter());
        Desk.staff()
                .header("If-Match", "*")
                .delete("/api/v1/desk/replies/{code}", code)
                .then()
                .statusCode(204);

        assertThat(of(code).<List<String>>path("items.operation"))
                .containsExactly("letter.delete", "letter.import");
    }

    @Test
    void whatIsRefusedIsNotRememberedAsDone() {
        String code = Desk.published();
        Desk.staff()
                .header("If-Match", "\"999\"")
                .delete("/api/v1/desk/replies/{code}/publication", code)
                .then()
                .statusCode(412);

        assertThat(of(code).<List<String>>path("items.operation"))
                .containsExactly("letter.publish", "letter.import");
    }

    @Test
    void aReceiptIsRememberedWithoutItsSendersAddress() {
        String code = Desk.published();
        String receiptCode = Desk.invite(code);
        for (String key : List.of("a", "a", "b")) {
            given().header("Receipt-Code", receiptCode)
                    .header("Idempotency-Key", key)
                    .contentType("application/json")
                    .body("{\"rating\":\"SATISFIED\"}")
                    .post("/api/v1/replies/{code}/receipts", code)
                    .then()
                    .statusCode(201);
        }

        Response audit = of(code);

        assertThat(audit.<List<String>>path("items.operation"))
                .startsWith("receipt.amend", "receipt.send", "invitation.issue");
        assertThat(audit.<String>path("items[0].account")).isEqualTo("proposer");
        assertThat(audit.<String>path("items[0].address")).isNull();
        assertThat(audit.asString()).doesNotContain(receiptCode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set account = 'somebody'",
                "delete from audit",
                "truncate audit",
                "update audit set detail = '{}' where false"
            })
    void theDatabaseRefusesToChangeIt(String statement) {
        Desk.draft(Desk.letter());

        assertThatThrownBy(() -> sql(statement)).hasMessageContaining("audit is append-only");
    }

    @Test
    void whenIsTheDatabasesWord() throws SQLException {
        sql(
                "insert into audit (at, account, operation, kind, object)"
                        + " values ('1999-01-01', 'forger', 'letter.publish', 'letter', 'FORGED')");

        assertThat(of("FORGED").<String>path("items[0].at")).isGreaterThan("2026");
    }

    @Test
    void itIsSearchedByAccountOperationAndDay() {
        String code = Desk.published();
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        String one = "object=" + code;

        assertThat(count(one + "&account=admin&operation=letter.publish")).isOne();
        assertThat(count(one + "&account=nobody")).isZero();
        assertThat(count(one + "&operation=letter")).isZero();
        assertThat(count(one + "&from=" + today + "&to=" + today)).isEqualTo(2);
        assertThat(count(one + "&from=2200-01-01")).isZero();
        assertThat(count(one + "&to=2001-01-01")).isZero();
    }

    @Test
    void pagesFollowEachOther() {
        String code = Desk.published();
        Desk.invite(code);
        List<String> operations = new ArrayList<>();
        String next = "";
        do {
            Response page = search("object=" + code + "&limit=2" + next);
            operations.addAll(page.path("items.operation"));
            next = page.path("next") == null ? null : "&cursor=" + page.path("next");
        } while (next != null);

        assertThat(operations)
                .containsExactly("invitation.issue", "letter.publish", "letter.import");
    }

    @Test
    void itIsExportedWhole() {
        String code = Desk.published();
        Desk.withdraw(code, "=1+1").then().statusCode(200);

        Response csv = Desk.staff().get("/api/v1/desk/audit/export?object=" + code);

        csv.then().statusCode(200).contentType("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("audit.csv");
        String[] lines = csv.asString().split("\r\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("\uFEFF\"时间\",\"账号\"");
        assertThat(lines[1]).contains("\"admin\",\"letter.withdraw\",\"撤回\",\"letter\",\"" + code);
        assertThat(search("operation=audit.export&limit=1").<String>path("items[0].detail.object"))
                .isEqualTo(code);
    }

    @Test
    void moreThanIsReadAtOnceIsExported() throws SQLException {
        sql(
                "insert into audit (account, operation, kind, object)"
                        + " select 'bulk', 'letter.import', 'letter', 'N' || n from generate_series(1, 1234) n");

        String csv = Desk.staff().get("/api/v1/desk/audit/export?account=bulk").asString();

        assertThat(csv.split("\r\n")).hasSize(1235).doesNotHaveDuplicates();
    }

    @Test
    void noCellIsAFormula() {
        assertThat(Csv.line("=1+1", " @x", "-2", "＝A1", "\tx", "a\"b", null, "甲=乙"))
                .isEqualTo("\"'=1+1\",\"' @x\",\"'-2\",\"'＝A1\",\"'\tx\",\"a\"\"b\",,\"甲=乙\"\r\n");
    }

    @Test
    void aBadDayIsToldApart() {
        search("from=2026-02-30")
                .then()
                .statusCode(400)
                .header("Content-Type", "application/problem+json");
    }

    private static Response of(String object) {
        return search("object=" + object);
    }

    private static Response search(String query) {
        return Desk.staff().get("/api/v1/desk/audit?" + query);
    }

    private static int count(String query) {
        return search(query).<List<?>>path("items").size();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }
}
