package cn.fuhan.reply;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts the readers that {@link LetterCopies} answers by itself, in the same meter and with the
 * same tags as the framework counts all others. The framework puts its tags together and looks up
 * the meter for each answer, which took a fifth of a hot one's time; here there are four meters,
 * found once.
 */
@Singleton
final class Readings {

    /** Where the framework looks for the path without what varies. */
    private static final String TEMPLATE = "UrlPathTemplate";

    /** The setting quarkus.micrometer.binder.http-server.ignore-patterns has it. */
    private static final String COUNTED = "/counted";

    /** The meters of a form: of answers with content, and of those without (304). */
    private record Meters(Timer whole, Timer unchanged) {}

    private final Map<Form, Meters> meters = new EnumMap<>(Form.class);

    Readings(MeterRegistry registry) {
        for (Form form : Form.values()) {
            meters.put(
                    form,
                    new Meters(
                            meter(registry, form, 200, "SUCCESS"),
                            meter(registry, form, 304, "REDIRECTION")));
        }
    }

    private static Timer meter(MeterRegistry registry, Form form, int status, String outcome) {
        return Timer.builder("http.server.requests")
                .description("HTTP server request processing time")
                .tag("method", "GET")
                .tag("uri", form.path("{code}"))
                .tag("outcome", outcome)
                .tag("status", String.valueOf(status))
                .register(registry);
    }

    /** The framework shall count this one, as a reading: each letter would be a series else. */
    void leave(Form form) {
        Vertx.currentContext().putLocal(TEMPLATE, form.path("{code}"));
    }

    /** We count this one; to be called before it is answered. */
    void take() {
        Vertx.currentContext().putLocal(TEMPLATE, COUNTED);
    }

    /**
     * Counts an answered one.
     *
     * @param since when it began: System.nanoTime()
     */
    void count(Form form, HttpServerRequest answered, long since) {
        Meters ours = meters.get(form);
        (answered.response().getStatusCode() == 304 ? ours.unchanged : ours.whole)
                .record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }
}
