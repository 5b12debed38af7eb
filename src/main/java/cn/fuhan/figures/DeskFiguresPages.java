package cn.fuhan.figures;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Figures at the desk (统计), counted anew each time, and the approval of opinions. */
@Path("/desk/figures")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
class DeskFiguresPages {

    private static final String HOME = "/desk/figures";
    private static final int LONGEST_NOTE = 1_000;

    /** The figures. */
    record Page(DeskFrame frame, FiguresPage body, int waiting) {}

    /** An opinion to review. */
    record Line(
            String number,
            String title,
            String rating,
            String day,
            String proposer,
            String opinion,
            @Nullable String check,
            boolean risky) {}

    /** Opinions to review. */
    record OpinionsPage(
            DeskFrame frame, List<Line> waiting, boolean mayReview, @Nullable String fault) {}

    @CheckedTemplate(basePath = "figures")
    static class Templates {
        static native TemplateInstance desk(Page page);

        static native TemplateInstance opinions(OpinionsPage page);
    }

    private final Counting counting;
    private final OpinionReviews reviews;
    private final SecurityIdentity identity;
    private final Site site;

    DeskFiguresPages(
            Counting counting, OpinionReviews reviews, SecurityIdentity identity, Site site) {
        this.counting = counting;
        this.reviews = reviews;
        this.identity = identity;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<String> figures(@QueryParam("year") @Nullable String year) {
        return counting.of(FiguresPages.year(year))
                .chain(
                        found ->
                                reviews.waiting()
                                        .map(
                                                waiting ->
                                                        Templates.desk(
                                                                        new Page(
                                                                                frame("统计"),
                                                                                new FiguresPage(
                                                                                        site, found,
                                                                                        HOME),
                                                                                waiting.size()))
                                                                .render()));
    }

    @GET
    @Path("opinions")
    @Operation(hidden = true)
    public Uni<Response> opinions() {
        return opinions(200, null);
    }

    private Uni<Response> opinions(int status, @Nullable String fault) {
        Staff staff = Staff.of(identity);
        boolean may = staff.has(Roles.APPROVER) || staff.has(Roles.ADMINISTRATOR);
        return reviews.waiting()
                .map(
                        waiting ->
                                Response.status(status)
                                        .entity(
                                                Templates.opinions(
                                                                new OpinionsPage(
                                                                        frame("意见公开审核"),
                                                                        waiting.stream()
                                                                                .map(
                                                                                        DeskFiguresPages
                                                                                                ::line)
                                                                                .toList(),
                                                                        may,
                                                                        fault))
                                                        .render())
                                        .build());
    }

    @POST
    @Path("opinions/{number}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> review(
            @RestPath String number,
            @RestForm @Nullable String approved,
            @RestForm @Nullable String note) {
        if (!"yes".equals(approved) && !"no".equals(approved)) {
            throw new Problem(ProblemType.INVALID).error("/approved", "请选择可以公开或不公开");
        }
        String why = PlainText.require("note", note);
        return reviews.review(
                        number,
                        approved.equals("yes"),
                        why == null || why.isBlank() ? null : cut(why.strip()),
                        Staff.of(identity).name())
                .map(done -> Response.seeOther(URI.create(HOME + "/opinions")).build())
                .onFailure(DeskFiguresPages::lacksReason)
                .recoverWithUni(e -> opinions(422, "微信判定这份意见有风险；要公开，请写明理由。"));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_NOTE ? text.substring(0, LONGEST_NOTE) : text;
    }

    private static boolean lacksReason(Throwable e) {
        return e instanceof Problem p && p.type() == ProblemType.INVALID;
    }

    private static Line line(OpinionReviews.Waiting w) {
        return new Line(
                w.number(),
                w.title() == null ? w.replyCode() : w.title(),
                FiguresPage.rating(w.rating()),
                ChineseDate.day(w.receivedAt()),
                w.proposer(),
                w.opinion(),
                w.check() == null ? null : w.check().label(),
                w.isRisky());
    }

    private DeskFrame frame(String title) {
        return new DeskFrame(site, title, HOME, Staff.of(identity));
    }
}
