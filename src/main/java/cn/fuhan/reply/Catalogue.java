package cn.fuhan.reply;

import static com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION;

import cn.fuhan.search.Query;
import cn.fuhan.search.Sought;
import cn.fuhan.search.Terms;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The list of what is public now, newest first by the date under which a letter was first listed; a
 * search has its ranks before that. Date and number of a letter never change, so a page that
 * follows another is right whatever is published in between.
 */
@Singleton
final class Catalogue {

    /** What is asked for; null where anything will do. */
    record Wanted(
            @Nullable String q,
            @Nullable Integer year,
            @Nullable String department,
            @Nullable String topic,
            Letter.@Nullable Kind kind,
            Letter.@Nullable Outcome outcome,
            @Nullable String session,
            @Nullable String number,
            @Nullable String documentNumber) {

        /** All letters, or all of a kind or outcome. */
        static Wanted newest(Letter.@Nullable Kind kind, Letter.@Nullable Outcome outcome) {
            return new Wanted(null, null, null, null, kind, outcome, null, null, null);
        }
    }

    /** A page of the list. */
    @RegisterForReflection
    @Schema(name = "ReplyList", description = "一页复函")
    record Listing(
            @Schema(description = "至多 limit 件。条件很宽、要查的正文很多时，一页可能不满，甚至为空，而 next 仍有值：后面可能还有，请继续翻页")
                    List<Item> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next,
            @Schema(description = "全部结果大约有几件，估计而得，可能与实际不同；结果都在这一页时是准数；无从估计时为 null")
                    @Nullable Long estimatedTotal) {

        static final Listing NOTHING = new Listing(List.of(), null, 0L);
    }

    /** What the filters of the first page offer. */
    record Filters(List<String> years, List<String> departments, List<String> topics) {}

    /** As many rows as there are different values, by the primary key. */
    private static final String FILTERS =
            """
            select kind, value from tally
             where kind in ('YEAR', 'DEPARTMENT', 'TOPIC') and letters > 0
             order by kind, value
            """;

    /** Walks down publication_by_date as far as the page goes. */
    private static final String NEWEST =
            """
            select listed_on, reply_id, item::text as item,
                   (select sum(letters) from tally where kind = 'MONTH')::bigint as total
              from publication
             where (listed_on, reply_id) < ($1::date, $2::bigint)
             order by listed_on desc, reply_id desc limit $3
            """;

    private final Pool pool;
    private final Patience patience;
    private final Finder finder;
    private final ObjectReader items;
    private final ObjectReader documents;

    Catalogue(Pool pool, Patience patience, Finder finder, ObjectMapper json) {
        this.pool = pool;
        this.patience = patience;
        this.finder = finder;
        // what we wrote ourselves has no field twice
        this.items = json.readerFor(Item.class).without(STRICT_DUPLICATE_DETECTION);
        this.documents = json.readerFor(LetterDocument.class).without(STRICT_DUPLICATE_DETECTION);
    }

    /**
     * @param cursor where the page before ended
     * @param limit 1 to 100
     */
    Uni<Listing> list(Wanted wanted, @Nullable String cursor, int limit) {
        Query query = wanted.q() == null ? null : Terms.query(wanted.q());
        if (query instanceof Query.TooLong tooLong) {
            throw new Problem(ProblemType.BAD_PARAMETER)
                    .error("q", "查询不能超过 %d 个字".formatted(tooLong.limit()));
        }
        Cursor after = Cursor.decode(cursor, query == null ? 1 : Query.Rank.COUNT);
        List<String> marks = marks(wanted);
        if (query instanceof Query.Empty || marks.contains(null)) {
            return Uni.createFrom().item(Listing.NOTHING);
        }
        Query.Match match = (Query.Match) query;
        Uni<Listing> found =
                match == null && wanted.year() == null && marks.isEmpty()
                        ? newest(after, limit)
                        : finder.find(match, wanted.year(), marks, after, limit, match != null)
                                .map(f -> listing(f, wanted.q()));
        return patience.read(found);
    }

    Uni<Filters> filters() {
        return pool.preparedQuery(FILTERS)
                .execute()
                .plug(patience::read)
                .map(
                        rows -> {
                            List<String> years = values(rows, "YEAR");
                            java.util.Collections.reverse(years);
                            return new Filters(
                                    years, values(rows, "DEPARTMENT"), values(rows, "TOPIC"));
                        });
    }

    private static List<String> values(RowSet<Row> rows, String kind) {
        List<String> values = new ArrayList<>();
        for (Row row : rows) {
            if (row.getString(0).equals(kind)) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private Uni<Listing> newest(@Nullable Cursor after, int limit) {
        Cursor from = after == null ? Cursor.START : after;
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(from.date(), from.id(), limit + 1))
                .map(
                        rows -> {
                            List<Item> items = new ArrayList<>(limit);
                            Cursor last = null;
                            for (Row row : rows) {
                                Long total = row.getLong("total");
                                if (items.size() == limit) {
                                    return new Listing(items, last.encode(), total);
                                }
                                items.add(item(row.getString("item")));
                                last =
                                        new Cursor(
                                                row.getLocalDate("listed_on"),
                                                row.getLong("reply_id"));
                            }
                            return new Listing(
                                    items, null, after == null ? (long) items.size() : null);
                        });
    }

    private Listing listing(Finder.Found found, @Nullable String q) {
        Sought sought = q == null ? null : Sought.of(q);
        List<Item> items = new ArrayList<>();
        for (Finder.Hit hit : found.hits()) {
            Item item = item(hit.item());
            items.add(sought == null ? item : item.found(document(hit), sought));
        }
        Cursor next = found.next();
        return new Listing(items, next == null ? null : next.encode(), found.total());
    }

    /** What the letters must have beyond the year, by filter; a null among them where none can. */
    private static List<String> marks(Wanted wanted) {
        List<String> marks = new ArrayList<>();
        mark(marks, Entry.DEPARTMENT, wanted.department());
        mark(marks, Entry.TOPIC, wanted.topic());
        mark(marks, Entry.KIND, wanted.kind());
        mark(marks, Entry.OUTCOME, wanted.outcome());
        mark(marks, Entry.SESSION, wanted.session());
        mark(marks, Entry.NUMBER, wanted.number());
        mark(marks, Entry.DOCUMENT_NUMBER, wanted.documentNumber());
        return marks;
    }

    private static void mark(List<String> marks, String name, @Nullable Object value) {
        if (value != null) {
            marks.add(Terms.mark(name, value.toString()));
        }
    }

    private Item item(String text) {
        try {
            return items.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a publication has an item", e);
        }
    }

    private LetterDocument document(Finder.Hit hit) {
        try {
            return documents.readValue(hit.canonical().getBytes());
        } catch (IOException e) {
            throw new IllegalStateException("a revision is a letter document", e);
        }
    }
}
