package cn.fuhan.eyes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Nothing is traced, and nothing asks whether to, until there is somewhere to send it. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class TracesOffTest {

    @Inject Vertx vertx;
    @Inject InMemorySpanExporter exporter;

    @Test
    void theServerHasNoTracerAtAll() {
        assertThat(((VertxInternal) vertx).tracer()).isNull();
    }

    @Test
    void noSpanIsMade() {
        given().get("/api/v1/replies").then().statusCode(200);
        given().get("/api/v1/replies/ZZZZZZZZZZ").then().statusCode(404);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }
}
