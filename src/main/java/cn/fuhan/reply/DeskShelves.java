package cn.fuhan.reply;

import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The desk's letters by what is to be done about them, without their texts. */
@Singleton
public class DeskShelves {

    /** Where a letter lies. */
    public enum Shelf {
        /** Something suspicious or missing: it can't be published yet (待处理). */
        LOOK,
        /** Nothing stands against publishing it (待审签). */
        READY,
        /** Public (已发布). */
        PUBLISHED,
        /** No longer public (已撤回). */
        WITHDRAWN
    }

    /** A letter as a line. */
    public record Line(
            String code,
            Shelf shelf,
            @Nullable String title,
            @Nullable String documentNumber,
            @Nullable String department,
            Instant updatedAt) {}

    /** Lines, newest first, and where the next page begins. */
    public record Page(List<Line> lines, @Nullable String next) {}

    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    private static final String LIST =
            """
            select id, code, state, needs_a_look, draft->>'title' as title, draft->>'department' as department,
                   draft->>'documentNumber' as document_number, updated_at
              from reply
             where ($1::text is null or state = $1)
               and ($2::boolean is null or needs_a_look = $2)
               and ($3::text is null or code = $4 or identity = $3 or draft->'proposal'->>'number' = $3)
               and ($5::bigint is null or id < $5)
             order by id desc limit $6
            """;

    private static final String COUNTS =
            """
            select needs_a_look, count(*) as letters from reply where state = 'DRAFT' group by needs_a_look
            """;

    private final Pool pool;
    private final Patience patience;

    DeskShelves(Pool pool, Patience patience) {
        this.pool = pool;
        this.patience = patience;
    }

    /**
     * @param shelf null for all
     * @param named only the letter of this code or document number, or those of this proposal's
     *     number; null for all
     */
    public Uni<Page> list(
            @Nullable Shelf shelf, @Nullable String named, @Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        String state =
                shelf == null
                        ? null
                        : shelf == Shelf.LOOK || shelf == Shelf.READY ? "DRAFT" : shelf.name();
        Boolean look = "DRAFT".equals(state) ? shelf == Shelf.LOOK : null;
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.from(
                                java.util.Arrays.asList(
                                        state,
                                        look,
                                        named,
                                        named == null ? null : code(named),
                                        before == null ? null : before.id(),
                                        limit + 1)))
                .plug(patience::read)
                .map(
                        rows -> {
                            List<Line> lines = new ArrayList<>();
                            long last = 0;
                            for (Row row : rows) {
                                if (lines.size() == limit) {
                                    return new Page(lines, new Cursor(ANY_DAY, last).encode());
                                }
                                lines.add(line(row));
                                last = row.getLong("id");
                            }
                            return new Page(lines, null);
                        });
    }

    /** How many letters wait, by what they wait for. */
    public Uni<Map<Shelf, Long>> waiting() {
        return pool.preparedQuery(COUNTS)
                .execute()
                .plug(patience::read)
                .map(
                        rows -> {
                            Map<Shelf, Long> counts = new EnumMap<>(Shelf.class);
                            for (Row row : rows) {
                                counts.put(
                                        row.getBoolean("needs_a_look") ? Shelf.LOOK : Shelf.READY,
                                        row.getLong("letters"));
                            }
                            return counts;
                        });
    }

    private static String code(String typed) {
        return typed.strip().toUpperCase(java.util.Locale.ROOT);
    }

    private static Line line(Row row) {
        String state = row.getString("state");
        return new Line(
                row.getString("code"),
                state.equals("DRAFT")
                        ? row.getBoolean("needs_a_look") ? Shelf.LOOK : Shelf.READY
                        : Shelf.valueOf(state),
                row.getString("title"),
                row.getString("document_number"),
                row.getString("department"),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
