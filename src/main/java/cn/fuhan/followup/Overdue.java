package cn.fuhan.followup;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Patience;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/**
 * How much is overdue (逾期), for whoever watches: asked of the database now and then, not when
 * somebody looks. Each replica tells the same; while the database is out of reach it tells nothing.
 */
@Singleton
class Overdue {

    private static final long EVERY_MILLIS = 300_000;

    private static final String ASK =
            """
            select (select count(*) from assignment_answer a
                     where a.answered_on is null and a.answered is null and a.due_on < $1) as answers,
                   (select count(*) from co_handler c where c.given_on is null and c.due_on < $1) as opinions
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Patience patience;
    private volatile double answers = Double.NaN;
    private volatile double opinions = Double.NaN;

    Overdue(Vertx vertx, Pool pool, Patience patience, MeterRegistry meters) {
        this.vertx = vertx;
        this.pool = pool;
        this.patience = patience;
        Gauge.builder("fuhan.followups.overdue", () -> answers)
                .description("Answers and co-handlers' opinions that are past their due dates")
                .tag("what", "answer")
                .register(meters);
        Gauge.builder("fuhan.followups.overdue", () -> opinions)
                .description("Answers and co-handlers' opinions that are past their due dates")
                .tag("what", "opinion")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        ask();
        vertx.setPeriodic(EVERY_MILLIS, timer -> ask());
    }

    private void ask() {
        pool.preparedQuery(ASK)
                .execute(Tuple.of(LocalDate.now(ChineseDate.ZONE)))
                .plug(patience::read)
                .subscribe()
                .with(
                        rows -> {
                            Row row = rows.iterator().next();
                            answers = row.getLong("answers");
                            opinions = row.getLong("opinions");
                        },
                        e -> {
                            answers = Double.NaN;
                            opinions = Double.NaN;
                        });
    }
}
