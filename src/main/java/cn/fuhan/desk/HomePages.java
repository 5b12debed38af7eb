package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where staff arrive: the letters, newest first. */
@Path("/desk")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
class HomePages {

    private static final int SHOWN = 50;

    /** A letter as a line of the list. */
    record Line(String code, String title, String state, String number, boolean published) {

        static Line of(DeskReply reply) {
            String title = reply.draft().title();
            String number = reply.draft().documentNumber();
            return new Line(
                    reply.code(),
                    title == null ? "（没有标题）" : title,
                    switch (reply.state()) {
                        case "PUBLISHED" -> "已发布";
                        case "WITHDRAWN" -> "已撤回";
                        default -> "草稿";
                    },
                    number == null ? "" : number,
                    reply.state().equals("PUBLISHED"));
        }
    }

    /** The letters. */
    record HomePage(DeskFrame frame, List<Line> lines) {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance home(HomePage page);
    }

    private final Drafts drafts;
    private final SecurityIdentity identity;
    private final Site site;

    HomePages(Drafts drafts, SecurityIdentity identity, Site site) {
        this.drafts = drafts;
        this.identity = identity;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> home() {
        DeskFrame frame = new DeskFrame(site, "信件", "/desk", Staff.of(identity));
        return drafts.list(null, 0, SHOWN)
                .map(
                        letters ->
                                SignInPages.page(
                                        200,
                                        Templates.home(
                                                new HomePage(
                                                        frame,
                                                        letters.stream().map(Line::of).toList()))));
    }
}
