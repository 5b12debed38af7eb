package cn.fuhan.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may do what at the desk: the whole table, against what the document says and what the service
 * does. An operation that isn't in the table fails the test, and so does one that isn't there any
 * more.
 */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class RolesTest {

    /** e editor, a approver, A administrator. */
    private static final String TABLE =
            """
            importReply      e   A
            startImportRun   e   A
            listImportRuns   e   A
            getImportRun     e   A
            listImportItems  e   A
            compareRevisions e a A
            listDeskReplies  e a A
            getDeskReply     e a A
            editReply        e a A
            deleteReply      e a A
            resolveFinding   e a A
            inviteProposer   e a A
            listReceipts     e a A
            publishReply       a A
            withdrawReply      a A
            listAssignments  e a A
            createAssignment e a A
            getAssignment    e a A
            editAssignment   e a A
            extendAssignment e a A
            noteAnswer       e a A
            noteWish         e a A
            decidePublicity    a A
            askCoHandlers    e a A
            noteOpinion      e a A
            removeCoHandler  e a A
            linkForerunner   e a A
            unlinkForerunner e a A
            listPromises     e a A
            makePromise      e a A
            getPromise       e a A
            settlePromise    e a A
            linkSecondReply  e a A
            listInvitations  e a A
            listCases        e a A
            getCase          e a A
            noteContact      e a A
            replyAgain       e a A
            closeCase          a A
            reviewOpinion      a A
            listAudit            A
            listUndelivered      A
            retryUndelivered     A
            dismissUndelivered   A
            exportAudit          A
            listAccounts         A
            createAccount        A
            getAccount           A
            changeAccount        A
            resetPassword        A
            getDeskSession   e a A
            changePassword   e a A
            """;

    private static final String PAGES =
            """
            /desk            e a A
            /desk/receipts   e a A
            /desk/imports    e   A
            /desk/password   e a A
            /desk/followup   e a A
            /desk/followup/promises e a A
            /desk/followup/invitations e a A
            /desk/followup/cases e a A
            /desk/figures    e a A
            /desk/figures/opinions e a A
            /desk/accounts       A
            /desk/audit          A
            /desk/undelivered    A
            """;

    private static final Map<String, String> ROLE =
            Map.of("e", Roles.EDITOR, "a", Roles.APPROVER, "A", Roles.ADMINISTRATOR);

    private record Operation(
            String id, String method, String path, String type, TreeSet<String> said) {}

    private final TestStaff staff = new TestStaff();
    private final Map<String, String> accounts = new LinkedHashMap<>();

    @BeforeEach
    void oneAccountOfEachRole() {
        for (String role : Roles.ALL) {
            accounts.put(role, staff.account(role));
        }
    }

    @AfterEach
    void accountsGo() {
        staff.close();
    }

    @Test
    void theDocumentSaysWhatTheTableSays() throws IOException {
        Map<String, TreeSet<String>> said = new TreeMap<>();
        for (Operation operation : operations()) {
            said.put(operation.id(), operation.said());
        }
        assertThat(said).isEqualTo(table(TABLE));
    }

    @Test
    void theServiceDoesWhatTheTableSays() throws IOException {
        Map<String, TreeSet<String>> done = new TreeMap<>();
        for (Operation operation : operations()) {
            assertThat(ask(given(), operation).statusCode()).as(operation.id()).isEqualTo(401);
            TreeSet<String> may = new TreeSet<>();
            for (String role : Roles.ALL) {
                Response answer = ask(TestStaff.as(accounts.get(role)), operation);
                assertThat(answer.statusCode())
                        .as(operation.id() + " as " + role)
                        .isNotEqualTo(401);
                if (answer.statusCode() != 403) {
                    may.add(role);
                } else {
                    assertThat(answer.<String>path("type")).isEqualTo("/problems/forbidden");
                }
            }
            done.put(operation.id(), may);
        }
        assertThat(done).isEqualTo(table(TABLE));
    }

    @Test
    void pagesAreShownToWhomTheTableSays() {
        Map<String, TreeSet<String>> shown = new TreeMap<>();
        for (String role : Roles.ALL) {
            Map<String, String> cookies = TestStaff.signIn(accounts.get(role));
            for (String page : table(PAGES).keySet()) {
                int status = given().cookies(cookies).accept("text/html").get(page).statusCode();
                assertThat(status).as(page + " as " + role).isIn(200, 403);
                shown.computeIfAbsent(page, p -> new TreeSet<>());
                if (status == 200) {
                    shown.get(page).add(role);
                }
            }
        }
        assertThat(shown).isEqualTo(table(PAGES));
    }

    /** As they come without a body, and for a letter or an account that there isn't. */
    private static Response ask(RequestSpecification caller, Operation operation) {
        return caller.contentType(operation.type())
                .header("If-Match", "\"999\"")
                .request(operation.method(), operation.path());
    }

    private static List<Operation> operations() throws IOException {
        JsonNode document = new YAMLMapper().readTree(given().get("/q/openapi").asString());
        return document.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/v1/desk"))
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .filter(o -> o.getValue().has("operationId"))
                                        .map(
                                                o ->
                                                        operation(
                                                                path.getKey(),
                                                                o.getKey(),
                                                                o.getValue())))
                .toList();
    }

    private static Operation operation(String path, String method, JsonNode operation) {
        var types = operation.at("/requestBody/content").fieldNames();
        TreeSet<String> said = new TreeSet<>();
        operation
                .path("security")
                .forEach(
                        scheme ->
                                scheme.forEach(roles -> roles.forEach(r -> said.add(r.asText()))));
        return new Operation(
                operation.path("operationId").asText(),
                method.toUpperCase(),
                path.replaceAll("\\{[^}]*}", "0000000000"),
                types.hasNext() ? types.next() : "application/json",
                said);
    }

    private static Map<String, TreeSet<String>> table(String text) {
        Map<String, TreeSet<String>> table = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.trim().split(" +");
            TreeSet<String> roles = new TreeSet<>();
            Arrays.stream(words).skip(1).map(ROLE::get).forEach(roles::add);
            table.put(words[0], roles);
        }
        return table;
    }
}
