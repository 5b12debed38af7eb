package cn.fuhan.followup;

import cn.fuhan.audit.Audit;
import cn.fuhan.followup.Rehandling.Closing;
import cn.fuhan.followup.Rehandling.Contact;
import cn.fuhan.followup.Rehandling.Way;
import cn.fuhan.reply.Code;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.Letter;
import cn.fuhan.web.Base32;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cases of re-handling (二次办理). The database opens one in the transaction of the receipt that says
 * 不满意 (V14__promise.sql); it ends when somebody says what happened, and in no other way.
 */
@Singleton
public class Rehandlings {

    private static final String AGAIN = "请重新读取这一件，看看是否已经登记；没有的，再提交一次。";

    private static final String READ =
            """
            select c.*, r.code as reply_code, r.draft ->> 'title' as title, i.proposer, v.number, v.opinion, v.contact,
                   (select l.rating from receipt l where l.invitation_id = i.id order by l.version desc limit 1) as rating,
                   s.code as second_reply, s.state as second_state,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'on', t.contacted_on, 'way', t.way, 'note', t.note, 'by', t.noted_by) order by t.id), '[]')
                      from rehandling_contact t where t.rehandling_id = c.id) as contacts
              from rehandling c
              join receipt v on v.id = c.receipt_id
              join invitation i on i.id = c.invitation_id
              join reply r on r.id = i.reply_id
              left join reply s on s.id = c.second_reply_id
            """;

    private static final String READ_ONE = READ + " where c.code = $1";

    private static final String LIST =
            READ
                    + """
                     where (c.closed_at is not null) = $1 and c.id > $2
                     order by c.id
                     limit $3
                    """;

    private static final String HOLD =
            """
            select c.id, c.closed_at, c.round, i.proposer, i.reply_id, r.code as reply_code,
                   exists (select from rehandling_contact t where t.rehandling_id = c.id) as contacted
              from rehandling c
              join invitation i on i.id = c.invitation_id
              join reply r on r.id = i.reply_id
             where c.code = $1
               for update of c
            """;

    private static final String CONTACT =
            """
            insert into rehandling_contact (rehandling_id, contacted_on, way, note, noted_by)
            values ($1, $2, $3, $4, $5)
            """;

    private static final String SECOND_REPLY =
            """
            update rehandling set second_reply_id = r.id from reply r
             where rehandling.id = $1 and r.code = $2 and r.id <> $3
            returning r.id
            """;

    private static final String CLOSE =
            "update rehandling set closed_at = now(), closed_by = $2, outcome = $3 where id = $1";

    private record Held(
            long id,
            boolean closed,
            int round,
            String proposer,
            long replyId,
            String replyCode,
            boolean contacted) {}

    private interface Step {
        Uni<?> in(SqlConnection transaction, Held held);
    }

    private final Pool pool;
    private final Patience patience;
    private final Deadlines deadlines;
    private final Drafts drafts;
    private final Audit audit;

    Rehandlings(Pool pool, Patience patience, Deadlines deadlines, Drafts drafts, Audit audit) {
        this.pool = pool;
        this.patience = patience;
        this.deadlines = deadlines;
        this.drafts = drafts;
        this.audit = audit;
    }

    Uni<Rehandling> get(String typed) {
        return read(pool, parse(typed)).plug(patience::read);
    }

