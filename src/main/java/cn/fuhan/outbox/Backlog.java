package cn.fuhan.outbox;

import cn.fuhan.web.Patience;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far the outbox is behind, for whoever watches: asked of the database now and then, not when
 * somebody looks. Each replica tells the same; while the database is out of reach it tells nothing.
 */
@Singleton
class Backlog {

    private static final long EVERY_MILLIS = 15_000;

    private static final String ASK =
            """
            select coalesce(extract(epoch from now() - min(created_at) filter (where state = 'WAITING')), 0)::float8
                       as age,
                   count(*) filter (where state = 'WAITING') as waiting,
                   count(*) filter (where state = 'GIVEN_UP') as given_up
              from outbox
             where state in ('WAITING', 'GIVEN_UP')
            """;

    private record Seen(double age, double waiting, double givenUp) {
        static final Seen NOTHING = new Seen(Double.NaN, Double.NaN, Double.NaN);
    }

    private final Vertx vertx;
    private final Pool pool;
    private final Patience patience;
    private volatile Seen seen = Seen.NOTHING;

    Backlog(Vertx vertx, Pool pool, Patience patience, MeterRegistry meters) {
        this.vertx = vertx;
        this.pool = pool;
        this.patience = patience;
        gauge(meters, "age", "Since the oldest event came that still waits", "seconds", Seen::age);
        gauge(meters, "waiting", "Events that wait for their delivery", null, Seen::waiting);
        gauge(meters, "given.up", "Events that nobody will deliver", null, Seen::givenUp);
    }

    private void gauge(
            MeterRegistry meters,
            String name,
            String description,
            @Nullable String unit,
            ToDoubleFunction<Seen> value) {
        Gauge.builder("fuhan.outbox." + name, () -> value.applyAsDouble(seen))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        ask();
        vertx.setPeriodic(EVERY_MILLIS, timer -> ask());
    }

    private void ask() {
        pool.query(ASK)
                .execute()
                .plug(patience::read)
                .subscribe()
                .with(
                        rows -> {
                            Row row = rows.iterator().next();
                            seen =
                                    new Seen(
                                            row.getDouble("age"),
                                            row.getLong("waiting"),
                                            row.getLong("given_up"));
                        },
                        e -> seen = Seen.NOTHING);
    }
}
