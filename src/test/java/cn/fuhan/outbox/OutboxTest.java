package cn.fuhan.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.Database;
import cn.fuhan.web.Patience;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each test has a topic of its own, and its own postmen: replicas of the service. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class OutboxTest {

    @Inject Outbox outbox;
    @Inject Pool pool;
    @Inject Vertx vertx;
    @Inject ObjectMapper json;

    private final String topic = "test-" + UUID.randomUUID();
    private int attempts = 20;
    private final Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();

    @Test
    void anEventIsDeliveredWithWhatWasPut() {
        put("a", Map.of("code", "7G4K2M9QXR"));

        Postman postman =
                postman(
                        event -> {
                            assertThat(event.payload().path("code").asText())
                                    .isEqualTo("7G4K2M9QXR");
                            assertThat(event.attempt()).isEqualTo(1);
                            return count(event);
                        });

        assertThat(round(postman)).isEqualTo(1);
        assertThat(round(postman)).isZero();
        assertThat(state("a")).isEqualTo("DELIVERED");
    }

    @Test
    void anEventPutTwiceIsOne() {
        put("a", Map.of());
        put("a", Map.of("again", true));

        assertThat(round(postman(this::count))).isEqualTo(1);
    }

    @Test
    void whatIsRolledBackIsNotDelivered() {
        assertThatThrownBy(
                        () ->
                                await(
                                        pool.withTransaction(
                                                c ->
                                                        outbox.put(c, topic, "a", Map.of())
                                                                .chain(
                                                                        () ->
                                                                                Uni.createFrom()
                                                                                        .<Void>
                                                                                                failure(
                                                                                                        new IllegalStateException(
                                                                                                                "no"))))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(round(postman(this::count))).isZero();
    }

    @Test
    void manyPostmenDeliverEachEventOnce() {
        for (int i = 0; i < 50; i++) {
            put("k" + i, Map.of("i", i));
        }
        List<Postman> replicas =
                List.of(postman(this::slowly), postman(this::slowly), postman(this::slowly));

        for (int i = 0; i < 4; i++) {
            await(
                    Uni.join()
                            .all(replicas.stream().map(p -> p.round(topic)).toList())
                            .andFailFast());
        }

        assertThat(delivered).hasSize(50);
        assertThat(delivered.values()).allMatch(n -> n.get() == 1);
    }

    @Test
    void aFailedAttemptIsTriedAgainLaterAndLaterStill() {
        put("a", Map.of());
        Postman postman =
                postman(event -> Uni.createFrom().failure(new IllegalStateException("down")));

        assertThat(round(postman)).isEqualTo(1);
        double first = secondsUntilDue("a");
        assertThat(round(postman)).as("not due yet").isZero();
        for (int i = 0; i < 5; i++) {
            due("a");
            assertThat(round(postman)).isEqualTo(1);
        }

        assertThat(first).isBetween(-5.0, 2.1);
        assertThat(secondsUntilDue("a")).isBetween(10.0, 64.1);
        assertThat(state("a")).isEqualTo("WAITING");
        assertThat(error("a")).contains("down");
    }

    @Test
    void aConsumerMaySayWhen() {
        put("a", Map.of());

        round(
                postman(
                        event ->
                                Uni.createFrom()
                                        .item(
                                                new Outcome.RetryAt(
                                                        Instant.now().plusSeconds(3600),
                                                        "quota"))));

        assertThat(secondsUntilDue("a")).isBetween(3000.0, 3601.0);
    }

    @Test
    void afterItsLastAttemptAnEventIsGivenUpAndKept() {
        attempts = 3;
        put("a", Map.of());
        Postman postman = postman(event -> Uni.createFrom().item(Outcome.retry("still down")));
        for (int i = 0; i < 3; i++) {
            due("a");
            round(postman);
        }

        assertThat(state("a")).isEqualTo("GIVEN_UP");
        assertThat(error("a")).isEqualTo("still down");
        due("a");
        assertThat(round(postman)).isZero();
    }

    @Test
    void whatCannotBeDeliveredIsGivenUpAtOnce() {
        put("a", Map.of());

        round(postman(event -> Uni.createFrom().item(Outcome.gaveUp("refused"))));

        assertThat(state("a")).isEqualTo("GIVEN_UP");
    }

    @Test
    void anAttemptThatNeverEndsIsOne() {
        put("a", Map.of());

        assertThat(round(postman(event -> Uni.createFrom().nothing()))).isEqualTo(1);

        assertThat(state("a")).isEqualTo("WAITING");
        assertThat(error("a")).contains("Timeout");
    }

    @Test
    void whatAReplicaDiedWithComesUpAgain() {
        put("a", Map.of());
        AtomicInteger attempt = new AtomicInteger();
        // it took the event, and is never heard of again: only the due time was moved
        await(
                pool.preparedQuery(
                                "update outbox set attempts = 1, due_at = now() - interval '1 second'"
                                        + " where topic = $1")
                        .execute(Tuple.of(topic)));

        round(
                postman(
                        event -> {
                            attempt.set(event.attempt());
                            return count(event);
                        }));

        assertThat(attempt).hasValue(2);
        assertThat(state("a")).isEqualTo("DELIVERED");
    }

    private Uni<Outcome> count(Event event) {
        delivered.computeIfAbsent(event.key(), k -> new AtomicInteger()).incrementAndGet();
        return Uni.createFrom().item(Outcome.delivered());
    }

    private Uni<Outcome> slowly(Event event) {
        return count(event).onItem().delayIt().by(Duration.ofMillis(5));
    }

    private Postman postman(Function<Event, Uni<Outcome>> deliver) {
        Consumer consumer =
                new Consumer() {
                    @Override
                    public String topic() {
                        return topic;
                    }

                    @Override
                    public Uni<Outcome> deliver(Event event) {
                        return deliver.apply(event);
                    }

                    @Override
                    public int attempts() {
                        return attempts;
                    }

                    @Override
                    public Duration patience() {
                        return Duration.ofSeconds(1);
                    }
                };
        return new Postman(
                vertx,
                pool,
                new Patience(Duration.ofSeconds(10), pool),
                json,
                List.of(consumer),
                Duration.ofHours(1));
    }

    private int round(Postman postman) {
        return await(postman.round(topic));
    }

    private void put(String key, Object payload) {
        await(pool.withTransaction(c -> outbox.put(c, topic, key, payload)));
    }

    private void due(String key) {
        await(
                pool.preparedQuery(
                                "update outbox set due_at = now() - interval '1 second' where topic = $1 and key = $2")
                        .execute(Tuple.of(topic, key)));
    }

    private String state(String key) {
        return column("state", key);
    }

    private String error(String key) {
        return column("error", key);
    }

    private double secondsUntilDue(String key) {
        return Double.parseDouble(column("extract(epoch from due_at - now())", key));
    }

    private String column(String expression, String key) {
        return await(
                        pool.preparedQuery(
                                        "select cast("
                                                + expression
                                                + " as text) from outbox where topic = $1 and key = $2")
                                .execute(Tuple.of(topic, key)))
                .iterator()
                .next()
                .getString(0);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