    /** Cases, the oldest first. */
    Uni<Rehandling.Page> list(boolean closed, @Nullable String cursor, int limit) {
        Cursor from = Cursor.decode(cursor);
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(closed, from == null ? 0 : from.id(), limit + 1))
                .plug(patience::read)
                .map(rows -> page(rows, limit));
    }

    /** Notes a talk with the proposer (沟通). */
    Uni<Rehandling> contact(String code, LocalDate on, Way way, String note, String by) {
        Particulars.reasonable("/on", on);
        Assignments.notInTheFuture("/on", on);
        return change(
                code,
                by,
                "case.contact",
                (transaction, held) ->
                        transaction
                                .preparedQuery(CONTACT)
                                .execute(Tuple.of(held.id(), on, way.name(), note.strip(), by)));
    }

    /** Links a letter that is here as the second reply (第二次答复). */
    Uni<Rehandling> secondReply(String code, String replyCode, String by) {
        String reply = Code.parse(replyCode);
        return change(
                code,
                by,
                "case.reply",
                (transaction, held) ->
                        transaction
                                .preparedQuery(SECOND_REPLY)
                                .execute(Tuple.of(held.id(), reply, held.replyId()))
                                .invoke(
                                        rows -> {
                                            if (rows.size() == 0) {
                                                throw new Problem(ProblemType.INVALID)
                                                        .error("/reply", "须是另一件已导入的复函");
                                            }
                                        }));
    }

    /**
     * Drafts the second reply: a letter to this proposer about the same proposal, whose text is to
     * be written, and links it. Two transactions: where only the first was done, the second attempt
     * finds the draft.
     */
    Uni<Rehandling> draftSecondReply(String typed, String by) {
        String code = parse(typed);
        return pool.withTransaction(
                        transaction -> hold(transaction, code).invoke(Rehandlings::requireOpen))
                .plug(patience::read)
                .chain(
                        held ->
                                drafts.get(held.replyCode())
                                        .map(first -> second(first.draft(), held))
                                        .chain(letter -> drafts.take(letter, List.of(), by))
                                        .map(DeskReply::code)
                                        .onFailure(Rehandlings::isHere)
                                        .recoverWithUni(
                                                e -> Uni.createFrom().item(codeOf((Problem) e))))
                .chain(reply -> secondReply(code, reply, by));
    }

    /** Ends the case: what happened, and who says so. A talk must have been noted. */
    Uni<Rehandling> close(String code, String outcome, String by) {
        return change(
                code,
                by,
                "case.close",
                (transaction, held) -> {
                    if (!held.contacted()) {
                        throw new Problem(ProblemType.CASE_NOT_READY);
                    }
                    return transaction
                            .preparedQuery(CLOSE)
                            .execute(Tuple.of(held.id(), by, outcome.strip()));
                });
    }

    private Uni<Rehandling> change(String typed, String by, String operation, Step step) {
        String code = parse(typed);
        return pool.withTransaction(
                        transaction ->
                                hold(transaction, code)
                                        .invoke(Rehandlings::requireOpen)
                                        .call(held -> step.in(transaction, held))
                                        .chain(
                                                held ->
                                                        audit.record(
                                                                transaction,
                                                                new Audit.Event(
                                                                        by,
                                                                        operation,
                                                                        "case",
                                                                        code,
                                                                        Map.of(
                                                                                "letter",
                                                                                held.replyCode()))))
                                        .chain(() -> read(transaction, code)))
                .plug(writing -> patience.write(AGAIN, writing));
    }

    private static void requireOpen(Held held) {
        if (held.closed()) {
            throw new Problem(ProblemType.CASE_CLOSED);
        }
    }

    private static boolean isHere(Throwable e) {
        return e instanceof Problem p && p.type() == ProblemType.ALREADY_IMPORTED;
    }

    private static String codeOf(Problem alreadyHere) {
        return String.valueOf(alreadyHere.member("code"));
    }

    private static Letter second(Letter first, Held held) {
        String count = held.round() == 1 ? "再次" : "第" + (held.round() + 1) + "次";
        String office = first.kind() == Letter.Kind.PROPOSAL ? "委员" : "代表";
        return new Letter(
                first.kind(),
                (first.title() == null ? "复函" : first.title()) + "（" + count + "答复）",
                null,
                null,
                first.department(),
                first.coHandlers(),
                first.topics(),
                first.genre(),
                null,
                first.disclosure(),
                new Letter.Proposal(
                        first.proposal().number(),
                        first.proposal().session(),
                        first.proposal().title(),
                        List.of(held.proposer())),
                List.of(held.proposer() + office),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                first.signature(),
                List.of(),
                first.contact());
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
                                        row.getOffsetDateTime("closed_at") != null,
                                        row.getInteger("round"),
                                        row.getString("proposer"),
                                        row.getLong("reply_id"),
                                        row.getString("reply_code"),
                                        row.getBoolean("contacted"));
                            }
                            throw notFound();
                        });
    }

    private Uni<Rehandling> read(SqlClient client, String code) {
        return client.preparedQuery(READ_ONE)
                .execute(Tuple.of(code))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return rehandling(row);
                            }
                            throw notFound();
                        });
    }

    private Rehandling.Page page(RowSet<Row> rows, int limit) {
        List<Rehandling> items = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                return new Rehandling.Page(items, last.encode());
            }
            items.add(rehandling(row));
            last = new Cursor(row.getOffsetDateTime("opened_at").toLocalDate(), row.getLong("id"));
        }
        return new Rehandling.Page(items, null);
    }

    private Rehandling rehandling(Row row) {
        var opened = row.getOffsetDateTime("opened_at").toInstant();
        OffsetDateTime closed = row.getOffsetDateTime("closed_at");
        return new Rehandling(
                row.getString("code"),
                row.getString("reply_code"),
                row.getString("title"),
                row.getString("proposer"),
                row.getInteger("round"),
                row.getString("number"),
                row.getString("opinion"),
                row.getString("contact"),
                row.getString("rating"),
                opened,
                deadlines.of(
                        deadlines.ofRehandling(Deadlines.day(opened)),
                        closed == null ? null : Deadlines.day(closed.toInstant())),
                AssignmentRow.objects(row.getJsonArray("contacts")).stream()
                        .map(Rehandlings::contact)
                        .toList(),
                row.getString("second_reply"),
                row.getString("second_state"),
                closed == null
                        ? null
                        : new Closing(
                                row.getString("outcome"),
                                row.getString("closed_by"),
                                closed.toInstant()));
    }

    private static Contact contact(JsonObject t) {
        return new Contact(
                LocalDate.parse(t.getString("on")),
                Way.valueOf(t.getString("way")),
                t.getString("note"),
                t.getString("by"));
    }

    private static String parse(String typed) {
        String code = Base32.parse(typed, 10);
        if (code.isEmpty()) {
            throw notFound();
        }
        return code;
    }

    private static Problem notFound() {
        return new Problem(ProblemType.NOT_FOUND, "没有这个编号的重新办理。");
    }
}
