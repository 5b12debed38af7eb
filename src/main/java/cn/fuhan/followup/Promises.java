package cn.fuhan.followup;

import cn.fuhan.audit.Audit;
import cn.fuhan.followup.Promise.Change;
import cn.fuhan.followup.Promise.State;
import cn.fuhan.outbox.Outbox;
import cn.fuhan.reply.Code;
import cn.fuhan.web.Base32;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commitments (承诺事项) of letters. Whatever becomes of one is noted with the event that tells the
 * proposers of it ({@link News}), in one transaction; from then on a second reply is due.
 */
@Singleton
public class Promises {

    private static final String AGAIN = "请重新读取，看看是否已经登记；没有的，再提交一次。";

    private static final String READ =
            """
            select p.*, r.code as reply_code, r.draft ->> 'title' as title, n.code as successor,
                   s.code as second_reply, s.listed_on as second_listed_on, s.state as second_state,
                   draft_date(s.draft -> 'letterDate') as second_date,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'state', e.state, 'note', e.note, 'by', e.changed_by, 'at', e.changed_at)
                               order by e.id), '[]')
                      from promise_event e where e.promise_id = p.id) as changes
              from promise p
              join reply r on r.id = p.reply_id
              left join promise n on n.id = p.successor_id
              left join reply s on s.id = p.second_reply_id
            """;

    private static final String READ_ONE = READ + " where p.code = $1";

    private static final String OF_LETTER = READ + " where r.code = $1 order by p.due_on, p.id";

    /** Of a letter that is public, the whole of it. */
    private static final String OF_PUBLIC_LETTER =
            READ
                    + """
                     join publication o on o.reply_id = r.id
                     join revision v on v.reply_id = o.reply_id and v.number = o.revision
                     where r.code = $1 and v.document ->> 'disclosure' = 'FULL'
                     order by p.due_on, p.id
                    """;

    private static final String LIST =
            READ
                    + """
                     where ($1::text is null or p.state = $1)
                       and (not $2 or (p.state <> 'OPEN' and p.second_reply_id is null
                                       and p.successor_id is null))
                       and (p.due_on, p.id) > ($3, $4)
                     order by p.due_on, p.id
                     limit $5
                    """;

    private static final String MAKE =
            """
            insert into promise (reply_id, content, due_on, created_by)
            select id, $2, $3, $4 from reply where code = $1
            returning id, code
            """;

    private static final String HOLD =
            "select id, code, reply_id, state, content, due_on from promise where code = $1 for update";

    private static final String SETTLE =
            """
            update promise
               set state = $2, successor_id = $3, second_reply_due_on = coalesce(second_reply_due_on, $4)
             where id = $1
            """;

    private static final String EVENT =
            "insert into promise_event (promise_id, state, note, changed_by) values ($1, $2, $3, $4) returning id";

    private static final String MISSED =
            """
            select id, code, reply_id, state, content, due_on from promise
             where state = 'OPEN' and due_on < $1
             order by due_on
             limit 100
               for update skip locked
            """;

    private static final String SECOND_REPLY =
            """
            update promise set second_reply_id = (select id from reply where code = $2)
             where code = $1 and state <> 'OPEN'
               and exists (select from reply where code = $2 and id <> promise.reply_id)
            returning id
            """;

    private record Held(
            long id, String code, long replyId, State state, String content, LocalDate due) {}

    private final Pool pool;
    private final Patience patience;
    private final Deadlines deadlines;
    private final Outbox outbox;
    private final Audit audit;

    Promises(Pool pool, Patience patience, Deadlines deadlines, Outbox outbox, Audit audit) {
        this.pool = pool;
        this.patience = patience;
        this.deadlines = deadlines;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Notes what a letter promises. */
    Uni<Promise> make(String replyCode, String content, LocalDate due, String by) {
        Particulars.reasonable("/dueOn", due);
        return pool.withTransaction(
                        transaction ->
                                insert(transaction, Code.parse(replyCode), content, due, by)
                                        .call(code -> record(transaction, by, "promise.make", code))
                                        .chain(code -> read(transaction, code)))
                .plug(writing -> patience.write(AGAIN, writing));
    }

    Uni<Promise> get(String typed) {
        return read(pool, parse(typed)).plug(patience::read);
    }

    /** All promises of a letter. */
    Uni<List<Promise>> of(String replyCode) {
        return many(OF_LETTER, replyCode);
    }

    /** What readers may know of: nothing unless the whole letter is public. */
    Uni<List<Promise>> ofPublic(String replyCode) {
        return many(OF_PUBLIC_LETTER, replyCode);
    }

    /**
     * Promises, those due first first.
     *
     * @param toReply only those for which a second reply is due and missing
     */
    Uni<Promise.Page> list(
            @Nullable State state, boolean toReply, @Nullable String cursor, int limit) {
        Cursor given = Cursor.decode(cursor);
        Cursor from = given == null ? new Cursor(LocalDate.of(1900, 1, 1), 0) : given;
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.from(
                                Arrays.asList(
                                        state == null ? null : state.name(),
                                        toReply,
                                        from.date(),
                                        from.id(),
                                        limit + 1)))
                .plug(patience::read)
                .map(rows -> page(rows, limit));
    }

