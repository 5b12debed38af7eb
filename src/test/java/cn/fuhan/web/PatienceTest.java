package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience(Duration.ofMillis(1));
    private final Uni<String> slow =
            Uni.createFrom().item("slow").onItem().delayIt().by(Duration.ofMillis(300));

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
}
