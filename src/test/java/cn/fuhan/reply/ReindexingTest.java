package cn.fuhan.reply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Letters whose terms another release made. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class ReindexingTest {

    @Inject Pool pool;
    @Inject Reindexing reindexing;

    @Test
    void lettersThatWouldNotBeFoundAreBeforeTheFirstRequest() {
        String code = letter("鼋头渚甲亭");
        make(code, "terms = '', trigrams = null", 2);
        assertThat(found("鼋头渚甲亭")).isEmpty();

        restart();

        assertThat(found("鼋头渚甲亭")).containsExactly(code);
        assertThat(version(code)).isEqualTo(Entry.VERSION);
    }

    @Test
    void thoseThatAreFoundMoreSlowlyWait() throws InterruptedException {
        String code = letter("鼋头渚乙亭");
        make(code, "trigrams = null", Entry.FOUND_SINCE);
        assertThat(found("鼋头渚乙亭")).containsExactly(code);

        restart();

        for (int i = 0; i < 200 && version(code) < Entry.VERSION; i++) {
            Thread.sleep(50);
        }
        assertThat(version(code)).isEqualTo(Entry.VERSION);
        assertThat(row(code).getBuffer("trigrams")).isNotNull();
        assertThat(found("鼋头渚乙亭")).containsExactly(code);
    }

    private void restart() {
        reindexing.start(new StartupEvent());
        reindexing.finish(new StartupEvent());
    }

    private static String letter(String phrase) {
        return Desk.published(Desk.letter().replace("站台加装了座椅", phrase));
    }

    private void make(String code, String what, int version) {
        pool.preparedQuery(
                        "update publication set "
                                + what
                                + ", terms_version = $2 where reply_id = (select id from reply where code = $1)")
                .executeAndAwait(Tuple.of(code, version));
    }

    private int version(String code) {
        return row(code).getInteger("terms_version");
    }

    private Row row(String code) {
        return pool.preparedQuery(
                        "select p.* from publication p join reply r on r.id = p.reply_id where r.code = $1")
                .executeAndAwait(Tuple.of(code))
                .iterator()
                .next();
    }

    private static List<String> found(String q) {
        return RestAssured.given()
                .queryParam("q", q)
                .get("/api/v1/replies")
                .then()
                .statusCode(200)
                .extract()
                .path("items.code");
    }
}
