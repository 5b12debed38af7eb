package cn.fuhan.receipt;

import cn.fuhan.audit.Audit;
import cn.fuhan.calendar.WorkingDays;
import cn.fuhan.reply.Code;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.QrCode;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Invitations (征询意见): each proposer of a letter has one, and answers it by a receipt code. A sheet
 * that is printed again has a new code; the codes before it stay good, for the letter may be in the
 * post already.
 */
@Singleton
public class Invitations {

    /** An invitation with its code, which is shown this once. */
    @RegisterForReflection
    @Schema(name = "Invitation", description = "给一位提出者的回执邀请。回执码只在此时给出，库中只存其散列。")
    public record Issued(
            @Schema(description = "回执码", examples = "3V8K2R7M0QXW5T9C1ZB4N6HDYJ")
                    String receiptCode,
            @Schema(description = "填写回执的地址，印成二维码") String url,
            @Schema(description = "填写和修改的期限") Instant expiresAt,
            @Schema(description = "提出者", examples = "王济光") String proposer,
            @Schema(description = "地址的二维码，SVG，可直接印在信函上") String qr) {}

    /** An issued invitation and the sheet to print. */
    public record WithSheet(Issued issued, SheetPage sheet) {}

    /** Who was invited, in words. */
    public record Invited(String proposer, String answer, String line) {}

    /** An invitation as its code opens it, with all versions of its receipt, oldest first. */
    record Opened(
            Enclosed enclosed,
            String state,
            @Nullable String withdrawnReason,
            Instant expiresAt,
            List<Receipt> receipts,
            List<String> notices) {

        LocalDate lastDay() {
            // the deadline is the midnight that ends the last day
            return LocalDate.ofInstant(expiresAt.minusSeconds(1), ChineseDate.ZONE);
        }

        boolean open() {
            return Instant.now().isBefore(expiresAt);
        }
    }

    private static final String AGAIN = "请再出具一次：前后两个回执码都有效，对应同一份回执。";

    private static final String ISSUE =
            """
            with invited as (
                insert into invitation (reply_id, proposer, expires_at)
                select id, $2, $3 from reply where code = $1
                on conflict (reply_id, proposer)
                do update set expires_at = greatest(invitation.expires_at, excluded.expires_at)
                returning id, expires_at
            ), coded as (
                insert into receipt_code (hash, invitation_id, issued_by) select $4, id, $5 from invited
            )
            select expires_at from invited
            """;

    private static final String OPEN =
            """
            with seen as (
                update invitation set opened_at = now()
                 where opened_at is null and id = (select invitation_id from receipt_code where hash = $1)
            )
            select i.proposer, i.expires_at, r.code, r.state, r.withdrawn_reason, r.draft->>'title' as title,
                   r.draft->>'documentNumber' as document_number, r.draft->>'department' as department,
                   v.number, v.version, v.rating, v.attitude, v.opinion, v.contact, v.opinion_public, v.reply_revision,
                   v.received_at,
                   (select jsonb_agg(n.content order by n.id) from notice n where n.invitation_id = i.id) as notices
              from receipt_code c
              join invitation i on i.id = c.invitation_id
              join reply r on r.id = i.reply_id
              left join receipt v on v.invitation_id = i.id
             where c.hash = $1
             order by v.version
            """;

    private static final String INVITED =
            """
            select i.proposer, i.created_at, i.expires_at,
                   (select count(*) from receipt_code c where c.invitation_id = i.id) as sheets,
                   (select v.rating from receipt v where v.invitation_id = i.id
                     order by v.version desc limit 1) as rating
              from invitation i join reply r on r.id = i.reply_id
             where r.code = $1
             order by i.id
            """;

    private final Pool pool;
    private final Patience patience;
    private final Audit audit;
    private final Drafts drafts;
    private final ReceiptSettings settings;
    private final WorkingDays calendar;
    private final Site site;

    Invitations(
            Pool pool,
            Patience patience,
            Audit audit,
            Drafts drafts,
            ReceiptSettings settings,
            WorkingDays calendar,
            Site site) {
        this.pool = pool;
        this.patience = patience;
        this.audit = audit;
        this.drafts = drafts;
        this.settings = settings;
        this.calendar = calendar;
        this.site = site;
    }

    /**
     * Issues an invitation to one of the letter's proposers, published or not: a letter may be in
     * the post before it is public.
     *
     * @param proposer may be left out where there is only one
     */
    public Uni<WithSheet> issue(String code, @Nullable String proposer, String by) {
        return drafts.get(Code.parse(code))
                .chain(letter -> issue(letter, proposer(letter, proposer), by));
    }

