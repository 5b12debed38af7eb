package cn.fuhan.reply;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * After an upgrade that takes texts apart in another way, makes the search terms of public letters
 * anew: before the first request those that would not be found, the others beside the readers. A
 * letter that is published again in the meantime keeps its own.
 */
@Singleton
final class Reindexing {

    private static final Logger LOG = Logger.getLogger(Reindexing.class);

    /**
     * Walks along publication_to_reindex, which ends where the current version begins. Their rows
     * are locked while they are written: few at a time, for a publication may wait for one.
     */
    private static final String OUTDATED =
            """
            select p.reply_id, p.revision, p.listed_on, v.canonical
              from publication p
              join revision v on v.reply_id = p.reply_id and v.number = p.revision
             where p.terms_version < $1
             order by p.terms_version, p.reply_id limit 20
            """;

    private static final String RENEW =
            """
            update publication set terms = $3::text::tsvector, body = $4, trigrams = $5, terms_version = $6
             where reply_id = $1 and revision = $2 and terms_version < $6
            """;

    private final Pool pool;
    private final ObjectMapper json;
    private volatile boolean stopping;
    private CompletableFuture<Integer> notFound = new CompletableFuture<>();

    Reindexing(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** Before the others ask as much, while there is one connection only: readers wait for it. */
    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event) {
        notFound = renew(Entry.FOUND_SINCE, 0).subscribeAsCompletionStage();
    }

    /** When the others have begun, too. */
    void finish(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        log(notFound.join());
        renew(Entry.VERSION, 0)
                .subscribe()
                .with(
                        Reindexing::log,
                        failure ->
                                LOG.warn(
                                        "search is slower than it could be, until the next start: letters with terms of an older version are left",
                                        failure));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private static void log(int renewed) {
        if (renewed > 0) {
            LOG.infof("made the search terms of %d letters anew", renewed);
        }
    }

    /**
     * @param below which version
     */
    private Uni<Integer> renew(int below, int before) {
        return pool.preparedQuery(OUTDATED)
                .execute(Tuple.of(below))
                // a letter is milliseconds of work, and others are waiting for the event loop
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(
                        rows ->
                                rows.size() == 0 || stopping
                                        ? Uni.createFrom().item(before)
                                        : pool.preparedQuery(RENEW)
                                                .executeBatch(entries(rows))
                                                .chain(() -> renew(below, before + rows.size())));
    }

    private List<Tuple> entries(RowSet<Row> rows) {
        List<Tuple> entries = new ArrayList<>();
        for (Row row : rows) {
            Entry entry =
                    new Entry(
                            document(row.getBuffer("canonical").getBytes()),
                            row.getLocalDate("listed_on"));
            entries.add(
                    Tuple.of(
                            row.getLong("reply_id"),
                            row.getInteger("revision"),
                            entry.terms(),
                            entry.folded(),
                            Buffer.buffer(entry.trigrams()),
                            Entry.VERSION));
        }
        return entries;
    }

    private LetterDocument document(byte[] canonical) {
        try {
            return json.readValue(canonical, LetterDocument.class);
        } catch (IOException e) {
            throw new IllegalStateException("a revision is a letter document", e);
        }
    }
}
