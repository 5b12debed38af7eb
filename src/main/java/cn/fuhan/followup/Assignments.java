package cn.fuhan.followup;

import cn.fuhan.audit.Audit;
import cn.fuhan.reply.Code;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Versions;
import cn.fuhan.web.Base32;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was assigned (交办件), and each step of handling it. A change is one transaction: it takes the
 * assignment's lock, checks, writes, and reads what there is now.
 */
@Singleton
public class Assignments {

    private static final int CODE_LENGTH = 10;
    private static final String AGAIN = "请重新读取这一件，看看修改是否已在；不在的，再提交一次。";

    private static final String READ =
            """
            select a.*,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'id', c.id, 'name', c.name, 'askedOn', c.asked_on, 'dueOn', c.due_on,
                               'givenOn', c.given_on, 'opinion', c.opinion) order by c.id), '[]')
                      from co_handler c where c.assignment_id = a.id) as co_handlers,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'code', l.code, 'title', l.title, 'state', l.state, 'outcome', l.outcome,
                               'disclosure', l.disclosure, 'letterDate', l.letter_date) order by l.reply_id), '[]')
                      from assignment_letter l where l.assignment_id = a.id) as replies,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'code', r.code, 'title', r.draft ->> 'title',
                               'session', r.draft -> 'proposal' ->> 'session',
                               'number', r.draft -> 'proposal' ->> 'number',
                               'promises', (select coalesce(jsonb_agg(jsonb_build_object(
                                                       'content', p.content, 'dueOn', p.due_on, 'state', p.state)
                                                       order by p.due_on, p.id), '[]')
                                              from promise p where p.reply_id = r.id)) order by r.id), '[]')
                      from forerunner f join reply r on r.id = f.reply_id where f.assignment_id = a.id) as forerunners
              from assignment_answer a
            """;

    private static final String READ_ONE = READ + " where a.code = $1";

    /** What isn't answered yet; the first condition is one that an index of the table can serve. */
    private static final String LIST_OPEN =
            READ
                    + """
                     where a.answered_on is null and a.answered is null
                       and ($1::date is null or a.due_on <= $1) and (a.due_on, a.id) > ($2, $3)
                     order by a.due_on, a.id
                     limit $4
                    """;

    private static final String LIST_ANSWERED =
            READ
                    + """
                     where a.answered is not null
                       and ($1::date is null or a.due_on <= $1) and (a.due_on, a.id) < ($2, $3)
                     order by a.due_on desc, a.id desc
                     limit $4
                    """;

