package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.audit.Audit;
import cn.fuhan.receipt.Receipt;
import cn.fuhan.receipt.ReceiptList;
import cn.fuhan.receipt.Receipts;
import cn.fuhan.reply.Code;
import cn.fuhan.web.ChineseDate;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Receipts in a browser, newest first. */
@Path("/desk/receipts")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
class DeskReceiptPages {

    private static final int SHOWN = 30;

    /** A receipt as it is read. */
    record Card(
            String href,
            String title,
            String proposer,
            String rating,
            String tone,
            @Nullable String attitude,
            @Nullable String opinion,
            @Nullable String check,
            @Nullable String contact,
            String line) {

        static Card of(ReceiptList.Entry entry) {
            Receipt r = entry.receipt();
            return new Card(
                    "/desk/replies/" + r.replyCode(),
                    entry.title() == null ? r.replyCode() : entry.title(),
                    r.proposer(),
                    r.rating().label(),
                    switch (r.rating()) {
                        case SATISFIED -> "A";
                        case MOSTLY_SATISFIED -> "B";
                        case UNDERSTANDING -> "D";
                        case UNSATISFIED -> "C";
                    },
                    r.attitude() == null ? null : r.attitude().label(),
                    r.opinion(),
                    entry.check() == null ? null : entry.check().label(),
                    r.contact(),
                    "回执 %s · 第 %d 稿%s · %s"
                            .formatted(
                                    r.number(),
                                    r.version(),
                                    entry.current() ? "" : "（已有新稿）",
                                    ChineseDate.minute(r.receivedAt())));
        }
    }

    /** A page of receipts, of all letters or one. */
    record ReceiptsPage(
            DeskFrame frame, List<Card> cards, @Nullable String reply, @Nullable String next) {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance receipts(ReceiptsPage page);
    }

    private final DeskPage desk;
    private final Receipts receipts;
    private final Audit audit;

    DeskReceiptPages(DeskPage desk, Receipts receipts, Audit audit) {
        this.desk = desk;
        this.receipts = receipts;
        this.audit = audit;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @QueryParam("reply") @Nullable String reply,
            @QueryParam("cursor") @Nullable String cursor) {
        String code = reply == null || reply.isBlank() ? null : Code.parse(reply);
        return receipts.list(code, cursor, SHOWN)
                .call(found -> audit.note(ReceiptsResource.read(desk.by(), code, found)))
                .map(
                        found ->
                                SignInPages.page(
                                        200,
                                        Templates.receipts(
                                                new ReceiptsPage(
                                                        desk.frame("回执", "/desk/receipts"),
                                                        found.items().stream()
                                                                .map(Card::of)
                                                                .toList(),
                                                        code,
                                                        found.next() == null
                                                                ? null
                                                                : "/desk/receipts?"
                                                                        + (code == null
                                                                                ? ""
                                                                                : "reply=" + code
                                                                                        + "&")
                                                                        + "cursor="
                                                                        + found.next()))));
    }
}
