package cn.fuhan.reply;

import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A letter's revisions for staff, who see those of a withdrawn letter, too. */
@Singleton
public class Revisions {

    /** A revision that was published, and by whom. */
    public record Published(
            int number, Instant publishedAt, @Nullable String reason, String publishedBy) {}

    private static final String DOCUMENT =
            """
            select v.document::text as document
              from revision v join reply r on r.id = v.reply_id
             where r.code = $1 and v.number = $2
            """;

    private static final String HISTORY =
            """
            select v.number, v.published_at, v.reason, v.published_by
              from revision v join reply r on r.id = v.reply_id
             where r.code = $1
             order by v.number desc
            """;

    private final Pool pool;
    private final Patience patience;
    private final ObjectMapper json;
    private final Site site;

    Revisions(Pool pool, Patience patience, ObjectMapper json, Site site) {
        this.pool = pool;
        this.patience = patience;
        this.json = json;
        this.site = site;
    }

    /** The document as it was published; not-found where there is none of this number. */
    public Uni<LetterDocument> get(String code, int number) {
        return pool.preparedQuery(DOCUMENT)
                .execute(Tuple.of(Code.parse(code), number))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return read(row.getString("document"));
                            }
                            throw new Problem(
                                    ProblemType.NOT_FOUND, "没有这一件，或没有第 %d 版。".formatted(number));
                        });
    }

    /** All revisions, newest first. */
    public Uni<List<Published>> of(String code) {
        return pool.preparedQuery(HISTORY)
                .execute(Tuple.of(Code.parse(code)))
                .plug(patience::read)
                .map(
                        rows -> {
                            List<Published> all = new ArrayList<>();
                            for (Row row : rows) {
                                all.add(
                                        new Published(
                                                row.getInteger("number"),
                                                row.getOffsetDateTime("published_at").toInstant(),
                                                row.getString("reason"),
                                                row.getString("published_by")));
                            }
                            return all;
                        });
    }

    /** What the draft would be, published now. */
    public static LetterDocument next(DeskReply reply) {
        return LetterDocument.of(
                reply.code(),
                reply.draft(),
                reply.revision() == null ? 1 : reply.revision() + 1,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                null);
    }

    /** The real page as the draft would make it, published now. */
    public LetterPage preview(DeskReply reply) {
        LetterDocument next = next(reply);
        return new LetterPage(
                site,
                reply.code(),
                next.letter(),
                Labels.OUTCOMES,
                next.revision(),
                List.of(),
                null,
                next.title() != null && next.isSample());
    }

    /** The whole letter, whatever its disclosure scope: for staff, and on paper. */
    public static LetterDocument whole(String code, Letter letter) {
        return LetterDocument.of(code, letter.disclosed(), 1, Instant.EPOCH, null);
    }

    /** The letter as it goes to its proposers on paper, whatever the public gets to see. */
    public LetterPage onPaper(DeskReply reply) {
        return new LetterPage(
                site,
                reply.code(),
                reply.draft().disclosed(),
                Labels.OUTCOMES,
                1,
                List.of(),
                null,
                false);
    }

    private LetterDocument read(String text) {
        try {
            return json.readValue(text, LetterDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revision is a letter document", e);
        }
    }
}
