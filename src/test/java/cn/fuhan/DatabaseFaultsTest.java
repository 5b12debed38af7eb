package cn.fuhan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import cn.fuhan.embedded.FragileDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever befalls the database, everybody gets an answer that says when to try again, and nothing
 * is lost or doubled when they do.
 */
@Tag("long")
@QuarkusTest
@TestProfile(DatabaseFaultsTest.OwnDatabase.class)
class DatabaseFaultsTest {

    public static final class OwnDatabase implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FragileDatabase.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("fuhan.database-patience", "5S");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    /** An answer that takes longer is no answer. A busy machine gets several times the limit. */
    private static final Duration HANGING = Duration.ofSeconds(30);

    private static final String RECEIPT = "{\"rating\":\"SATISFIED\",\"opinion\":\"办得好\"}";
    private static final String KEY = "sent-into-the-fault";

    FragileDatabase database;

    @TestHTTPResource URL site;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private String published;
    private String receiptCode;
    private String draft;
    private String newLetter;

    @BeforeEach
    void lettersAndAnInvitation() {
        published = draft();
        patiently(() -> Desk.publish(published)).then().statusCode(201);
        receiptCode =
                patiently(
                                () ->
                                        Desk.staff()
                                                .post(
                                                        "/api/v1/desk/replies/{code}/invitations",
                                                        published))
                        .path("receiptCode");
        draft = draft();
        newLetter = Desk.letter();
    }

    private static String draft() {
        String letter = Desk.letter();
        return patiently(() -> Desk.imports(letter)).path("code");
    }

    /** On a busy machine, what is done for the first time may take longer than the limit. */
    private static Response patiently(Supplier<Response> request) {
        Response answer = request.get();
        for (int tries = 0; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = request.get();
        }
        return answer;
    }

    @Test
    void aPausedDatabaseIsAnsweredFor() throws Exception {
        survives(database::pause, database::resume);
    }

    @Test
    void aStoppedDatabaseIsAnsweredFor() throws Exception {
        survives(database::end, database::serve);
    }

    @Test
    void aKilledDatabaseIsAnsweredFor() throws Exception {
        survives(database::kill, database::serve);
    }

