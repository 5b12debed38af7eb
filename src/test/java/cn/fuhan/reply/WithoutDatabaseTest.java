package cn.fuhan.reply;

import static cn.fuhan.reply.CopiesTest.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import cn.fuhan.Desk;
import cn.fuhan.embedded.FragileDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the database stopped, paused or lost, readers get what is in memory, and are told. */
@Tag("long")
@QuarkusTest
@TestProfile(WithoutDatabaseTest.OwnDatabase.class)
class WithoutDatabaseTest {

    public static final class OwnDatabase implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FragileDatabase.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("fuhan.database-patience", "4S");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Inject Notices notices;
    FragileDatabase database;

    @Test
    void aPausedDatabaseIsNoticedAndReadersGoOn() throws Exception {
        readersGoOn(database::pause, database::resume);
    }

    @Test
    void aStoppedDatabaseIsNoticedAndReadersGoOn() throws Exception {
        readersGoOn(database::end, database::serve);
    }

    @Test
    void aKilledDatabaseIsNoticedAndReadersGoOn() throws Exception {
        readersGoOn(database::kill, database::serve);
    }

    private void readersGoOn(Runnable fault, Runnable repair) throws Exception {
        String hot = Desk.published();
        String changed = Desk.published();
        String cold = Desk.published();
        List<String> inMemory =
                List.of(
                        "/r/" + hot,
                        "/r/" + hot + "/revisions/1",
                        "/api/v1/replies/" + hot,
                        "/api/v1/replies/" + hot + "/revisions",
                        "/api/v1/replies/" + hot + "/qr",
                        "/api/v1/replies/" + hot + "/qr?size=300",
                        "/r/" + changed,
                        "/");
        assertThat(soon(notices::isListening)).isTrue();
        for (String path : inMemory) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .header("Cache-Status", equalTo(null))
                    .body(not(containsString("可能不是最新")));
        }

        fault.run();
        try {
            assertThat(soon(() -> !notices.isListening())).isTrue();

            for (String path : inMemory) {
                given().get(path)
                        .then()
                        .statusCode(200)
                        .header("Cache-Status", containsString("possibly stale"))
                        .header("Cache-Control", containsString("max-age=5,"));
            }
            for (String page : List.of("/", "/r/" + hot)) {
                given().get(page).then().body(containsString("本页可能不是最新内容"));
            }
            for (String path : List.of("/r/" + cold, "/api/v1/replies/" + cold)) {
                given().get(path)
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", not(equalTo(null)));
            }
            given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(containsString("out of reach"));
            given().get("/q/health/live").then().statusCode(200);
            given().get("/q/health").then().statusCode(503);
        } finally {
            repair.run();
        }

        try (Connection connection = database.connect()) {
            CopiesTest.publishElsewhere(connection, changed, "改过的标题");
        }
        assertThat(soon(notices::isListening)).isTrue();
        assertThat(soon(() -> given().get("/r/" + changed).asString().contains("改过的标题"))).isTrue();
        for (String path : inMemory) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .header("Cache-Status", equalTo(null))
                    .body(not(containsString("可能不是最新")));
        }
        given().get("/r/" + cold).then().statusCode(200);
        given().get("/q/health").then().statusCode(200);
    }
}
