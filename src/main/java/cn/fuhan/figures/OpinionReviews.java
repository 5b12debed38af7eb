package cn.fuhan.figures;

import cn.fuhan.audit.Audit;
import cn.fuhan.receipt.Verdict;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The staff's approval of opinions that their proposers let be public (意见公开审核). */
@Singleton
class OpinionReviews {

    private static final String AGAIN = "请原样再审核一次：结果一样，不会有两份。";

    private static final String RECEIPT =
            """
            select v.id, v.opinion_public, c.verdict
              from receipt v left join opinion_check c on c.receipt_id = v.id
             where v.number = $1
            """;

    private static final String REVIEW =
            """
            insert into opinion_review (receipt_id, approved, note, reviewed_by) values ($1, $2, $3, $4)
            on conflict (receipt_id) do update
               set approved = excluded.approved, note = excluded.note, reviewed_by = excluded.reviewed_by,
                   reviewed_at = now()
            returning reviewed_at
            """;

    private static final String WAITING =
            """
            select v.number, v.rating, v.opinion, v.received_at, i.proposer, r.code, r.draft ->> 'title' as title,
                   c.verdict
              from receipt v
              join invitation i on i.id = v.invitation_id
              join reply r on r.id = i.reply_id
              left join opinion_review w on w.receipt_id = v.id
              left join opinion_check c on c.receipt_id = v.id
             where v.opinion_public and w.receipt_id is null
               and not exists (select from receipt l where l.invitation_id = v.invitation_id and l.version > v.version)
             order by v.id
             limit 100
            """;

    /**
     * An opinion that nobody has reviewed yet.
     *
     * @param check WeChat's verdict, null where there is none
     */
    record Waiting(
            String number,
            String replyCode,
            @Nullable String title,
            String proposer,
            String rating,
            String opinion,
            Instant receivedAt,
            @Nullable Verdict check) {

        boolean isRisky() {
            return check == Verdict.RISKY;
        }
    }

    private final Pool pool;
    private final Patience patience;
    private final Audit audit;

    OpinionReviews(Pool pool, Patience patience, Audit audit) {
        this.pool = pool;
        this.patience = patience;
        this.audit = audit;
    }

    /**
     * Approves a receipt's opinion, or doesn't; fails with no-consent without the proposer's, and
     * with invalid where WeChat holds for risky what is approved without a note.
     */
    Uni<OpinionReview> review(String number, boolean approved, @Nullable String note, String by) {
        return pool.withTransaction(
                        transaction ->
                                consented(transaction, number, approved && note == null)
                                        .chain(
                                                id ->
                                                        transaction
                                                                .preparedQuery(REVIEW)
                                                                .execute(
                                                                        Tuple.of(
                                                                                id, approved, note,
                                                                                by)))
                                        .call(
                                                () ->
                                                        audit.record(
                                                                transaction,
                                                                new Audit.Event(
                                                                        by,
                                                                        "opinion.review",
                                                                        "receipt",
                                                                        number,
                                                                        Map.of(
                                                                                "approved",
                                                                                approved)))))
                .plug(writing -> patience.write(AGAIN, writing))
                .map(
                        rows ->
                                new OpinionReview(
                                        number,
                                        approved,
                                        note,
                                        by,
                                        rows.iterator().next().getOffsetDateTime(0).toInstant()));
    }

    /** What is to be reviewed, the oldest first. */
    Uni<List<Waiting>> waiting() {
        return pool.query(WAITING)
                .execute()
                .plug(patience::read)
                .map(
                        rows -> {
                            List<Waiting> waiting = new ArrayList<>();
                            for (Row row : rows) {
                                waiting.add(
                                        new Waiting(
                                                row.getString("number"),
                                                row.getString("code"),
                                                row.getString("title"),
                                                row.getString("proposer"),
                                                row.getString("rating"),
                                                row.getString("opinion"),
                                                row.getOffsetDateTime("received_at").toInstant(),
                                                Verdict.parse(row.getString("verdict"))));
                            }
                            return waiting;
                        });
    }

    private static Uni<Long> consented(
            SqlConnection transaction, String number, boolean withoutReason) {
        return transaction
                .preparedQuery(RECEIPT)
                .execute(Tuple.of(number))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                if (!row.getBoolean("opinion_public")) {
                                    throw new Problem(ProblemType.NO_CONSENT);
                                }
                                if (withoutReason
                                        && Verdict.parse(row.getString("verdict"))
                                                == Verdict.RISKY) {
                                    throw new Problem(ProblemType.INVALID)
                                            .error("/note", "微信判定这份意见有风险；要公开，请写明理由");
                                }
                                return row.getLong("id");
                            }
                            throw new Problem(ProblemType.NOT_FOUND, "没有这个编号的回执。");
                        });
    }
}