    private static final String CREATE =
            """
            insert into assignment (code, kind, session, number, title, proposers, department, assigned_on, due_on,
                                    created_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;

    private static final String HOLD =
            """
            select id, version, assigned_on, due_on, first_due_on from assignment where code = $1 for update
            """;

    private static final String EDIT =
            """
            update assignment
               set kind = $2, session = $3, number = $4, title = $5, proposers = $6, department = $7,
                   assigned_on = $8, due_on = $9,
                   first_due_on = case when extension_reason is not null then least(first_due_on, $9) end
             where id = $1
            """;

    private static final String EXTEND =
            """
            update assignment
               set first_due_on = coalesce(first_due_on, due_on), due_on = $2, extension_reason = $3, extended_by = $4,
                   extended_at = now()
             where id = $1
            """;

    private static final String ANSWER = "update assignment set answered_on = $2 where id = $1";

    private static final String WISH =
            "update assignment set wish = $2, wish_note = $3, wished_on = $4 where id = $1";

    private static final String DECIDE =
            """
            update assignment set decision = $2, decision_reason = $3, decided_by = $4, decided_at = now() where id = $1
            """;

    private static final String ASK =
            """
            insert into co_handler (assignment_id, name, asked_on, due_on) values ($1, $2, $3, $4)
            on conflict (assignment_id, name) do nothing
            """;

    private static final String GIVE =
            """
            update co_handler set given_on = $3, opinion = $4
             where assignment_id = $1 and id = $2 and ($3::date is null or $3 >= asked_on)
            returning id
            """;

    private static final String STOP_ASKING =
            "delete from co_handler where assignment_id = $1 and id = $2 and given_on is null returning id";

    private static final String PRECEDE =
            """
            insert into forerunner (assignment_id, reply_id, noted_by)
            select $1, r.id, $3 from reply r
             where r.code = $2
               and not exists (select from assignment_letter l where l.assignment_id = $1 and l.reply_id = r.id)
            on conflict (assignment_id, reply_id) do update set noted_by = forerunner.noted_by
            returning reply_id
            """;

    private static final String FORGET =
            """
            delete from forerunner f using reply r
             where f.reply_id = r.id and f.assignment_id = $1 and r.code = $2
            returning f.reply_id
            """;

    private static final String COUNT = "update assignment set version = version + 1 where id = $1";

    /** An assignment whose row is locked. */
    record Held(
            long id,
            long version,
            LocalDate assignedOn,
            LocalDate dueOn,
            @Nullable LocalDate firstDueOn) {}

    /** What a change does, in the transaction that holds the assignment. */
    interface Step {
        Uni<?> in(SqlConnection transaction, Held held);
    }

    private final Pool pool;
    private final Patience patience;
    private final Deadlines deadlines;
    private final Audit audit;

    Assignments(Pool pool, Patience patience, Deadlines deadlines, Audit audit) {
        this.pool = pool;
        this.patience = patience;
        this.deadlines = deadlines;
        this.audit = audit;
    }

    /** Registers an assignment; fails with already-assigned for one that is here. */
    Uni<Assignment> create(Particulars p, String by) {
        String code = Base32.random(CODE_LENGTH);
        List<Object> values = new ArrayList<>(List.of(code));
        values.addAll(values(p));
        values.add(by);
        return write(
                "请原样再登记一次：如果已经登记，答复 409，不会有两份。",
                transaction ->
                        transaction
                                .preparedQuery(CREATE)
                                .execute(Tuple.from(values))
                                .chain(
                                        () ->
                                                audit.record(
                                                        transaction,
                                                        new Audit.Event(
                                                                by,
                                                                "assignment.create",
                                                                "assignment",
                                                                code,
                                                                Map.of())))
                                .chain(() -> read(transaction, code)));
    }

    Uni<Assignment> get(String typed) {
        return read(pool, parse(typed)).plug(patience::read);
    }

    /**
     * A page of assignments.
     *
     * @param answered whether those that are, the latest first, or those that aren't, the most
     *     urgent first
     * @param least those with this warning or a stronger one
     */
    Uni<AssignmentList> list(boolean answered, Warning least, @Nullable String cursor, int limit) {
        Cursor from = Cursor.decode(cursor);
        if (from == null) {
            from = answered ? Cursor.START : new Cursor(LocalDate.of(1900, 1, 1), 0);
        }
        LocalDate due = least == Warning.NONE ? null : deadlines.last(least);
        return pool.preparedQuery(answered ? LIST_ANSWERED : LIST_OPEN)
                .execute(Tuple.of(due, from.date(), from.id(), limit + 1))
                .plug(patience::read)
                .map(rows -> page(rows, limit));
    }

    /** Corrects what was registered. */
    Uni<Assignment> edit(String code, Versions versions, Particulars p, String by) {
        return change(
                code,
                versions,
                by,
                "assignment.edit",
                Map.of(),
                (transaction, held) -> {
                    List<Object> values = new ArrayList<>(List.of(held.id()));
                    values.addAll(values(p));
                    return transaction.preparedQuery(EDIT).execute(Tuple.from(values));
                });
    }

    /** Extends the due date (延期), to six months from the assignment at most. */
    Uni<Assignment> extend(
            String code, Versions versions, LocalDate until, String reason, String by) {
        return change(
                code,
                versions,
                by,
                "assignment.extend",
                Map.of("until", until.toString(), "reason", reason.strip()),
                (transaction, held) -> {
                    if (!until.isAfter(held.dueOn())) {
                        throw new Problem(ProblemType.INVALID)
                                .error("/until", "须晚于现在的期限 " + held.dueOn());
                    }
                    LocalDate longest = deadlines.longest(held.assignedOn());
                    if (until.isAfter(longest)) {
                        throw new Problem(ProblemType.INVALID)
                                .error("/until", "交办之日起至多六个月，即到 " + longest);
                    }
                    return transaction
                            .preparedQuery(EXTEND)
                            .execute(Tuple.of(held.id(), until, reason.strip(), by));
                });
    }

    /**
     * Notes when it was answered (办复).
     *
     * @param on null takes the note back
     */
    Uni<Assignment> answer(String code, Versions versions, @Nullable LocalDate on, String by) {
        return change(
                code,
                versions,
                by,
                "assignment.answer",
                on == null ? Map.of() : Map.of("on", on.toString()),
                (transaction, held) -> {
                    notBefore("/on", on, held.assignedOn(), "交办日期");
                    notInTheFuture("/on", on);
                    return transaction.preparedQuery(ANSWER).execute(Tuple.of(held.id(), on));
                });
    }

    /** Notes the proposer's wish about publication (公开意愿). */
    Uni<Assignment> wish(
            String code,
            Versions versions,
            Disclosure wish,
            @Nullable String note,
            @Nullable LocalDate on,
            String by) {
        LocalDate day = on == null ? Deadlines.today() : on;
        notInTheFuture("/on", day);
        Particulars.reasonable("/on", day);
        return change(
                code,
                versions,
                by,
                "assignment.wish",
                Map.of("wish", wish.name()),
                (transaction, held) ->
                        transaction
                                .preparedQuery(WISH)
                                .execute(Tuple.of(held.id(), wish.name(), text(note), day)));
    }

    /** Decides how the answer is published (公开决定); all but FULL needs its reason. */
    Uni<Assignment> decide(
            String code,
            Versions versions,
            Disclosure decision,
            @Nullable String reason,
            String by) {
        if (decision != Disclosure.FULL && text(reason) == null) {
            throw new Problem(ProblemType.INVALID).error("/reason", "不全文公开的，请写明理由");
        }
        return change(
                code,
                versions,
                by,
                "assignment.decide",
                Map.of("decision", decision.name()),
                (transaction, held) ->
                        transaction
                                .preparedQuery(DECIDE)
                                .execute(Tuple.of(held.id(), decision.name(), text(reason), by)));
    }

    /** Asks co-handlers for their opinions; one that was asked before stays as it is. */
    Uni<Assignment> ask(
            String code,
            Versions versions,
            List<String> names,
            @Nullable LocalDate on,
            @Nullable LocalDate due,
            String by) {
        LocalDate asked = on == null ? Deadlines.today() : on;
        Particulars.reasonable("/askedOn", asked);
        LocalDate until = due == null ? deadlines.ofOpinion(asked) : due;
        Particulars.reasonable("/dueOn", until);
        notBefore("/dueOn", until, asked, "征求意见的日期");
        return change(
                code,
                versions,
                by,
                "assignment.ask",
                Map.of("names", names),
                (transaction, held) ->
                        transaction
                                .preparedQuery(ASK)
                                .executeBatch(
                                        names.stream()
                                                .map(String::strip)
                                                .distinct()
                                                .map(
                                                        name ->
                                                                Tuple.of(
                                                                        held.id(), name, asked,
                                                                        until))
                                                .toList()));
    }

    /**
     * Notes a co-handler's opinion.
     *
     * @param on when it was given, null takes the note back
     */
    Uni<Assignment> give(
            String code,
            Versions versions,
            long coHandler,
            @Nullable LocalDate on,
            @Nullable String opinion,
            String by) {
        if (on == null && text(opinion) != null) {
            throw new Problem(ProblemType.INVALID).error("/givenOn", "写了意见，就请写反馈日期");
        }
        notInTheFuture("/givenOn", on);
        return change(
                code,
                versions,
                by,
                "assignment.opinion",
                Map.of("coHandler", coHandler),
                (transaction, held) ->
                        transaction
                                .preparedQuery(GIVE)
                                .execute(Tuple.of(held.id(), coHandler, on, text(opinion)))
                                .invoke(
                                        rows -> {
                                            if (rows.size() == 0) {
                                                throw new Problem(
                                                        ProblemType.NOT_FOUND,
                                                        "这一件没有这个会办单位，或反馈日期早于征求意见的日期。");
                                            }
                                        }));
    }

    /** Takes back the request to a co-handler that hasn't answered. */
    Uni<Assignment> stopAsking(String code, Versions versions, long coHandler, String by) {
        return change(
                code,
                versions,
                by,
                "assignment.unask",
                Map.of("coHandler", coHandler),
                (transaction, held) ->
                        transaction
                                .preparedQuery(STOP_ASKING)
                                .execute(Tuple.of(held.id(), coHandler))
                                .invoke(
                                        rows -> {
                                            if (rows.size() == 0) {
                                                throw new Problem(
                                                        ProblemType.NOT_FOUND,
                                                        "这一件没有这个会办单位，或它已经反馈了意见，不能删除。");
                                            }
                                        }));
    }

    /** Links an earlier letter about the same (以往的复函), or takes the link back. */
    Uni<Assignment> forerunner(
            String code, Versions versions, String replyCode, boolean linked, String by) {
        String reply = Code.parse(replyCode);
        return change(
                code,
                versions,
                by,
                "assignment.forerunner",
                Map.of("letter", reply, "linked", linked),
                (transaction, held) ->
                        transaction
                                .preparedQuery(linked ? PRECEDE : FORGET)
                                .execute(
                                        linked
                                                ? Tuple.of(held.id(), reply, by)
                                                : Tuple.of(held.id(), reply))
                                .invoke(
                                        rows -> {
                                            if (rows.size() == 0) {
                                                throw new Problem(
                                                        ProblemType.NOT_FOUND,
                                                        linked
                                                                ? "没有这件复函，或它就是这一件的答复。"
                                                                : "没有登记过这件以往的复函。");
                                            }
                                        }));
    }

    private Uni<Assignment> change(
            String typed,
            Versions versions,
            String by,
            String operation,
            Map<String, ?> detail,
            Step step) {
        String code = parse(typed);
        Audit.Event event = new Audit.Event(by, operation, "assignment", code, detail);
        return write(
                AGAIN,
                transaction ->
                        hold(transaction, code)
                                .invoke(held -> versions.require(held.version()))
                                .chain(
                                        held ->
                                                step.in(transaction, held)
                                                        .chain(
                                                                () ->
                                                                        transaction
                                                                                .preparedQuery(
                                                                                        COUNT)
                                                                                .execute(
                                                                                        Tuple.of(
                                                                                                held
                                                                                                        .id()))))
                                .chain(() -> audit.record(transaction, event))
                                .chain(() -> read(transaction, code)));
    }

    private Uni<Assignment> write(String again, Function<SqlConnection, Uni<Assignment>> work) {
        return pool.withTransaction(work)
                .plug(writing -> patience.write(again, writing))
                .onFailure(Assignments::isTwin)
                .transform(e -> new Problem(ProblemType.ALREADY_ASSIGNED));
    }

    private static Uni<Held> hold(SqlConnection transaction, String code) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(code))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Held(
                                        row.getLong("id"),
                                        row.getLong("version"),
                                        row.getLocalDate("assigned_on"),
                                        row.getLocalDate("due_on"),
                                        row.getLocalDate("first_due_on"));
                            }
                            throw notFound();
                        });
    }

    private Uni<Assignment> read(SqlClient client, String code) {
        return client.preparedQuery(READ_ONE)
                .execute(Tuple.of(code))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return AssignmentRow.assignment(row, deadlines);
                            }
                            throw notFound();
                        });
    }

    private AssignmentList page(RowSet<Row> rows, int limit) {
        List<Assignment> items = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                return new AssignmentList(items, last.encode());
            }
            items.add(AssignmentRow.assignment(row, deadlines));
            last = new Cursor(row.getLocalDate("due_on"), row.getLong("id"));
        }
        return new AssignmentList(items, null);
    }

    private List<@Nullable Object> values(Particulars p) {
        LocalDate due = p.due(deadlines);
        return Arrays.asList(
                p.kind().name(),
                p.session(),
                p.number(),
                p.title(),
                p.proposers().stream().map(String::strip).toArray(String[]::new),
                p.department(),
                p.assignedOn(),
                due);
    }

    static String parse(String typed) {
        String code = Base32.parse(typed, CODE_LENGTH);
        if (code.isEmpty()) {
            throw notFound();
        }
        return code;
    }

    static Problem notFound() {
        return new Problem(ProblemType.NOT_FOUND, "没有这个编号的交办件。编号是 10 位数字和字母，请核对后再试。");
    }

    static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static void notInTheFuture(String pointer, @Nullable LocalDate date) {
        if (date != null && date.isAfter(Deadlines.today())) {
            throw new Problem(ProblemType.INVALID).error(pointer, "还没有到这一天");
        }
    }

    private static void notBefore(
            String pointer, @Nullable LocalDate date, LocalDate first, String what) {
        if (date != null && date.isBefore(first)) {
            throw new Problem(ProblemType.INVALID).error(pointer, "不能早于" + what + " " + first);
        }
    }

    private static boolean isTwin(Throwable e) {
        return e instanceof PgException pg && "23505".equals(pg.getSqlState());
    }
}
