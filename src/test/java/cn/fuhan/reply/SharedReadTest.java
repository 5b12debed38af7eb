package cn.fuhan.reply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.web.Copy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Readers who wait for one and the same read of the database. */
class SharedReadTest {

    private final Copies copies =
            new Copies(new MemorySize(BigInteger.valueOf(1 << 20)), new SimpleMeterRegistry());

    @Test
    void aReaderWhoLeavesTakesNobodyAlong() {
        CompletableFuture<Copy> read = new CompletableFuture<>();
        List<Object> answers = new ArrayList<>();

        var leaving = reader(read).subscribe().with(answers::add, answers::add);
        reader(read).subscribe().with(answers::add, answers::add);
        leaving.cancel();
        read.complete(Copy.of("text/plain", "复函"));

        assertThat(answers).singleElement().isInstanceOf(Copies.Found.class);
    }

    private Uni<Copies.Found> reader(CompletableFuture<Copy> read) {
        return copies.get("letter", () -> Uni.createFrom().completionStage(read));
    }
}
