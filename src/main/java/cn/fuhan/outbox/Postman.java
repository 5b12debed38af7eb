package cn.fuhan.outbox;

import cn.fuhan.web.Patience;
import cn.fuhan.web.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is in the outbox, on every replica. Each takes rows that no other has taken ({@code
 * FOR UPDATE SKIP LOCKED}) and moves their due time on by more than an attempt may take; so a row
 * that a replica died with comes up again, and until then nobody else tries it. No row is locked,
 * and no connection held, while the outside is being waited for. Topics don't wait for each other;
 * events of one topic have no order.
 *
 * <p>Failed attempts are tried again after twice the time each, up to {@value #LONGEST_PAUSE_HOURS}
 * hours, shortened at random by up to a half; after as many as the consumer says the event is given
 * up, and stays where staff see it. What was delivered is forgotten after {@value #KEPT_DAYS} days.
 */
@Singleton
public class Postman {

    private static final Logger LOG = Logger.getLogger(Postman.class);

    static final int LONGEST_PAUSE_HOURS = 2;
    static final int KEPT_DAYS = 90;
    private static final long SWEEP_MILLIS = 3_600_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 20;
    private static final int AT_ONCE = 4;
    private static final int LONGEST_REASON = 500;

    private static final String TAKE =
            """
            update outbox o
               set attempts = o.attempts + 1, due_at = now() + $3 * interval '1 second'
              from (select id from outbox
                     where topic = $1 and state = 'WAITING' and due_at <= now()
                     order by due_at
                     limit $2
                       for update skip locked) due
             where o.id = due.id
            returning o.id, o.key, o.payload::text, o.attempts, o.created_at
            """;

    /** Says nothing where another has taken it meanwhile: this one was away for too long. */
    private static final String DONE =
            """
            update outbox set state = $3, done_at = now(), error = $4
             where id = $1 and attempts = $2 and state = 'WAITING'
            """;

    private static final String AGAIN =
            "update outbox set due_at = $3, error = $4 where id = $1 and attempts = $2 and state = 'WAITING'";

    private static final String SWEEP =
            "delete from outbox where state = 'DELIVERED' and done_at < now() - $1 * interval '1 day'";

    private final Vertx vertx;
    private final Pool pool;
    private final Patience patience;
    private final ObjectMapper json;
    private final Duration every;
    private final Map<String, Round> rounds = new HashMap<>();
    private volatile boolean stopping;

    /**
     * @param every the setting {@code fuhan.outbox.every}: how often each topic is looked at
     */
    Postman(
            Vertx vertx,
            Pool pool,
            Patience patience,
            ObjectMapper json,
            @All List<Consumer> consumers,
            @ConfigProperty(name = "fuhan.outbox.every") Duration every) {
        this.vertx = vertx;
        this.pool = pool;
        this.patience = patience;
        this.json = json;
        this.every = every;
        for (Consumer consumer : consumers) {
            if (rounds.put(consumer.topic(), new Round(consumer)) != null) {
                throw new IllegalStateException("two consumers of the topic " + consumer.topic());
            }
        }
    }

    void start(@Observes StartupEvent started) {
        rounds.values().forEach(r -> vertx.setPeriodic(every.toMillis(), timer -> r.walk()));
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** One round for the topic now: how many events were taken. */
    public Uni<Integer> round(String topic) {
        return rounds.get(topic).go();
    }

    private void sweep() {
        pool.preparedQuery(SWEEP)
                .execute(Tuple.of(KEPT_DAYS))
                .plug(patience::read)
                .subscribe()
                .with(swept -> {}, Postman::log);
    }

    /** The rounds of one topic, one at a time. */
    private final class Round {

        private final Consumer consumer;
        private final AtomicBoolean walking = new AtomicBoolean();

        Round(Consumer consumer) {
            this.consumer = consumer;
        }

        void walk() {
            if (!stopping && walking.compareAndSet(false, true)) {
                untilEmpty()
                        .onTermination()
                        .invoke(() -> walking.set(false))
                        .subscribe()
                        .with(done -> {}, Postman::log);
            }
        }

        private Uni<Integer> untilEmpty() {
            return go().chain(n -> n < BATCH || stopping ? Uni.createFrom().item(n) : untilEmpty());
        }

        Uni<Integer> go() {
            return take().chain(
                            events ->
                                    Multi.createFrom()
                                            .iterable(events)
                                            .onItem()
                                            .transformToUni(this::attempt)
                                            .merge(AT_ONCE)
                                            .collect()
                                            .asList()
                                            .replaceWith(events.size()));
        }

        private Uni<List<Event>> take() {
            // all of a batch have been tried when the last has waited for its turn
            long lease = consumer.patience().toSeconds() * (1 + BATCH / AT_ONCE) + 30;
            return pool.preparedQuery(TAKE)
                    .execute(Tuple.of(consumer.topic(), BATCH, lease))
                    .plug(patience::read)
                    .map(
                            rows -> {
                                List<Event> events = new ArrayList<>();
                                rows.forEach(row -> events.add(event(row)));
                                return events;
                            });
        }

        private Event event(Row row) {
            try {
                return new Event(
                        row.getLong("id"),
                        consumer.topic(),
                        row.getString("key"),
                        json.readTree(row.getString("payload")),
                        row.getInteger("attempts"),
                        row.getInteger("attempts") >= consumer.attempts(),
                        row.getOffsetDateTime("created_at").toInstant());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("PostgreSQL stores JSON alone as jsonb", e);
            }
        }

        private Uni<Void> attempt(Event event) {
            return Uni.createFrom()
                    .deferred(() -> consumer.deliver(event))
                    .ifNoItem()
                    .after(consumer.patience())
                    .fail()
                    .onFailure()
                    .recoverWithItem(
                            e -> {
                                LOG.warnf(
                                        "%s %s, attempt %d: %s",
                                        event.topic(), event.key(), event.attempt(), e);
                                return Outcome.retry(e.toString());
                            })
                    .chain(outcome -> note(event, outcome))
                    // nobody hears of this attempt then: it comes up again
                    .onFailure()
                    .invoke(Postman::log)
                    .onFailure()
                    .recoverWithNull()
                    .replaceWithVoid();
        }

        private Uni<Void> note(Event event, Outcome outcome) {
            if (outcome instanceof Outcome.Delivered) {
                return done(event, "DELIVERED", null);
            }
            if (outcome instanceof Outcome.GaveUp gaveUp) {
                return giveUp(event, gaveUp.reason());
            }
            Outcome.RetryAt retry = (Outcome.RetryAt) outcome;
            if (event.last()) {
                return giveUp(event, retry.reason());
            }
            Instant at = retry.at() == null ? Instant.now().plus(pause(event)) : retry.at();
            return execute(
                    AGAIN,
                    Tuple.of(
                            event.id(),
                            event.attempt(),
                            OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                            shortened(retry.reason())));
        }

        private Uni<Void> giveUp(Event event, String reason) {
            LOG.errorf(
                    "given up after %d attempts: %s %s: %s",
                    event.attempt(), event.topic(), event.key(), reason);
            return done(event, "GIVEN_UP", shortened(reason));
        }

        private Uni<Void> done(Event event, String state, @Nullable String error) {
            return execute(
                    DONE, Tuple.from(Arrays.asList(event.id(), event.attempt(), state, error)));
        }
    }

    private Uni<Void> execute(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).plug(patience::read).replaceWithVoid();
    }

    private static Duration pause(Event event) {
        long whole =
                Math.min(
                        Duration.ofHours(LONGEST_PAUSE_HOURS).toMillis(),
                        FIRST_PAUSE.toMillis() << Math.min(20, event.attempt() - 1));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(whole / 2, whole + 1));
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private static void log(Throwable e) {
        if (Problems.isOutOfReach(e)) {
            LOG.debugf("the outbox is out of reach: %s", e);
        } else {
            LOG.error("the outbox", e);
        }
    }
}
