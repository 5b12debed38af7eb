package cn.fuhan.reply;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Published letters, read by the plain client: one statement a letter, with its history. Nothing
 * here can give away what isn't public: a draft is unknown, and a withdrawn letter is a reason.
 */
@Singleton
final class PublicLetters {

    /** A revision in the letter's history. */
    @RegisterForReflection
    @Schema(name = "Revision", description = "发布过的一版")
    record Edition(
            @Schema(description = "第几版，从 1 起") int revision,
            @Schema(description = "发布时刻") Instant publishedAt,
            @Schema(description = "为何再发布；第一版多为 null") @Nullable String reason,
            @Schema(description = "这一版规范形式的 SHA-256") String digest,
            @Schema(description = "是否为现行的一版") boolean current) {}

    /** A revision and all editions of its letter, newest first. */
    record Published(LetterDocument document, List<Edition> editions) {}

    /**
     * The index on (reply_id, number) gives the few revisions of one letter; only one document is
     * read.
     */
    private static final String LETTER =
            """
            select r.state, r.withdrawn_at, r.withdrawn_reason, r.current_revision,
                   v.number, v.published_at, v.reason, v.digest,
                   case when v.number = coalesce($2, r.current_revision) then v.document::text end as document
              from reply r
              left join revision v on v.reply_id = r.id
             where r.code = $1
             order by v.number desc
            """;

    private final Pool pool;
    private final Patience patience;
    private final ObjectMapper json;

    PublicLetters(Pool pool, Patience patience, ObjectMapper json) {
        this.pool = pool;
        this.patience = patience;
        this.json = json;
    }

    /**
     * A revision, or the current one. Fails with not-found, or with withdrawn and the reason.
     *
     * @param revision null for the current one
     */
    Uni<Published> get(String code, @Nullable Integer revision) {
        return pool.preparedQuery(LETTER)
                .execute(Tuple.of(Code.parse(code), revision))
                .plug(patience::read)
                .map(this::published);
    }

    private Published published(RowSet<Row> rows) {
        List<Edition> editions = new ArrayList<>();
        LetterDocument document = null;
        for (Row row : rows) {
            if (row.getString("state").equals("WITHDRAWN")) {
                throw withdrawn(
                        row.getString("withdrawn_reason"), row.getOffsetDateTime("withdrawn_at"));
            }
            Integer number = row.getInteger("number");
            if (number != null) {
                editions.add(
                        new Edition(
                                number,
                                row.getOffsetDateTime("published_at").toInstant(),
                                row.getString("reason"),
                                row.getString("digest"),
                                number.equals(row.getInteger("current_revision"))));
                String text = row.getString("document");
                if (text != null) {
                    document = read(text);
                }
            }
        }
        if (document == null) {
            throw new Problem(ProblemType.NOT_FOUND, "没有这一件复函，或没有这一版。请核对编号，或在首页查找。");
        }
        return new Published(document, editions);
    }

    static Problem withdrawn(String reason, OffsetDateTime at) {
        return new Problem(
                        ProblemType.WITHDRAWN,
                        "发布单位已于%s撤回这一件。原因：%s".formatted(ChineseDate.day(at.toInstant()), reason))
                .with("reason", reason)
                .with("withdrawnAt", at.toInstant());
    }

    private LetterDocument read(String text) {
        try {
            return json.readValue(text, LetterDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revision is a letter document", e);
        }
    }
}
