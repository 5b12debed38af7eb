package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.outbox.Undelivered;
import cn.fuhan.outbox.UndeliveredEvent;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What did not reach the outside, in a browser. */
@Path("/desk/undelivered")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed(Roles.ADMINISTRATOR)
class UndeliveredPages {

    private static final String HOME = "/desk/undelivered";
    private static final int SHOWN = 30;

    private static final Map<String, String> TOPICS =
            Map.of(
                    "wechat.message", "微信消息",
                    "wechat.check", "意见的内容安全检查",
                    "publication", "发布后的通知",
                    "receipt", "收到回执后的通知",
                    "promise", "承诺的进展",
                    "progress", "承诺进展的通知",
                    "receipt-reminder", "回执的提醒",
                    "reminder", "回执提醒的通知");

    /** An event as it is read. */
    record Card(long id, String topic, String about, String reason, String line) {

        static Card of(UndeliveredEvent e) {
            return new Card(
                    e.id(),
                    TOPICS.getOrDefault(e.topic(), e.topic()),
                    e.about(),
                    e.reason() == null ? "没有留下原因" : e.reason(),
                    "%s 发生，试过 %d 次，%s 放弃"
                            .formatted(
                                    ChineseDate.minute(e.createdAt()),
                                    e.attempts(),
                                    ChineseDate.minute(e.givenUpAt())));
        }
    }

    /** A page of them. */
    record UndeliveredPage(
            DeskFrame frame, List<Card> cards, @Nullable String done, @Nullable String next) {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance undelivered(UndeliveredPage page);
    }

    private final DeskPage desk;
    private final Undelivered undelivered;

    UndeliveredPages(DeskPage desk, Undelivered undelivered) {
        this.desk = desk;
        this.undelivered = undelivered;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("done") @Nullable String done) {
        String what = "retry".equals(done) ? "随即重试。" : "dismiss".equals(done) ? "不再处理。" : null;
        return undelivered
                .list(cursor, SHOWN)
                .map(
                        found ->
                                SignInPages.page(
                                        200,
                                        Templates.undelivered(
                                                new UndeliveredPage(
                                                        desk.frame("未送达", HOME),
                                                        found.items().stream()
                                                                .map(Card::of)
                                                                .toList(),
                                                        what,
                                                        found.next() == null
                                                                ? null
                                                                : HOME
                                                                        + "?cursor="
                                                                        + found.next()))));
    }

    @POST
    @Path("{id}/{what}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> change(@RestPath long id, @RestPath String what) {
        Uni<Void> change =
                switch (what) {
                    case "retry" -> undelivered.retry(id, desk.by());
                    case "dismiss" -> undelivered.dismiss(id, desk.by());
                    default -> throw new Problem(ProblemType.NOT_FOUND);
                };
        return change.map(done -> Response.seeOther(URI.create(HOME + "?done=" + what)).build());
    }
}
