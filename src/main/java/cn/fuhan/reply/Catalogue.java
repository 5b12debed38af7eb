package cn.fuhan.reply;

import cn.fuhan.search.Query;
import cn.fuhan.search.Terms;
import cn.fuhan.web.Cursor;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The list of what is public now, newest first by the date under which a letter was first listed.
 * That date and the row's number never change, so a page that follows another is right whatever is
 * published in between.
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
            @Nullable String documentNumber) {}

    /** A page of the list. */
    @RegisterForReflection
    @Schema(name = "ReplyList", description = "一页复函")
    record Listing(
            List<Item> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}

    /** What the filters of the first page offer. */
    record Filters(List<String> years, List<String> departments, List<String> topics) {}

    /**
     * Small tables of distinct values; a year holds a few hundred letters, so this reads few pages.
     */
    private static final String FILTERS =
            """
            select (select coalesce(jsonb_agg(distinct year order by year desc), '[]') from publication
                     where year is not null)::text as years,
                   (select coalesce(jsonb_agg(distinct department order by department), '[]') from publication
                     where department is not null)::text as departments,
                   (select coalesce(jsonb_agg(distinct topic order by topic), '[]')
                      from publication, unnest(topics) as topic)::text as topics
            """;

    private final Pool pool;
    private final ObjectMapper json;

    Catalogue(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * @param after where the page before ended
     * @param limit 1 to 100
     */
    Uni<Listing> list(Wanted wanted, @Nullable Cursor after, int limit) {
        Query query = wanted.q() == null ? null : Terms.query(wanted.q());
        if (query instanceof Query.TooLong tooLong) {
            throw new Problem(ProblemType.BAD_PARAMETER)
                    .error("q", "查询不能超过 %d 个字".formatted(tooLong.limit()));
        }
        if (query instanceof Query.Empty && wanted.q() != null && !wanted.q().isBlank()) {
            return Uni.createFrom().item(new Listing(List.of(), null));
        }
        Conditions where = new Conditions();
        if (query instanceof Query.Match match) {
            where.and("terms @@ ?::text::tsquery", match.tsquery());
            match.needles().forEach(needle -> where.and("strpos(body, ?) > 0", needle));
        }
        where.and("year = ?", wanted.year());
        where.and("department = ?", wanted.department());
        where.and("topics @> array[?::text]", wanted.topic());
        where.and("kind = ?", wanted.kind() == null ? null : wanted.kind().name());
        where.and("outcome = ?", wanted.outcome() == null ? null : wanted.outcome().name());
        where.and("session = ?", wanted.session());
        where.and("number = ?", wanted.number());
        where.and("document_number = ?", wanted.documentNumber());
        if (after != null) {
            where.and("(listed_on, reply_id) < (?::date, ?::bigint)", after.date(), after.id());
        }
        String sql =
                "select item::text as item, listed_on, reply_id from publication"
                        + where.sql()
                        + " order by listed_on desc, reply_id desc limit "
                        + (limit + 1);
        return pool.preparedQuery(sql)
                .execute(where.values())
                .ifNoItem()
                .after(PublicLetters.PATIENCE)
                .fail()
                .map(rows -> listing(rows, limit));
    }

    Uni<Filters> filters() {
        return pool.preparedQuery(FILTERS)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Filters(strings(row, 0), strings(row, 1), strings(row, 2)));
    }

    private Listing listing(RowSet<Row> rows, int limit) {
        List<Item> items = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                return new Listing(items, last.encode());
            }
            items.add(read(row.getString(0), Item.class));
            last = new Cursor(row.getLocalDate(1), row.getLong(2));
        }
        return new Listing(items, null);
    }

    private List<String> strings(Row row, int column) {
        List<String> strings = new ArrayList<>();
        for (Object value : read(row.getString(column), List.class)) {
            strings.add(value.toString());
        }
        return strings;
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A WHERE clause whose values are always parameters. */
    private static final class Conditions {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        /** Adds a condition with its question marks, unless its value is null. */
        void and(String condition, @Nullable Object... value) {
            if (value == null || value[0] == null) {
                return;
            }
            String numbered = condition;
            for (Object v : value) {
                values.add(v);
                numbered = numbered.replaceFirst("\\?", "\\$" + values.size());
            }
            sql.append(sql.length() == 0 ? " where " : " and ").append(numbered);
        }

        String sql() {
            return sql.toString();
        }

        Tuple values() {
            return Tuple.from(values);
        }
    }
}
