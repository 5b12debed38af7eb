package cn.fuhan.reply;

import cn.fuhan.reply.StoredCopies.Listed;
import cn.fuhan.web.Problem;
import cn.fuhan.web.Problems;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * After an upgrade or a change of settings that shows in what readers get, makes the stored copies
 * anew, beside the readers, who get them freshly made meanwhile. Several replicas may do it at
 * once: each leaves out what another has done.
 */
@Singleton
class Recopying {

    private static final Logger LOG = Logger.getLogger(Recopying.class);

    private final StoredCopies stored;
    private final PublicLetters letters;
    private volatile boolean stopping;

    Recopying(StoredCopies stored, PublicLetters letters) {
        this.stored = stored;
        this.letters = letters;
    }

    /** After the others, since it waits for the copies' edition. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent started) {
        recopy(0, 0)
                .subscribe()
                .with(
                        copied -> {
                            if (copied > 0) {
                                LOG.infof("made the stored copies of %d letters anew", copied);
                            }
                        },
                        failure -> {
                            if (!stopping) {
                                LOG.error(
                                        "stored copies of another edition are left, until the next start",
                                        failure);
                            }
                        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private Uni<Integer> recopy(long after, int before) {
        return patiently(stored.next(after))
                .chain(
                        letters ->
                                letters.isEmpty() || stopping
                                        ? Uni.createFrom().item(before)
                                        : all(letters)
                                                .chain(n -> recopy(last(letters), before + n)));
    }

    private static long last(List<Listed> letters) {
        return letters.get(letters.size() - 1).id();
    }

    private Uni<Integer> all(List<Listed> letters) {
        List<Listed> lacking = letters.stream().filter(Listed::lacking).toList();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Listed letter : lacking) {
            done = done.chain(() -> stopping ? Uni.createFrom().voidItem() : copy(letter.code()));
        }
        return done.replaceWith(lacking.size());
    }

    private Uni<Void> copy(String code) {
        return patiently(
                letters.get(code, null)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .chain(stored::write)
                        // withdrawn meanwhile
                        .onFailure(Recopying::isGone)
                        .recoverWithNull());
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof Problem && !Problems.isOutOfReach(failure);
    }

    /** Nobody waits for this: the database may take its time, or go and come back. */
    private <T> Uni<T> patiently(Uni<T> step) {
        return step.onFailure(e -> Problems.isOutOfReach(e) && !stopping)
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofMinutes(1))
                .indefinitely();
    }
}
