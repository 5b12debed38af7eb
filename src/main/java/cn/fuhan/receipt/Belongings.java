package cn.fuhan.receipt;

import cn.fuhan.reply.Letter;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a proposer's account: the invitations whose codes it redeemed (认领), and the
 * receipts that answer them.
 */
@Singleton
class Belongings {

    /** How a code was redeemed. */
    sealed interface Redeemed {

        /** The invitation belongs to the account now. */
        record Bound(MyInvitation invitation) implements Redeemed {}

        /** It did already. */
        record Already(MyInvitation invitation) implements Redeemed {}

        /** It belongs to another, or the account has another of the same letter. */
        record Taken(String detail) implements Redeemed {}

        /** No such code. */
        record Unknown() implements Redeemed {}
    }

    private record Found(MyInvitation invitation, @Nullable Long account) {}

    private static final String BIND =
            """
            update invitation i set account_id = $2, bound_at = now()
              from receipt_code c, reply r
             where c.hash = $1 and i.id = c.invitation_id and r.id = i.reply_id
               and i.account_id is null and r.state <> 'WITHDRAWN'
            """;

    private static final String INVITATIONS =
            """
            select i.id, i.proposer, i.created_at, i.expires_at, i.account_id, r.code, r.state, r.withdrawn_reason,
                   r.draft->>'title' as title, r.draft->>'documentNumber' as document_number,
                   r.draft->>'department' as department, r.draft->>'outcome' as outcome,
                   v.rating, v.attitude, v.opinion, v.contact, v.opinion_public, v.version, v.received_at
              from invitation i
              join reply r on r.id = i.reply_id
              left join lateral (select * from receipt v where v.invitation_id = i.id
                                  order by v.version desc limit 1) v on true
            """;

    private static final String BY_CODE =
            INVITATIONS
                    + "where i.id = (select c.invitation_id from receipt_code c where c.hash = $1)";

    private static final String BY_ACCOUNT =
            INVITATIONS
                    + """
                    where i.account_id = $1 and ($2::bigint is null or i.id < $2)
                    order by i.id desc
                    limit $3
                    """;

    private static final String RECEIPTS =
            """
            select v.id, v.number, v.rating, v.attitude, v.opinion, v.contact, v.opinion_public, v.version,
                   v.received_at, i.proposer, r.code, r.draft->>'title' as title
              from invitation i
              join receipt v on v.invitation_id = i.id
              join reply r on r.id = i.reply_id
             where i.account_id = $1 and ($2::bigint is null or v.id < $2)
             order by v.id desc
             limit $3
            """;

    private final Pool pool;
    private final Patience patience;
    private final ReceiptSettings settings;

    Belongings(Pool pool, Patience patience, ReceiptSettings settings) {
        this.pool = pool;
        this.patience = patience;
        this.settings = settings;
    }

    /** The invitation that a code opens; null for a code that there isn't. */
    Uni<@Nullable MyInvitation> byCode(String receiptCode) {
        return find(receiptCode).map(found -> found == null ? null : found.invitation());
    }

    /**
     * Binds the code's invitation to the account, unless it belongs to another. Fails with
     * withdrawn where the letter was.
     */
    Uni<Redeemed> redeem(String receiptCode, long account) {
        return pool.preparedQuery(BIND)
                .execute(Tuple.of(ReceiptCode.hash(receiptCode), account))
                .map(RowSet::rowCount)
                .onFailure(Belongings::hasAnother)
                .recoverWithItem(-1)
                .plug(binding -> patience.write("请原样再发一次；已经认领的，答复不变。", binding))
                .chain(bound -> find(receiptCode).map(found -> redeemed(bound, found, account)));
    }

    private static Redeemed redeemed(int bound, @Nullable Found found, long account) {
        if (found == null) {
            return new Redeemed.Unknown();
        }
        if (bound < 0) {
            return new Redeemed.Taken("这个账号已经认领了这件复函另一位提出者的回执，不能再认领一份。可凭回执码在网页上提交。");
        }
        if (!Objects.equals(found.account(), account)) {
            return new Redeemed.Taken(ProblemType.INVITATION_TAKEN.meaning());
        }
        return bound == 1
                ? new Redeemed.Bound(found.invitation())
                : new Redeemed.Already(found.invitation());
    }

