package cn.fuhan.reply;

import cn.fuhan.web.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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

    void start(@Observes StartupEvent started) {
        recopy(0, 0)
                .subscribe()
                .with(
                        copied -> {
                            if (copied > 0) {
                                LOG.infof("made the stored copies of %d letters anew", copied);
                            }
                        },
                        failure ->
                                LOG.warnf(
                                        "stored copies of another edition are left, until the next start: %s",
                                        failure));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private Uni<Integer> recopy(long after, int before) {
        return stored.lacking(after)
                .chain(
                        lacking ->
                                lacking.isEmpty() || stopping
                                        ? Uni.createFrom().item(before)
                                        : all(lacking)
                                                .chain(
                                                        () ->
                                                                recopy(
                                                                        lacking.get(
                                                                                        lacking
                                                                                                        .size()
                                                                                                - 1)
                                                                                .id(),
                                                                        before + lacking.size())));
    }

    private Uni<Void> all(List<StoredCopies.Lacking> lacking) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (StoredCopies.Lacking letter : lacking) {
            done = done.chain(() -> stopping ? Uni.createFrom().voidItem() : copy(letter.code()));
        }
        return done;
    }

    private Uni<Void> copy(String code) {
        return letters.get(code, null)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(stored::write)
                // withdrawn meanwhile
                .onFailure(Problem.class)
                .recoverWithNull();
    }
}
