package cn.fuhan.audit;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Csv;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Whence;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the audit: added in the transaction of what they tell of, so that there is neither one
 * without the other; never changed. When is the database's clock; from where is the current
 * request's address ({@link Whence}), none for what the service does by itself.
 */
@Singleton
public class Audit {

    /**
     * What was done.
     *
     * @param account who; {@link #SERVICE} for the service itself
     * @param operation the kind of the object, a dot and a verb, e.g. letter.publish; {@link Words}
     *     has it in Chinese
     * @param kind of the object: letter, invitation, receipt, account, …
     * @param object its code, number or name
     * @param detail what else matters, as JSON; {@code letter} is the code of the letter that the
     *     object belongs to, by which it is found, too. No password, no receipt code, no text that
     *     somebody else should not read
     */
    public record Event(
            String account,
            String operation,
            String kind,
            @Nullable String object,
            Map<String, ?> detail) {

        /** What was done to a letter. */
        public static Event letter(
                String account, String operation, String code, Map<String, ?> detail) {
            return new Event(account, operation, "letter", code, detail);
        }
    }

    /** Which entries; what is null doesn't matter. */
    public record Wanted(
            @Nullable String account,
            @Nullable String operation,
            @Nullable String object,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    /** Who acts where no person does. */
    public static final String SERVICE = "fuhan";

    private static final int LONGEST_NAME = 200;
    private static final int EXPORTED_AT_ONCE = 500;

    private static final String RECORD =
            """
            insert into audit (account, operation, kind, object, address, detail)
            values ($1, $2, $3, $4::text, $5::text, $6::text::jsonb)
            """;

    private static final String RECORD_IN_SESSION =
            """
            insert into audit (account, operation, kind, object, address, detail)
            values (:account, :operation, :kind, cast(:object as text), cast(:address as text),
                    cast(cast(:detail as text) as jsonb))
            """;

    private static final String LIST =
            """
            select id, at, account, operation, kind, object, address, detail
              from audit
             where ($1::text is null or account = $1)
               and ($2::text is null or operation = $2)
               and ($3::text is null or object = $3 or detail->>'letter' = $3)
               and ($4::timestamptz is null or at >= $4)
               and ($5::timestamptz is null or at < $5)
               and ($6::bigint is null or id < $6)
             order by id desc
             limit $7
            """;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ChineseDate.ZONE);

    private final Pool pool;
    private final Patience patience;
    private final ObjectMapper json;

    Audit(Pool pool, Patience patience, ObjectMapper json) {
        this.pool = pool;
        this.patience = patience;
        this.json = json;
    }

    /** Adds an entry in the transaction of the current session of Hibernate Reactive. */
    public Uni<Void> record(Event event) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(RECORD_IN_SESSION)
                                        .setParameter("account", name(event.account()))
                                        .setParameter("operation", event.operation())
                                        .setParameter("kind", event.kind())
                                        .setParameter("object", name(event.object()))
                                        .setParameter("address", Whence.address())
                                        .setParameter("detail", write(event.detail()))
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Adds an entry by the plain client.
     *
     * @param client the connection that the transaction is on; or the pool, for what is no change
     *     of data, such as reading
     */
    public Uni<Void> record(SqlClient client, Event event) {
        return client.preparedQuery(RECORD)
                .execute(
                        Tuple.of(
                                name(event.account()),
                                event.operation(),
                                event.kind(),
                                name(event.object()),
                                Whence.address(),
                                write(event.detail())))
                .replaceWithVoid();
    }

    /** Adds an entry of something that changes no data, such as reading or a failed sign-in. */
    public Uni<Void> note(Event event) {
        return record(pool, event).plug(patience::read);
    }

    /**
     * Entries, newest first.
     *
     * @param cursor where the page before ended; anything else is the problem bad-cursor
     * @param limit 1 to 100
     */
    public Uni<AuditList> list(Wanted wanted, @Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        return rows(wanted, before == null ? null : before.id(), limit + 1)
                .map(rows -> page(rows, limit));
    }

    /** All of these entries as CSV, newest first, read piece by piece as the client takes them. */
    public Multi<String> export(Wanted wanted) {
        AtomicReference<@Nullable Long> before = new AtomicReference<>();
        Multi<String> pieces =
                Multi.createBy()
                        .repeating()
                        .uni(() -> rows(wanted, before.get(), EXPORTED_AT_ONCE))
                        .whilst(rows -> rows.size() == EXPORTED_AT_ONCE)
                        .map(
                                rows -> {
                                    StringBuilder lines = new StringBuilder();
                                    for (Row row : rows) {
                                        before.set(row.getLong("id"));
                                        line(lines, entry(row));
                                    }
                                    return lines.toString();
                                })
                        .filter(lines -> !lines.isEmpty());
        String head = Csv.BOM + Csv.line("时间", "账号", "操作", "说明", "对象类别", "对象", "地址", "详情");
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(head), pieces);
    }

    private void line(StringBuilder lines, AuditList.Entry e) {
        lines.append(
                Csv.line(
                        SECOND.format(e.at()),
                        e.account(),
                        e.operation(),
                        Words.of(e.operation()),
                        e.kind(),
                        e.object(),
                        e.address(),
                        e.detail().isEmpty() ? null : write(e.detail())));
    }

    private Uni<RowSet<Row>> rows(Wanted w, @Nullable Long before, int limit) {
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.from(
                                Arrays.asList(
                                        w.account(),
                                        w.operation(),
                                        w.object(),
                                        midnight(w.from(), 0),
                                        midnight(w.to(), 1),
                                        before,
                                        limit)))
                .plug(patience::read);
    }

    private static @Nullable OffsetDateTime midnight(@Nullable LocalDate day, int later) {
        return day == null
                ? null
                : day.plusDays(later).atStartOfDay(ChineseDate.ZONE).toOffsetDateTime();
    }

    private static AuditList page(RowSet<Row> rows, int limit) {
        List<AuditList.Entry> entries = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (entries.size() == limit) {
                return new AuditList(entries, last.encode());
            }
            entries.add(entry(row));
            last = new Cursor(row.getOffsetDateTime("at").toLocalDate(), row.getLong("id"));
        }
        return new AuditList(entries, null);
    }

    private static AuditList.Entry entry(Row row) {
        Instant at = row.getOffsetDateTime("at").toInstant();
        return new AuditList.Entry(
                at,
                row.getString("account"),
                row.getString("operation"),
                row.getString("kind"),
                row.getString("object"),
                row.getString("address"),
                row.get(JsonObject.class, "detail").getMap());
    }

    private String write(Map<String, ?> detail) {
        try {
            return json.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A stranger's word may be of any length, an index entry not. */
    private static @Nullable String name(@Nullable String text) {
        return text == null || text.length() <= LONGEST_NAME
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME / 2)) + "…";
    }
}
