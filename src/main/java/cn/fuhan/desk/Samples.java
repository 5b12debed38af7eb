package cn.fuhan.desk;

import cn.fuhan.audit.Audit;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.Publishing;
import cn.fuhan.reply.Versions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sample letters (示例) for trying Fuhan: invented, and marked as such in their titles. They go the
 * way of any letter: imported, then published. Only where {@code fuhan.samples} is set and the desk
 * is empty.
 */
@ApplicationScoped
class Samples {

    private static final List<String> FILES = List.of("bus.txt", "reading.txt", "parking.txt");

    private final Importing importing;
    private final Drafts drafts;
    private final Publishing publishing;
    private final boolean wanted;

    Samples(
            Importing importing,
            Drafts drafts,
            Publishing publishing,
            @ConfigProperty(name = "fuhan.samples") boolean wanted) {
        this.importing = importing;
        this.drafts = drafts;
        this.publishing = publishing;
        this.wanted = wanted;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        if (wanted) {
            VertxContextSupport.subscribeAndAwait(this::load);
        }
    }

    private Uni<Void> load() {
        return drafts.list(null, 0, 1)
                .chain(
                        here ->
                                here.isEmpty()
                                        ? Multi.createFrom()
                                                .iterable(FILES)
                                                .onItem()
                                                .transformToUniAndConcatenate(this::load)
                                                .collect()
                                                .last()
                                                .replaceWithVoid()
                                        : Uni.createFrom().voidItem());
    }

    private Uni<?> load(String file) {
        return importing
                .take(read(file), "text/plain", "UTF-8", Audit.SERVICE)
                .map(DeskReply::code)
                .chain(code -> publishing.publish(code, new Versions(null), null, Audit.SERVICE));
    }

    private static byte[] read(String file) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no sample " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
