package cn.fuhan.followup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import org.jboss.logging.Logger;

/**
 * What the passing of time does: promises are missed, receipts reminded of. Every replica looks
 * every quarter of an hour; the database sees to it that each thing is done by one.
 */
@ApplicationScoped
class FollowupClock {

    private static final Logger LOG = Logger.getLogger(FollowupClock.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final Vertx vertx;
    private final Promises promises;
    private final Reminders reminders;
    private long timer = -1;

    FollowupClock(Vertx vertx, Promises promises, Reminders reminders) {
        this.vertx = vertx;
        this.promises = promises;
        this.reminders = reminders;
    }

    void start(@Observes StartupEvent event) {
        timer =
                vertx.setPeriodic(
                        FIRST.toMillis(),
                        EVERY.toMillis(),
                        id ->
                                tick(Deadlines.today())
                                        .subscribe()
                                        .with(
                                                done -> {},
                                                e ->
                                                        LOG.warn(
                                                                "deadlines were not looked at, will be again",
                                                                e)));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Does what is due on this day. */
    Uni<Void> tick(LocalDate today) {
        return promises.miss(today).chain(() -> reminders.remind(today)).replaceWithVoid();
    }
}
