package cn.fuhan.reply;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import com.aayushatharva.brotli4j.decoder.Decoder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    @Inject Recopying recopying;

    @Test
    void twoHundredReadersOfALetterThatIsNotInMemoryReadTheDatabaseOnce() {
        for (Form form : Form.values()) {
            String code = published();
            double before = loaded();
            assertThat(atOnce(200, form.path(code)))
                    .allSatisfy(
                            answer -> {
                                assertThat(answer.statusCode()).isEqualTo(200);
                                assertThat(answer.body()).contains(code);
                            });
            assertThat(loaded() - before).isEqualTo(1);
        }
    }

    @Test
    void aCopyFromMemoryAnswersAsTheResourceDoes() {
        String code = published();
        for (Form form : Form.values()) {
            String path = form.path(code);
            for (String coding : List.of("gzip", "gzip, deflate, br", "identity")) {
                copies.drop(code);
                var cold = given().header("Accept-Encoding", coding).get(path);
                // typed in another way it goes to the resource
                var first =
                        given().header("Accept-Encoding", coding)
                                .get(form.path(code.toLowerCase(Locale.ROOT)));
                // a query is no part of what a copy is kept by
                var second = given().header("Accept-Encoding", coding).get(path + "?from=hot");
                assertThat(copies.atOnce(path)).isNotNull();
                assertThat(cold.asByteArray()).isEqualTo(first.asByteArray());
                assertThat(cold.headers().asList())
                        .containsExactlyInAnyOrderElementsOf(first.headers().asList());
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
    void aReaderWhoTakesBrotliGetsTheSameLetterInFewerBytes() throws IOException {
        String code = published();
        for (Form form : Form.values()) {
            copies.drop(code);
            for (String from : List.of("database", "memory")) {
                var plain = given().header("Accept-Encoding", "identity").get(form.path(code));
                var gzip = given().header("Accept-Encoding", "gzip").get(form.path(code));
                var brotli =
                        given().header("Accept-Encoding", "gzip, deflate, br").get(form.path(code));
                assertThat(brotli.header("Content-Encoding")).as(from).isEqualTo("br");
                assertThat(brotli.header("ETag")).isNotEqualTo(gzip.header("ETag"));
                byte[] bytes = brotli.asByteArray();
                assertThat(Decoder.decompress(bytes).getDecompressedData())
                        .isEqualTo(plain.asByteArray());
                assertThat(bytes.length)
                        .isLessThan(Integer.parseInt(gzip.header("Content-Length")));
                given().header("Accept-Encoding", "gzip, deflate, br")
                        .header("If-None-Match", brotli.header("ETag"))
                        .get(form.path(code))
                        .then()
                        .statusCode(304)
                        .header("ETag", brotli.header("ETag"));
            }
        }
    }

    @Test
    void everyWayToWriteTheCodeIsTheSameCopy() {
        String code = published();
        given().get("/r/{code}", code).then().statusCode(200);
        double before = loaded();
        given().get("/r/{code}", code.toLowerCase(Locale.ROOT)).then().statusCode(200);
        given().get("/r/{code}", code.substring(0, 5) + "-" + code.substring(5))
                .then()
                .statusCode(200);
        given().get("/r/{code}?utm=" + Math.random(), code).then().statusCode(200);
        assertThat(loaded()).isEqualTo(before);
    }

    @Test
    void noLetterIsASeriesOfTheMetricsOfItsOwn() {
        String code = Desk.published();
        for (Form form : Form.values()) {
            given().get(form.path(code)).then().statusCode(200);
            given().get(form.path(code)).then().statusCode(200);
            given().get(form.path(code) + "/revisions/1").then();
        }
        given().get("/q/metrics").then().statusCode(200).body(not(containsString(code)));
    }

    @Test
    void everyReaderIsCountedOnceWhereverTheAnswerComesFrom() {
        String code = Desk.published();
        for (Form form : Form.values()) {
            long whole = counted(form, 200);
            long unchanged = counted(form, 304);

            String tag = given().get(form.path(code)).header("ETag");
            given().get(form.path(code));
            given().get(form.path(code.toLowerCase(Locale.ROOT)));
            given().header("If-None-Match", tag).get(form.path(code)).then().statusCode(304);

            assertThat(counted(form, 200) - whole).isEqualTo(3);
            assertThat(counted(form, 304) - unchanged).isEqualTo(1);
        }
        given().get("/q/metrics").then().body(not(containsString("/counted")));
    }

    private long counted(Form form, int status) {
        return meters
                .find("http.server.requests")
                .tags("method", "GET", "uri", form.path("{code}"), "status", "" + status)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
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

    @Test
    void whatIsNotInMemoryIsReadAsItWasMadeWhenItWasPublished() throws SQLException {
        String code = Desk.published();
        for (Form form : Form.values()) {
            byte[] served =
                    given().config(undecoded())
                            .header("Accept-Encoding", "gzip")
                            .get(form.path(code))
                            .asByteArray();
            assertThat(stored(code, form)).isEqualTo(served);
        }

        Desk.withdraw(code, "数据有误").then().statusCode(200);
        for (Form form : Form.values()) {
            assertThat(stored(code, form)).isNull();
        }
    }

    @Test
    void copiesOfAnotherEditionAreNotServedAndAreMadeAnewAtTheStart() throws SQLException {
        String code = Desk.published();
        byte[] made = stored(code, Form.PAGE);
        try (Connection connection = connect();
                PreparedStatement older =
                        connection.prepareStatement(
                                "update copy set edition = 'older', gzip = 'x', tag = 'x' where code = ?")) {
            older.setString(1, code);
            older.executeUpdate();
        }
        copies.drop(code);

        given().get("/r/{code}", code).then().statusCode(200).body(containsString("人民医院"));
        assertThat(stored(code, Form.PAGE)).isEqualTo(new byte[] {'x'});

        recopying.start(null);
        assertThat(soon(() -> Arrays.equals(made, stored(code, Form.PAGE)))).isTrue();
    }

    @Test
    void theListThatEverybodySeesIsReadOnceAndHasWhatWasPublished() throws SQLException {
        for (String list : List.of("/", "/?kind=PROPOSAL", "/api/v1/replies")) {
            given().get(list).then().statusCode(200);
            String code = Desk.published();
            double before = loaded();
            assertThat(atOnce(100, list)).allMatch(answer -> answer.body().contains(code));
            // it is for seconds, and a busy machine takes some
            assertThat(loaded() - before).isBetween(1.0, 10.0);

            publishElsewhere(code, "他处所改的标题" + code);
            assertThat(soon(() -> given().get(list).asString().contains("他处所改的标题" + code)))
                    .isTrue();
        }
    }

    @Test
    void whatAStrangerSearchesForTakesNoPlace() {
        double before = meters.get("fuhan.copies.count").gauge().value();
        for (String query :
                List.of("q=公交", "year=2026", "topic=x", "department=x", "limit=7", "number=1")) {
            given().get("/api/v1/replies?" + query).then().statusCode(200);
            given().get("/?" + query).then().statusCode(200);
        }
        // the page has no number, nor limit: it is the newest letters
        assertThat(meters.get("fuhan.copies.count").gauge().value() - before)
                .isLessThanOrEqualTo(1);
    }

    /** A letter whose notice has come back: a late one would have it read once more. */
    private String published() {
        double before = meters.counter("fuhan.copies.notices").count();
        String code = Desk.published();
        assertThat(soon(() -> meters.counter("fuhan.copies.notices").count() > before)).isTrue();
        return code;
    }

    private static List<HttpResponse<String>> atOnce(int readers, String path) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                        .build();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private double loaded() {
        return meters.counter("fuhan.copies.loaded").count();
    }

    private static RestAssuredConfig undecoded() {
        return RestAssuredConfig.config()
                .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
    }

    private static byte[] stored(String code, Form form) {
        try (Connection connection = connect();
                PreparedStatement read =
                        connection.prepareStatement(
                                "select gzip from copy where code = ? and form = ?")) {
            read.setString(1, code);
            read.setString(2, form.name());
            ResultSet rows = read.executeQuery();
            return rows.next() ? rows.getBytes(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect() throws SQLException {
        Map<String, String> database = Database.properties();
        return DriverManager.getConnection(
                database.get("quarkus.datasource.jdbc.url"),
                database.get("quarkus.datasource.username"),
                database.get("quarkus.datasource.password"));
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
    private static void publishElsewhere(String code, String title) throws SQLException {
        try (Connection connection = connect()) {
            publishElsewhere(connection, code, title);
        }
    }

    static void publishElsewhere(Connection connection, String code, String title)
            throws SQLException {
        try (PreparedStatement publication =
                connection.prepareStatement(
                        """
                                with changed as (
                                    update reply set current_revision = 2 where code = ? returning id, code
                                ), added as (
                                    insert into revision (reply_id, number, document, canonical, digest, published_at,
                                                          published_by)
                                    select id, 2, document || jsonb_build_object('title', ?::text, 'revision', 2), canonical,
                                           digest, now(), 'other'
                                      from revision join changed on reply_id = id
                                    returning reply_id
                                ), public as (
                                    update publication p set revision = 2, item = item || jsonb_build_object('title', ?::text)
                                      from added where added.reply_id = p.reply_id
                                ), outdated as (
                                    delete from copy c using changed where c.code = changed.code
                                )
                                select pg_notify('fuhan_publication', code) from changed
                                """)) {
            publication.setString(1, code);
            publication.setString(2, title);
            publication.setString(3, title);
            publication.execute();
        }
    }
}