    /** Log-in works, and then every statement waits. */
    @Test
    void whatWaitsForALockIsAnsweredForAndNotDoneLater() throws Exception {
        Map<String, HttpResponse<String>> answers;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute(
                        "lock table reply, revision, publication, invitation, receipt_code, receipt");
                answers = answers(readers(), proposers(), staff());
            }
            other.rollback();
        }

        areUnavailable(answers);
        everythingWorksAgain();
        given().get("/api/v1/replies/{code}", draft).then().statusCode(404);
        Desk.imports(newLetter).then().statusCode(201);
        Desk.publish(draft).then().statusCode(201).body("revision", equalTo(1));
        storedOnceWhenSentAgain();
    }

    private void survives(Runnable fault, Runnable repair) throws Exception {
        Map<String, HttpResponse<String>> answers;
        int ready;
        int alive;
        fault.run();
        try {
            // more than there are connections
            Map<String, HttpRequest> crowd = new LinkedHashMap<>();
            for (int i = 0; i < 200; i++) {
                crowd.put("one of many " + i, get("/api/v1/replies/0000000000"));
            }
            areUnavailable(answers(crowd));
            answers =
                    answers(readers(), proposers(), staff(), Map.of("well", get("/q/health/well")));
            ready = client.send(get("/q/health/ready"), ofText()).statusCode();
            alive = client.send(get("/q/health/live"), ofText()).statusCode();
        } finally {
            repair.run();
        }

        assertThat(answers.remove("well").statusCode()).isEqualTo(503);
        // for readers of what is in memory
        assertThat(ready).isEqualTo(200);
        assertThat(alive).isEqualTo(200);
        areUnavailable(answers);
        everythingWorksAgain();
        storedOnceWhenSentAgain();
        assertThat(Desk.imports(newLetter).statusCode()).isIn(201, 409);
        Desk.imports(newLetter).then().statusCode(409);
    }

    /** The invitation is read, and the receipt itself waits. */
    @Test
    void aFormSentIntoAFaultComesBackAsItWasWrittenWithItsKey() throws Exception {
        HttpResponse<String> answer;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("lock table receipt in share mode");
                answer = answers(proposers()).get("form page sent");
            }
            other.rollback();
        }

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("办得好").contains("value=\"" + KEY + "\"");
        storedOnceWhenSentAgain();
    }

    private static void areUnavailable(Map<String, HttpResponse<String>> answers) {
        SoftAssertions all = new SoftAssertions();
        answers.forEach(
                (what, answer) -> {
                    all.assertThat(answer.statusCode()).as(what).isEqualTo(503);
                    all.assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
                    all.assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                            .as(what)
                            .startsWith(
                                    what.contains("page")
                                            ? "text/html"
                                            : "application/problem+json");
                });
        all.assertAll();
    }

    private void everythingWorksAgain() throws InterruptedException, IOException {
        for (int tries = 0; tries < 100; tries++) {
            if (client.send(get("/q/health"), ofText()).statusCode() == 200) {
                break;
            }
            Thread.sleep(100);
        }
        Map<String, HttpRequest> reads = new LinkedHashMap<>(readers());
        reads.remove("a letter that nobody has read");
        reads.remove("its own page");
        reads.put("a letter", get("/api/v1/replies/" + published));
        reads.put("desk list", staffGet("/api/v1/desk/replies"));
        reads.put("form", get("/h/" + receiptCode));
        SoftAssertions all = new SoftAssertions();
        answers(reads).forEach((what, a) -> all.assertThat(a.statusCode()).as(what).isEqualTo(200));
        all.assertAll();
    }

    private void storedOnceWhenSentAgain() {
        for (int i = 0; i < 2; i++) {
            given().header("Receipt-Code", receiptCode)
                    .header("Idempotency-Key", KEY)
                    .contentType("application/json")
                    .body(RECEIPT)
                    .post("/api/v1/replies/{code}/receipts", published)
                    .then()
                    .statusCode(201)
                    .body("version", equalTo(1));
        }
        Desk.staff()
                .queryParam("reply", published)
                .get("/api/v1/desk/receipts")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    private Map<String, HttpRequest> readers() {
        return Map.of(
                "a letter that nobody has read", get("/api/v1/replies/0000000000"),
                "its own page", get("/r/0000000000"),
                "list", get("/api/v1/replies?q=%E5%BA%A7%E6%A4%85"),
                "home page", get("/"));
    }

    private Map<String, HttpRequest> proposers() {
        return Map.of(
                "receipt",
                request("/api/v1/replies/" + published + "/receipts")
                        .header("Receipt-Code", receiptCode)
                        .header("Idempotency-Key", KEY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RECEIPT))
                        .build(),
                "form page",
                get("/h/" + receiptCode),
                "form page sent",
                request("/h/" + receiptCode)
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "rating=SATISFIED&opinion=%E5%8A%9E%E5%BE%97%E5%A5%BD&key="
                                                + KEY))
                        .build());
    }

    private Map<String, HttpRequest> staff() {
        return Map.of(
                "desk reply",
                staffGet("/api/v1/desk/replies/" + draft),
                "desk list",
                staffGet("/api/v1/desk/replies"),
                "desk receipts",
                staffGet("/api/v1/desk/receipts"),
                "import",
                staffPost("/api/v1/desk/imports", "text/plain;charset=UTF-8", newLetter),
                "publication",
                staffPost("/api/v1/desk/replies/" + draft + "/publication", null, ""),
                "withdrawal",
                asStaff("/api/v1/desk/replies/" + published + "/publication").DELETE().build(),
                "invitation",
                staffPost("/api/v1/desk/replies/" + published + "/invitations", null, ""));
    }

    @SafeVarargs
    private Map<String, HttpResponse<String>> answers(Map<String, HttpRequest>... requests) {
        Map<String, CompletableFuture<HttpResponse<String>>> sent = new LinkedHashMap<>();
        for (Map<String, HttpRequest> some : requests) {
            some.forEach((what, r) -> sent.put(what, client.sendAsync(r, ofText())));
        }
        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        sent.forEach((what, answer) -> answers.put(what, answer.join()));
        return answers;
    }

    private HttpRequest get(String path) {
        boolean page = !path.startsWith("/api/") && !path.startsWith("/q/");
        return request(path).header("Accept", page ? "text/html" : "application/json").build();
    }

    private HttpRequest staffGet(String path) {
        return asStaff(path).build();
    }

    private HttpRequest staffPost(String path, String type, String body) {
        HttpRequest.Builder request = asStaff(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return (type == null ? request : request.header("Content-Type", type)).build();
    }

    private HttpRequest.Builder asStaff(String path) {
        byte[] account = ("admin:" + Desk.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return request(path)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(account));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.toString()).resolve(path)).timeout(HANGING);
    }

    private static HttpResponse.BodyHandler<String> ofText() {
        return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
    }
}
