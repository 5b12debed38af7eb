package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Supplier<Uni<?>> SILENCE = () -> Uni.createFrom().nothing();

    private final Patience patience = new Patience(Duration.ofMillis(1), SILENCE);
    private final Uni<String> slow = after(Duration.ofMillis(300));

    @Test
    void aSlowAnswerCountsAsNone() {
        assertThatThrownBy(() -> patience.read(slow).await().indefinitely())
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void aStartWaitsForASlowAnswer() {
        patience.starting(new StartupEvent());

        assertThat(patience.read(slow).await().indefinitely()).isEqualTo("slow");
    }

    @Test
    void afterTheStartASlowAnswerCountsAsNone() {
        patience.starting(new StartupEvent());
        patience.started(new StartupEvent());

        assertThatThrownBy(() -> patience.read(slow).await().indefinitely())
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void aNewServiceWaitsLongerWhileTheDatabaseAnswersOthers() {
        Patience patience = new Patience(Duration.ofSeconds(1), SILENCE);
        patience.started(new StartupEvent());
        Cancellable others =
                Multi.createFrom()
                        .ticks()
                        .every(Duration.ofMillis(20))
                        .onItem()
                        .transformToUniAndConcatenate(
                                tick -> patience.read(Uni.createFrom().item(tick)))
                        .subscribe()
                        .with(answer -> {});

        assertThat(patience.read(after(Duration.ofMillis(1_500))).await().indefinitely())
                .isEqualTo("slow");
        others.cancel();
    }

    @Test
    void aNewServiceWaitsLongerForADatabaseThatNobodyElseAsks() {
        Patience patience = new Patience(Duration.ofSeconds(1), () -> Uni.createFrom().item(1));
        patience.started(new StartupEvent());

        assertThat(patience.read(after(Duration.ofMillis(2_500))).await().indefinitely())
                .isEqualTo("slow");
    }

    @Test
    void aNewServiceDoesNotWaitLongerForADatabaseThatAnswersNobody() {
        Patience patience = new Patience(Duration.ofMillis(100), SILENCE);
        patience.started(new StartupEvent());

        assertThatThrownBy(
                        () -> patience.read(after(Duration.ofSeconds(20))).await().indefinitely())
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void whoHasWaitedGoesOnWhereTheyBegan() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context own = vertx.getOrCreateContext();
            CompletableFuture<Context> place = new CompletableFuture<>();
            Patience patience = new Patience(Duration.ofMinutes(1), SILENCE);

            own.runOnContext(
                    now ->
                            patience.read(after(Duration.ofMillis(1)))
                                    .subscribe()
                                    .with(
                                            answer -> place.complete(Vertx.currentContext()),
                                            place::completeExceptionally));

            assertThat(place.get(1, TimeUnit.MINUTES)).isSameAs(own);
        } finally {
            vertx.close();
        }
    }

    private static Uni<String> after(Duration time) {
        return Uni.createFrom().item("slow").onItem().delayIt().by(time);
    }
}
