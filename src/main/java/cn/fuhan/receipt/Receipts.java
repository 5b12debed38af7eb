package cn.fuhan.receipt;

import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receipts, stored once however often they are sent. One statement is the whole transaction: it
 * finds the invitation, takes its lock, looks for the key, stores, and puts into the outbox (topic
 * {@value #TOPIC}) what an account is to hear of; when its answer is here, it is committed. What
 * was sent at the same moment either sees the lock, or runs into the unique key and is tried again,
 * when it finds what was stored.
 */
@Singleton
public class Receipts {

    /** A receipt was stored for an invitation that belongs to an account. */
    public static final String TOPIC = "receipt";

    private static final String AGAIN =
            "请稍候，用同一个 Idempotency-Key 原样再发一次（在网页上就返回填写的一页再提交一次），不会存成两份。";

    /** Advisory locks of this room lie above this number, one for each invitation. */
    private static final String STORE =
            """
            with invited as (
                select i.id, i.proposer, i.expires_at, i.account_id, r.code, r.state, r.withdrawn_reason,
                       r.current_revision
                  from invitation i
                  join reply r on r.id = i.reply_id
                 where (i.id = (select c.invitation_id from receipt_code c where c.hash = $1) or i.account_id = $11)
                   and ($2::text is null or r.code = $2)
            ), earlier as (
                select e.* from receipt e join invited i on e.invitation_id = i.id where e.idempotency_key = $3
            ), lock as (
                select pg_try_advisory_xact_lock(4398046511104 + id) as held from invited
            ), stored as (
                insert into receipt (number, invitation_id, version, reply_revision, rating, attitude, opinion,
                                     contact, channel, idempotency_key, request_digest, account_id,
                                     opinion_public)
                select $4, i.id, 1 + (select count(*) from receipt v where v.invitation_id = i.id),
                       case when i.state = 'PUBLISHED' then i.current_revision end, $5, $6, $7, $8, $9, $3, $10, $11,
                       $12
                  from invited i, lock
                 where lock.held and i.state <> 'WITHDRAWN' and now() < i.expires_at
                   and not exists (select from earlier)
                returning *
            ), told as (
                insert into outbox (topic, key, payload)
                select 'receipt', s.number, jsonb_build_object('number', s.number)
                  from stored s, invited i where i.account_id is not null
            )
            select i.proposer, i.expires_at, i.code, i.state, i.withdrawn_reason, lock.held,
                   r.number, r.version, r.rating, r.attitude, r.opinion, r.contact, r.opinion_public, r.reply_revision,
                   r.received_at, r.request_digest, r.fresh
              from invited i
             cross join lock
              left join (select *, true as fresh from stored union all select *, false from earlier) r on true
            """;

    private static final String LIST =
            """
            select v.id, r.code, i.proposer, i.expires_at, v.number, v.version, v.rating, v.attitude, v.opinion,
                   v.contact, v.opinion_public, v.reply_revision, v.received_at, v.channel, w.approved as opinion_approved, r.draft->>'title' as title,
                   (select verdict from opinion_check o where o.receipt_id = v.id) as verdict,
                   not exists (select from receipt l
                                where l.invitation_id = v.invitation_id and l.version > v.version) as current
              from receipt v
              join invitation i on i.id = v.invitation_id
              join reply r on r.id = i.reply_id
              left join opinion_review w on w.receipt_id = v.id
             where ($1::text is null or r.code = $1) and ($2::bigint is null or v.id < $2)
             order by v.id desc
             limit $3
            """;

    private final Pool pool;
    private final Patience patience;
    private final ReceiptMeters meters;

    Receipts(Pool pool, Patience patience, ReceiptMeters meters) {
        this.pool = pool;
        this.patience = patience;
        this.meters = meters;
    }

    /**
     * Stores an answer that was found to be in order.
     *
     * @param replyCode the letter it must be for, null where the receipt code alone says it
     * @param channel PAGE, API or WECHAT
     */
    Uni<Submission> store(
            Holder holder, @Nullable String replyCode, String key, Answer answer, String channel) {
        Tuple values =
                Tuple.from(
                        Arrays.asList(
                                holder.codeHash(),
                                replyCode,
                                key,
                                ReceiptCode.randomNumber(),
                                answer.rating().name(),
                                answer.attitude() == null ? null : answer.attitude().name(),
                                answer.opinion(),
                                answer.contact(),
                                channel,
                                answer.digest(),
                                holder.account(),
                                answer.opinionPublic()));
        return pool.preparedQuery(STORE)
                .execute(values)
                .onFailure(Receipts::isTwin)
                .retry()
                .atMost(3)
                .plug(storing -> patience.write(AGAIN, storing))
                .map(rows -> submission(rows, answer))
                .invoke(submission -> meters.count(submission, channel));
    }

    /**
     * All versions of all receipts, or of one letter's, newest first.
     *
     * @param cursor where the page before ended; anything else is the problem bad-cursor
     * @param limit 1 to 100
     */
    public Uni<ReceiptList> list(@Nullable String replyCode, @Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(replyCode, before == null ? null : before.id(), limit + 1))
                .plug(patience::read)
                .map(rows -> page(rows, limit));
    }

    private static ReceiptList page(RowSet<Row> rows, int limit) {
        List<ReceiptList.Entry> entries = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (entries.size() == limit) {
                return new ReceiptList(entries, last.encode());
            }
            entries.add(
                    new ReceiptList.Entry(
                            receipt(row),
                            row.getString("title"),
                            row.getString("channel"),
                            row.getBoolean("current"),
                            row.getBoolean("opinion_approved"),
                            Verdict.parse(row.getString("verdict"))));
            last =
                    new Cursor(
                            row.getOffsetDateTime("received_at").toLocalDate(), row.getLong("id"));
        }
        return new ReceiptList(entries, null);
    }

    private static Submission submission(RowSet<Row> rows, Answer answer) {
        if (rows.size() == 0) {
            return new Submission.Unknown();
        }
        Row row = rows.iterator().next();
        if (row.getString("number") != null) {
            if (row.getBoolean("fresh")) {
                return new Submission.Accepted(receipt(row));
            }
            boolean same =
                    Arrays.equals(row.getBuffer("request_digest").getBytes(), answer.digest());
            return same ? new Submission.Replayed(receipt(row)) : new Submission.KeyReused();
        }
        if (row.getString("state").equals("WITHDRAWN")) {
            return new Submission.Withdrawn(row.getString("withdrawn_reason"));
        }
        OffsetDateTime expires = row.getOffsetDateTime("expires_at");
        return row.getBoolean("held")
                ? new Submission.Closed(expires.toInstant())
                : new Submission.InFlight();
    }

    static Receipt receipt(Row row) {
        String attitude = row.getString("attitude");
        return new Receipt(
                row.getString("number"),
                row.getString("code"),
                row.getString("proposer"),
                row.getInteger("version"),
                Rating.valueOf(row.getString("rating")),
                attitude == null ? null : Rating.valueOf(attitude),
                row.getString("opinion"),
                row.getString("contact"),
                row.getBoolean("opinion_public"),
                row.getInteger("reply_revision"),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    /**
     * Unique violation: another statement stored the same between this one's snapshot and its lock.
     */
    private static boolean isTwin(Throwable e) {
        return e instanceof PgException pg && "23505".equals(pg.getSqlState());
    }
}
