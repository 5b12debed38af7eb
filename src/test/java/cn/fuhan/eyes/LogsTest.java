package cn.fuhan.eyes;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.web.DiscreetLog;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.junit.jupiter.api.Test;

/** What the log tells, and what it never tells. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class LogsTest {

    @TestHTTPResource URL site;

    @Test
    void theLogsOfAReceiptTellNothingOfWhoSentIt() {
        String reply = Desk.published();
        String code = Desk.invite(reply);
        String body =
                """
                {"rating":"SATISFIED","opinion":"请再回访老年食堂","contact":"吴鹤年 13900000000"}""";
        try (Logs logs = new Logs()) {
            send(reply, code, "log-1", body).statusCode(201);
            send(reply, code, "log-1", body).statusCode(201);
            send(reply, code, "log-1", body.replace("回访", "走访")).statusCode(422);
            send(reply, code, "log-2", body.replace("SATISFIED", "GLAD")).statusCode(400);
            send(reply, code, "log-3", body + "吴鹤年").statusCode(400);
            send(reply, "ABCDEFGHJK", "log-4", body).statusCode(403);
            given().get("/h/{code}", code).then().statusCode(200);
            given().contentType("application/x-www-form-urlencoded;charset=UTF-8")
                    .formParam("rating", "UNSATISFIED")
                    .formParam("opinion", "请再回访老年食堂")
                    .formParam("contact", "吴鹤年 13900000000")
                    .post("/h/{code}", code);
            assertThat(logs.lines())
                    .allSatisfy(
                            line ->
                                    assertThat(line)
                                            .doesNotContain("食堂")
                                            .doesNotContain("吴鹤年")
                                            .doesNotContain("13900000000")
                                            .doesNotContain("林晓川")
                                            .doesNotContain(code));
        }
    }

    @Test
    void aPhoneThatIsGoneInTheMiddleOfItsRequestIsNoNews() throws Exception {
        try (Logs logs = new Logs()) {
            try (Socket phone = new Socket(site.getHost(), site.getPort())) {
                phone.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n".getBytes(US_ASCII));
                // time to arrive; then a reset instead of a farewell
                Thread.sleep(200);
                phone.setSoLinger(true, 0);
            }
            Thread.sleep(200);
            assertThat(logs.lines()).noneMatch(line -> line.contains("io.netty"));
        }
    }

    @Test
    void aRowThatTheDatabaseRefusesIsNotQuoted() throws IOException {
        Throwable refused =
                new IllegalStateException(
                        "while storing",
                        new PgException(
                                "new row violates check constraint",
                                "ERROR",
                                "23514",
                                "Failing row contains (7, 不满意, 吴鹤年 13900000000)."));
        ExtLogRecord entry = new ExtLogRecord(Level.SEVERE, "unforeseen", LogsTest.class.getName());
        entry.setThrown(refused);

        JsonNode line = told(entry);

        assertThat(line.toString()).doesNotContain("吴鹤年").contains("23514", "check constraint");
        assertThat(line.at("/exception/exceptionType").asText() + line)
                .contains("IllegalStateException");
    }

    @Test
    void whatIsWrittenByOthersIsLookedThroughAsWell() throws IOException {
        ExtLogRecord entry =
                new ExtLogRecord(
                        Level.INFO,
                        "GET %s of %s (%s)",
                        ExtLogRecord.FormatStyle.PRINTF,
                        LogsTest.class.getName());
        entry.setParameters(
                new Object[] {"/h/7KQ2-MX4P-0001", "13900000000", "11010119491001001X"});

        assertThat(told(entry).get("message").asText()).isEqualTo("GET /h/… of … (…)");
    }

    @Test
    void timesAndNumbersOfLettersAreNoOnesSecret() {
        String text = "letter 7KQ2MX4P01, revision 13, 1764108930123 ms, 渝科局函〔2022〕301号";
        assertThat(DiscreetLog.discreet(text)).isEqualTo(text);
    }

    private static JsonNode told(LogRecord entry) throws IOException {
        assertThat(new DiscreetLog().isLoggable(entry)).isTrue();
        return new ObjectMapper().readTree(new JsonFormatter().format(entry));
    }

    private static io.restassured.response.ValidatableResponse send(
            String reply, String code, String key, String body) {
        return given().contentType("application/json")
                .headers(Map.of("Receipt-Code", code, "Idempotency-Key", key))
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/replies/{code}/receipts", reply)
                .then();
    }
}