    /** It was kept (兑现). One that was missed can still be. */
    Uni<Promise> fulfil(String typed, String note, String by) {
        return settle(typed, State.FULFILLED, note, null, by);
    }

    /** It becomes another one (变更): other words, another day, and why. */
    Uni<Promise> change(
            String typed, String note, @Nullable String content, LocalDate due, String by) {
        Particulars.reasonable("/dueOn", due);
        return settle(typed, State.CHANGED, note, new Successor(content, due), by);
    }

    private record Successor(@Nullable String content, LocalDate due) {}

    private Uni<Promise> settle(
            String typed, State state, String note, @Nullable Successor successor, String by) {
        String code = parse(typed);
        return pool.withTransaction(
                        transaction ->
                                hold(transaction, code)
                                        .invoke(Promises::requireUnsettled)
                                        .chain(
                                                held ->
                                                        succeed(transaction, held, successor, by)
                                                                .chain(
                                                                        next ->
                                                                                settle(
                                                                                        transaction,
                                                                                        held,
                                                                                        state,
                                                                                        next,
                                                                                        note,
                                                                                        by)))
                                        .chain(() -> read(transaction, code)))
                .plug(writing -> patience.write(AGAIN, writing));
    }

    private Uni<@Nullable Long> succeed(
            SqlConnection transaction, Held held, @Nullable Successor successor, String by) {
        if (successor == null) {
            return Uni.createFrom().nullItem();
        }
        return transaction
                .preparedQuery(
                        "insert into promise (reply_id, content, due_on, created_by) values ($1, $2, $3, $4) returning id")
                .execute(
                        Tuple.of(
                                held.replyId(),
                                successor.content() == null ? held.content() : successor.content(),
                                successor.due(),
                                by))
                .map(rows -> rows.iterator().next().getLong("id"));
    }

    private Uni<Void> settle(
            SqlConnection transaction,
            Held held,
            State state,
            @Nullable Long successor,
            @Nullable String note,
            String by) {
        return transaction
                .preparedQuery(SETTLE)
                .execute(
                        Tuple.of(
                                held.id(),
                                state.name(),
                                successor,
                                deadlines.ofSecondReply(Deadlines.today())))
                .chain(
                        () ->
                                transaction
                                        .preparedQuery(EVENT)
                                        .execute(Tuple.of(held.id(), state.name(), note, by)))
                .call(
                        () ->
                                record(
                                        transaction,
                                        by,
                                        "promise." + state.name().toLowerCase(Locale.ROOT),
                                        held.code()))
                .chain(
                        rows ->
                                outbox.put(
                                        transaction,
                                        News.PROMISE,
                                        "promise " + rows.iterator().next().getLong("id"),
                                        Map.of(
                                                "reply",
                                                held.replyId(),
                                                "content",
                                                news(held, state, note))));
    }

    private static String news(Held held, State state, @Nullable String note) {
        return "复函中承诺的“%s”%s%s"
                .formatted(
                        held.content(),
                        switch (state) {
                            case FULFILLED -> "已兑现";
                            case CHANGED -> "已变更";
                            case MISSED -> "到期没有兑现，承办单位将作说明";
                            case OPEN -> throw new IllegalStateException("nothing happened");
                        },
                        note == null ? "。" : "：" + note);
    }

    /** Notes those that are past their day as missed (逾期未兑现); how many. */
    Uni<Integer> miss(LocalDate today) {
        return pool.withTransaction(
                transaction ->
                        transaction
                                .preparedQuery(MISSED)
                                .execute(Tuple.of(today))
                                .map(Promises::held)
                                .chain(
                                        due ->
                                                Multi.createFrom()
                                                        .iterable(due)
                                                        .onItem()
                                                        .transformToUniAndConcatenate(
                                                                held ->
                                                                        settle(
                                                                                        transaction,
                                                                                        held,
                                                                                        State
                                                                                                .MISSED,
                                                                                        null,
                                                                                        null,
                                                                                        Audit
                                                                                                .SERVICE)
                                                                                .replaceWith(held))
                                                        .collect()
                                                        .asList()
                                                        .map(List::size)));
    }

