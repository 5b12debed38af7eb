package cn.fuhan.eyes;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import io.opentelemetry.api.OpenTelemetry;
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
    @Inject OpenTelemetry openTelemetry;

    @Test
    void theServerHasNoTracerAtAll() {
        assertThat(((VertxInternal) vertx).tracer()).isNull();
    }

    @Test
    void aSpanIsNothing() {
        assertThat(
                        openTelemetry
                                .getTracer("test")
                                .spanBuilder("span")
                                .startSpan()
                                .getSpanContext()
                                .isValid())
                .isFalse();
    }
}
