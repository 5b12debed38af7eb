package cn.fuhan.reply;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Copies in memory are what the database has, and spare it the readers. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class CopiesTest {

    @Inject MeterRegistry meters;
    @Inject Copies copies;

    @Test
    void twoHundredReadersOfALetterThatIsNotInMemoryReadTheDatabaseOnce() {
        for (Form form : Form.values()) {
            String code = Desk.published();
            double before = meters.counter("fuhan.copies.loaded").count();
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:"
                                                    + RestAssured.port
                                                    + form.path(code)))
                            .build();
            List<CompletableFuture<HttpResponse<String>>> readers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                readers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(readers)
                    .allSatisfy(
                            reader -> {
                                assertThat(reader.join().statusCode()).isEqualTo(200);
                                assertThat(reader.join().body()).contains(code);
                            });
            assertThat(meters.counter("fuhan.copies.loaded").count() - before).isEqualTo(1);
        }
    }

    @Test
    void aCopyFromMemoryAnswersAsTheFirstOneDid() {
        String code = Desk.published();
        for (Form form : Form.values()) {
            String path = form.path(code);
            for (String coding : List.of("gzip", "identity")) {
                copies.drop(code);
                // a query is no part of what a copy is kept by
                var first = given().header("Accept-Encoding", coding).get(path + "?from=cold");
                var second = given().header("Accept-Encoding", coding).get(path + "?from=hot");
                assertThat(copies.atOnce(path)).isNotNull();
                assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
                for (String name :
                        List.of(
                                "ETag",
                                "Content-Type",
                                "Content-Length",
                                "Vary",
                                "Cache-Control",
                                "X-Content-Type-Options",
                                "Referrer-Policy")) {
                    assertThat(second.header(name)).as(name).isNotNull();
                }
                assertThat(second.headers().asList())
                        .containsExactlyInAnyOrderElementsOf(first.headers().asList());
            }
        }
    }

    @Test
    void everyWayToWriteTheCodeIsTheSameCopy() {
        String code = Desk.published();
        given().get("/r/{code}", code).then().statusCode(200);
        double before = meters.counter("fuhan.copies.loaded").count();
        given().get("/r/{code}", code.toLowerCase(Locale.ROOT)).then().statusCode(200);
        given().get("/r/{code}", code.substring(0, 5) + "-" + code.substring(5))
                .then()
                .statusCode(200);
        given().get("/r/{code}?utm=" + Math.random(), code).then().statusCode(200);
        assertThat(meters.counter("fuhan.copies.loaded").count()).isEqualTo(before);
    }

    @Test
    void whatDoesNotExistTakesNoPlace() {
        double before = meters.get("fuhan.copies.count").gauge().value();
        String code = Desk.published();
        given().get("/r/ZZZZZZZZZZ").then().statusCode(404);
        given().get("/api/v1/replies/{code}/revisions/7", code).then().statusCode(404);
        given().get("/r/{code}/nothing", code).then().statusCode(404);
        assertThat(meters.get("fuhan.copies.count").gauge().value()).isEqualTo(before);
    }

    @Test
    void anotherReplicasPublicationIsSeenWithinASecondOrSo() throws SQLException {
        String code = Desk.published();
        for (Form form : Form.values()) {
            given().get(form.path(code)).then().statusCode(200);
        }

        publishElsewhere(code, "改过的标题");

        for (Form form : Form.values()) {
            assertThat(soon(() -> given().get(form.path(code)).asString().contains("改过的标题")))
                    .isTrue();
        }
        given().get("/api/v1/replies/{code}/revisions", code)
                .then()
                .body("revision[0]", equalTo(2));
        given().get("/r/{code}/revisions/1", code).then().body(containsString("这是旧版"));
    }

    @Test
    void aWithdrawnLetterIsGoneAtOnceInEveryForm() {
        String code = Desk.published();
        List<String> paths =
                List.of(
                        "/r/" + code,
                        "/r/" + code + "/revisions/1",
                        "/api/v1/replies/" + code,
                        "/api/v1/replies/" + code + "/revisions",
                        "/api/v1/replies/" + code + "/revisions/1",
                        "/api/v1/replies/" + code + "/qr",
                        "/api/v1/replies/" + code + "/qr?size=300");
        paths.forEach(path -> given().get(path).then().statusCode(200));

        Desk.withdraw(code, "数据有误").then().statusCode(200);

        paths.forEach(path -> given().get(path).then().statusCode(410));
    }

    @Test
    void aNarrowedDisclosureShowsAtOnce() {
        String code = Desk.published();
        given().get("/r/{code}", code).then().body(containsString("人民医院"));
        Desk.edit(code, Map.of("disclosure", "TITLE_ONLY")).then().statusCode(200);
        Desk.publish(code).then().statusCode(201);
        for (Form form : Form.values()) {
            assertThat(given().get(form.path(code)).asString()).doesNotContain("人民医院");
        }
    }

    static boolean soon(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    /** A publication as another replica makes it. */
    static void publishElsewhere(String code, String title) throws SQLException {
        Map<String, String> database = Database.properties();
        try (Connection connection =
                        DriverManager.getConnection(
                                database.get("quarkus.datasource.jdbc.url"),
                                database.get("quarkus.datasource.username"),
                                database.get("quarkus.datasource.password"));
                PreparedStatement publication =
                        connection.prepareStatement(
                                """
                                with changed as (
                                    update reply set current_revision = 2 where code = ? returning id, code
                                ), added as (
                                    insert into revision (reply_id, number, document, canonical, digest, published_at,
                                                          published_by)
                                    select id, 2, document || jsonb_build_object('title', ?, 'revision', 2), canonical,
                                           digest, now(), 'other'
                                      from revision join changed on reply_id = id
                                    returning reply_id
                                ), public as (
                                    update publication p set revision = 2 from added where added.reply_id = p.reply_id
                                )
                                select pg_notify('fuhan_publication', code) from changed
                                """)) {
            publication.setString(1, code);
            publication.setString(2, title);
            publication.execute();
        }
    }
}