    /** Links the second reply (第二次答复), another letter. */
    Uni<Promise> secondReply(String typed, String replyCode, String by) {
        String code = parse(typed);
        return pool.withTransaction(
                        transaction ->
                                transaction
                                        .preparedQuery(SECOND_REPLY)
                                        .execute(Tuple.of(code, Code.parse(replyCode)))
                                        .invoke(
                                                rows -> {
                                                    if (rows.size() == 0) {
                                                        throw new Problem(ProblemType.INVALID)
                                                                .error(
                                                                        "/reply",
                                                                        "须是另一件已导入的复函；承诺有了变化之后才有第二次答复");
                                                    }
                                                })
                                        .chain(() -> record(transaction, by, "promise.reply", code))
                                        .chain(() -> read(transaction, code)))
                .plug(writing -> patience.write(AGAIN, writing));
    }

    private Uni<Void> record(SqlConnection transaction, String by, String operation, String code) {
        return audit.record(transaction, new Audit.Event(by, operation, "promise", code, Map.of()));
    }

    private static Uni<String> insert(
            SqlConnection transaction, String reply, String content, LocalDate due, String by) {
        return transaction
                .preparedQuery(MAKE)
                .execute(Tuple.of(reply, content.strip(), due, by))
                .chain(
                        rows -> {
                            if (rows.size() == 0) {
                                throw new Problem(ProblemType.NOT_FOUND, "没有这个编号的复函。");
                            }
                            Row row = rows.iterator().next();
                            return transaction
                                    .preparedQuery(EVENT)
                                    .execute(
                                            Tuple.of(
                                                    row.getLong("id"), State.OPEN.name(), null, by))
                                    .replaceWith(row.getString("code"));
                        });
    }

    private static Uni<Held> hold(SqlConnection transaction, String code) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(code))
                .map(
                        rows -> {
                            for (Held held : held(rows)) {
                                return held;
                            }
                            throw notFound();
                        });
    }

    private static List<Held> held(RowSet<Row> rows) {
        List<Held> all = new ArrayList<>();
        for (Row row : rows) {
            all.add(
                    new Held(
                            row.getLong("id"),
                            row.getString("code"),
                            row.getLong("reply_id"),
                            State.valueOf(row.getString("state")),
                            row.getString("content"),
                            row.getLocalDate("due_on")));
        }
        return all;
    }

    private static void requireUnsettled(Held held) {
        if (held.state() == State.FULFILLED || held.state() == State.CHANGED) {
            throw new Problem(
                    ProblemType.ALREADY_SETTLED, "这一项承诺" + held.state().label() + "，不能再改。");
        }
    }

    private Uni<Promise> read(SqlClient client, String code) {
        return client.preparedQuery(READ_ONE)
                .execute(Tuple.of(code))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return promise(row);
                            }
                            throw notFound();
                        });
    }

    private Uni<List<Promise>> many(String sql, String replyCode) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(Code.parse(replyCode)))
                .plug(patience::read)
                .map(
                        rows -> {
                            List<Promise> all = new ArrayList<>();
                            rows.forEach(row -> all.add(promise(row)));
                            return all;
                        });
    }

    private Promise.Page page(RowSet<Row> rows, int limit) {
        List<Promise> items = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                return new Promise.Page(items, last.encode());
            }
            items.add(promise(row));
            last = new Cursor(row.getLocalDate("due_on"), row.getLong("id"));
        }
        return new Promise.Page(items, null);
    }

    private Promise promise(Row row) {
        State state = State.valueOf(row.getString("state"));
        List<Change> changes =
                AssignmentRow.objects(row.getJsonArray("changes")).stream()
                        .map(Promises::change)
                        .toList();
        LocalDate settled =
                state == State.FULFILLED || state == State.CHANGED
                        ? Deadlines.day(changes.get(changes.size() - 1).changedAt())
                        : null;
        LocalDate secondDue = row.getLocalDate("second_reply_due_on");
        boolean replied =
                row.getString("second_state") != null
                        && !row.getString("second_state").equals("DRAFT");
        return new Promise(
                row.getString("code"),
                row.getString("reply_code"),
                row.getString("title"),
                row.getString("content"),
                state,
                deadlines.of(row.getLocalDate("due_on"), settled),
                row.getString("successor"),
                secondDue == null
                        ? null
                        : deadlines.of(
                                secondDue,
                                replied
                                        ? row.getLocalDate("second_date") == null
                                                ? row.getLocalDate("second_listed_on")
                                                : row.getLocalDate("second_date")
                                        : null),
                row.getString("second_reply"),
                changes);
    }

    private static Change change(JsonObject e) {
        return new Change(
                State.valueOf(e.getString("state")),
                e.getString("note"),
                e.getString("by"),
                OffsetDateTime.parse(e.getString("at")).toInstant());
    }

    private static String parse(String typed) {
        String code = Base32.parse(typed, 10);
        if (code.isEmpty()) {
            throw notFound();
        }
        return code;
    }

    private static Problem notFound() {
        return new Problem(ProblemType.NOT_FOUND, "没有这个编号的承诺事项。");
    }
}
