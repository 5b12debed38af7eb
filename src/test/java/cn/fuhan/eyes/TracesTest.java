package cn.fuhan.eyes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A request's trace goes through to its SQL, and tells nothing of who asked. */
@QuarkusTest
@TestProfile(TracesTest.Traced.class)
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class TracesTest {

    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled",
                    "false",
                    "quarkus.otel.bsp.schedule.delay",
                    "50ms");
        }
    }

    /** Says something while it answers. */
    @Singleton
    static final class Saying {
        void register(@Observes Router router) {
            router.get("/says")
                    .handler(
                            request -> {
                                Logger.getLogger("cn.fuhan.saying").info("said in a request");
                                request.response().end();
                            });
        }
    }

    @Inject InMemorySpanExporter exporter;

    @Test
    void aReceiptIsFollowedIntoTheDatabase() {
        String reply = Desk.published(letter());
        String code = Desk.invite(reply);
        exporter.reset();
        given().contentType("application/json")
                .header("Receipt-Code", code)
                .header("Idempotency-Key", "traced")
                .body(
                        "{\"rating\":\"SATISFIED\",\"opinion\":\"traced-opinion\",\"contact\":\"13900000000\"}")
                .post("/api/v1/replies/{code}/receipts", reply)
                .then()
                .statusCode(201);

        // the invitation's own may end after its answer
        SpanData request =
                await(s -> s.getKind() == SpanKind.SERVER && s.getName().endsWith("/receipts"));
        SpanData sql =
                await(
                        s ->
                                s.getKind() == SpanKind.CLIENT
                                        && s.getAttributes()
                                                .toString()
                                                .contains("insert into receipt"));

        assertThat(sql.getTraceId()).isEqualTo(request.getTraceId());
        assertThat(request.getName()).isEqualTo("POST /api/v1/replies/{code}/receipts");
        assertThat(exporter.getFinishedSpanItems().toString())
                .doesNotContain(code, "traced-opinion", "13900000000");
    }

    @Test
    void theCodeInAnAddressAndWhoCalledStayOut() {
        String code = Desk.invite(Desk.published(letter()));
        exporter.reset();
        given().header("User-Agent", "phone-of-somebody")
                .queryParam("again", "secret-query")
                .get("/h/{code}", code)
                .then()
                .statusCode(200);

        // the invitation's own may end after its answer
        SpanData request =
                await(s -> s.getKind() == SpanKind.SERVER && s.getName().startsWith("GET"));

        assertThat(request.getName()).contains("GET");
        assertThat(exporter.getFinishedSpanItems().toString())
                .doesNotContain(code, "phone-of-somebody", "secret-query", "127.0.0.1\"");
    }

    @Test
    void aLineOfTheLogNamesItsTrace() {
        exporter.reset();
        try (Logs logs = new Logs()) {
            given().get("/says").then().statusCode(200);
            SpanData request =
                    await(s -> s.getKind() == SpanKind.SERVER && s.getName().contains("says"));
            List<String> said =
                    logs.lines().stream().filter(l -> l.contains("said in a request")).toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0)).contains("\"traceId\":\"" + request.getTraceId() + "\"");
        }
    }

    /** Another profile counts its letters from the beginning again. */
    private static String letter() {
        return Desk.letter().replace("测函", "踪函").replace("T-", "踪-").replace("三届二次", "三届五次");
    }

    private SpanData await(Predicate<SpanData> wanted) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (true) {
            for (SpanData span : exporter.getFinishedSpanItems()) {
                if (wanted.test(span)) {
                    return span;
                }
            }
            assertThat(Instant.now()).as("%s", exporter.getFinishedSpanItems()).isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