    private Uni<@Nullable Found> find(String receiptCode) {
        return pool.preparedQuery(BY_CODE)
                .execute(Tuple.of(ReceiptCode.hash(receiptCode)))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                if (row.getString("state").equals("WITHDRAWN")) {
                                    throw new Problem(
                                            ProblemType.WITHDRAWN,
                                            "发布单位已撤回这一件，暂不收回执。原因："
                                                    + row.getString("withdrawn_reason"));
                                }
                                return new Found(invitation(row), row.getLong("account_id"));
                            }
                            return null;
                        });
    }

    /** The account's invitations, newest first; of withdrawn letters, too, which aren't open. */
    Uni<MyInvitation.Page> invitations(long account, @Nullable String cursor, int limit) {
        return page(BY_ACCOUNT, account, cursor, limit)
                .map(
                        rows -> {
                            List<MyInvitation> items = new ArrayList<>(limit);
                            Cursor last = null;
                            for (Row row : rows) {
                                if (items.size() == limit) {
                                    return new MyInvitation.Page(items, last.encode());
                                }
                                items.add(invitation(row));
                                last = cursor(row, "created_at");
                            }
                            return new MyInvitation.Page(items, null);
                        });
    }

    /** The receipts of the account's invitations, newest first, each version. */
    Uni<MyReceipts> receipts(long account, @Nullable String cursor, int limit) {
        return page(RECEIPTS, account, cursor, limit)
                .map(
                        rows -> {
                            List<MyReceipts.Item> items = new ArrayList<>(limit);
                            Cursor last = null;
                            for (Row row : rows) {
                                if (items.size() == limit) {
                                    return new MyReceipts(items, last.encode());
                                }
                                items.add(item(row));
                                last = cursor(row, "received_at");
                            }
                            return new MyReceipts(items, null);
                        });
    }

    private Uni<RowSet<Row>> page(String sql, long account, @Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        return pool.preparedQuery(sql)
                .execute(Tuple.of(account, before == null ? null : before.id(), limit + 1))
                .plug(patience::read);
    }

    private static Cursor cursor(Row row, String time) {
        OffsetDateTime at = row.getOffsetDateTime(time);
        return new Cursor(LocalDate.ofInstant(at.toInstant(), ChineseDate.ZONE), row.getLong("id"));
    }

    private MyInvitation invitation(Row row) {
        Instant expires = row.getOffsetDateTime("expires_at").toInstant();
        String outcome = row.getString("outcome");
        return new MyInvitation(
                row.getString("code"),
                title(row),
                row.getString("document_number"),
                row.getString("department"),
                outcome == null ? null : Letter.Outcome.valueOf(outcome),
                row.getString("proposer"),
                row.getOffsetDateTime("created_at").toInstant(),
                expires,
                settings.understanding(),
                Instant.now().isBefore(expires) && !row.getString("state").equals("WITHDRAWN"),
                row.getString("rating") == null ? null : sent(row));
    }

    private static MyInvitation.Sent sent(Row row) {
        return new MyInvitation.Sent(
                Rating.valueOf(row.getString("rating")),
                rating(row.getString("attitude")),
                row.getString("opinion"),
                row.getString("contact"),
                row.getBoolean("opinion_public"),
                row.getInteger("version"),
                row.getOffsetDateTime("received_at").toInstant());
    }

    private static MyReceipts.Item item(Row row) {
        return new MyReceipts.Item(
                row.getString("code"),
                title(row),
                row.getString("proposer"),
                row.getString("number"),
                Rating.valueOf(row.getString("rating")),
                rating(row.getString("attitude")),
                row.getString("opinion"),
                row.getString("contact"),
                row.getBoolean("opinion_public"),
                row.getInteger("version"),
                row.getOffsetDateTime("received_at").toInstant());
    }

    private static String title(Row row) {
        String title = row.getString("title");
        return title == null ? "复函" : title;
    }

    private static @Nullable Rating rating(@Nullable String name) {
        return name == null ? null : Rating.valueOf(name);
    }

    /** Unique violation: the account has an invitation of this letter. */
    private static boolean hasAnother(Throwable e) {
        return e instanceof PgException pg && "23505".equals(pg.getSqlState());
    }
}