    private Uni<WithSheet> issue(DeskReply letter, String proposer, String by) {
        requireSendable(letter);
        String receiptCode = ReceiptCode.random();
        LocalDate lastDay = calendar.after(LocalDate.now(ChineseDate.ZONE), settings.workingDays());
        OffsetDateTime expires =
                lastDay.plusDays(1).atStartOfDay(ChineseDate.ZONE).toOffsetDateTime();
        Tuple values =
                Tuple.of(letter.code(), proposer, expires, ReceiptCode.hash(receiptCode), by);
        Audit.Event event =
                new Audit.Event(
                        by,
                        "invitation.issue",
                        "invitation",
                        proposer,
                        Map.of("letter", letter.code()));
        return pool.withTransaction(
                        c ->
                                c.preparedQuery(ISSUE)
                                        .execute(values)
                                        .call(() -> audit.record(c, event)))
                .plug(issuing -> patience.write(AGAIN, issuing))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .map(until -> withSheet(letter, proposer, receiptCode, until));
    }

    private WithSheet withSheet(
            DeskReply letter, String proposer, String receiptCode, Instant until) {
        String url = site.url("/h/" + receiptCode);
        String qr = QrCode.of(url, ErrorCorrectionLevel.M).svg(240);
        Enclosed enclosed =
                new Enclosed(
                        letter.code(),
                        letter.draft().title() == null ? "复函" : letter.draft().title(),
                        letter.draft().documentNumber(),
                        letter.draft().department(),
                        proposer,
                        letter.state().equals("PUBLISHED"));
        return new WithSheet(
                new Issued(receiptCode, url, until, proposer, qr),
                new SheetPage(
                        site,
                        receiptCode,
                        enclosed,
                        qr,
                        LocalDate.ofInstant(until.minusSeconds(1), ChineseDate.ZONE),
                        settings.understanding()));
    }

    /** Who was invited to answer a letter, and what came back. */
    public Uni<List<Invited>> of(String code) {
        return pool.preparedQuery(INVITED)
                .execute(Tuple.of(Code.parse(code)))
                .plug(patience::read)
                .map(
                        rows -> {
                            List<Invited> all = new ArrayList<>();
                            for (Row row : rows) {
                                all.add(invited(row));
                            }
                            return all;
                        });
    }

    private static Invited invited(Row row) {
        String rating = row.getString("rating");
        return new Invited(
                row.getString("proposer"),
                rating == null ? "还没有收到" : Rating.valueOf(rating).label(),
                "%s出具，共 %d 张回执单；期限%s"
                        .formatted(
                                ChineseDate.day(row.getOffsetDateTime("created_at").toInstant()),
                                row.getLong("sheets"),
                                ChineseDate.day(
                                        row.getOffsetDateTime("expires_at")
                                                .toInstant()
                                                .minusSeconds(1))));
    }

    /** What the code opens; null for a code that there isn't. */
    Uni<@Nullable Opened> open(String receiptCode) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(ReceiptCode.hash(receiptCode)))
                .plug(patience::read)
                .map(Invitations::opened);
    }

    private static @Nullable Opened opened(RowSet<Row> rows) {
        Opened opened = null;
        for (Row row : rows) {
            if (opened == null) {
                String state = row.getString("state");
                String title = row.getString("title");
                opened =
                        new Opened(
                                new Enclosed(
                                        row.getString("code"),
                                        title == null ? "复函" : title,
                                        row.getString("document_number"),
                                        row.getString("department"),
                                        row.getString("proposer"),
                                        state.equals("PUBLISHED")),
                                state,
                                row.getString("withdrawn_reason"),
                                row.getOffsetDateTime("expires_at").toInstant(),
                                new ArrayList<>(),
                                notices(row));
            }
            if (row.getString("number") != null) {
                opened.receipts().add(Receipts.receipt(row));
            }
        }
        return opened;
    }

    private static List<String> notices(Row row) {
        JsonArray notices = row.getJsonArray("notices");
        return notices == null ? List.of() : notices.stream().map(String.class::cast).toList();
    }

    private static String proposer(DeskReply letter, @Nullable String asked) {
        List<String> proposers = letter.draft().proposal().proposers();
        if (asked == null || asked.isBlank()) {
            if (proposers.size() == 1) {
                return proposers.get(0);
            }
            throw new Problem(ProblemType.INVALID)
                    .error(
                            "/proposer",
                            proposers.isEmpty()
                                    ? "这一件还没有填写提出者（proposal.proposers），请先补上"
                                    : "联名提出者每人一份，请写明是给谁的：" + String.join("、", proposers));
        }
        if (!proposers.contains(asked.strip())) {
            throw new Problem(ProblemType.INVALID)
                    .error("/proposer", "提出者中没有此人。提出者是：" + String.join("、", proposers));
        }
        return asked.strip();
    }

    private static void requireSendable(DeskReply letter) {
        if (letter.state().equals("WITHDRAWN")) {
            throw new Problem(ProblemType.WITHDRAWN, "这一件已经撤回，不能再征询意见。");
        }
        var open =
                letter.findings().stream()
                        .filter(f -> f.severity() == Severity.SUSPICIOUS && !f.resolved())
                        .toList();
        if (!open.isEmpty()) {
            throw new Problem(ProblemType.UNRESOLVED_FINDINGS).with("findings", open);
        }
    }
}
