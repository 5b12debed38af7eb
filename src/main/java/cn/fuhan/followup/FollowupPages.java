package cn.fuhan.followup;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.followup.FollowupPage.AssignmentPage;
import cn.fuhan.followup.FollowupPage.CasePage;
import cn.fuhan.followup.FollowupPage.CasesPage;
import cn.fuhan.followup.FollowupPage.InvitationsPage;
import cn.fuhan.followup.FollowupPage.PromisePage;
import cn.fuhan.followup.FollowupPage.PromisesPage;
import cn.fuhan.followup.Forms.Fault;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.reply.Versions;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Follow-up in a browser (办理): what is due, one assignment, promises, invitations and cases. */
@Path("/desk/followup")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
class FollowupPages {

    private static final String HOME = "/desk/followup";
    private static final int AT_ONCE = 50;

    private final Assignments assignments;
    private final Promises promises;
    private final Rehandlings cases;
    private final Reminders reminders;
    private final Forms forms;
    private final SecurityIdentity identity;
    private final Site site;

    FollowupPages(
            Assignments assignments,
            Promises promises,
            Rehandlings cases,
            Reminders reminders,
            Forms forms,
            SecurityIdentity identity,
            Site site) {
        this.assignments = assignments;
        this.promises = promises;
        this.cases = cases;
        this.reminders = reminders;
        this.forms = forms;
        this.identity = identity;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("warning") @Nullable String warning,
            @QueryParam("cursor") @Nullable String cursor) {
        return list(
                200,
                "ANSWERED".equals(state),
                warning(warning),
                cursor == null || cursor.isBlank() ? null : cursor,
                null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> create(
            @RestForm @Nullable String kind,
            @RestForm @Nullable String session,
            @RestForm @Nullable String number,
            @RestForm @Nullable String title,
            @RestForm @Nullable String proposers,
            @RestForm @Nullable String department,
            @RestForm @Nullable String assignedOn,
            @RestForm @Nullable String dueOn) {
        AtomicReference<String> made = new AtomicReference<>("");
        return Forms.act(
                () ->
                        assignments
                                .create(
                                        forms.valid(
                                                new Particulars(
                                                        Forms.choice(Kind.class, kind),
                                                        Forms.text("session", session),
                                                        Forms.text("number", number),
                                                        Forms.text("title", title),
                                                        Forms.names(proposers),
                                                        Forms.text("department", department),
                                                        Forms.date(assignedOn),
                                                        Forms.date(dueOn))),
                                        by())
                                .invoke(a -> made.set("/" + a.code())),
                () -> HOME + made.get(),
                fault -> list(fault.status(), false, Warning.NONE, null, fault));
    }

    @GET
    @Path("{assignment}")
    @Operation(hidden = true)
    public Uni<Response> one(
            @RestPath String assignment, @QueryParam("saved") @Nullable String saved) {
        return one(200, assignment, saved != null, null);
    }

    @POST
    @Path("{assignment}/extension")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> extend(
            @RestPath String assignment,
            @RestForm @Nullable String until,
            @RestForm @Nullable String reason) {
        return change(
                assignment,
                () -> {
                    var form =
                            forms.valid(
                                    new AssignmentResource.Extend(
                                            Forms.date(until), Forms.text("reason", reason)));
                    return assignments.extend(
                            assignment, new Versions(null), form.until(), form.reason(), by());
                });
    }

    @POST
    @Path("{assignment}/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> answer(@RestPath String assignment, @RestForm @Nullable String on) {
        return change(
                assignment,
                () -> assignments.answer(assignment, new Versions(null), Forms.date(on), by()));
    }

    @POST
    @Path("{assignment}/wish")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> wish(
            @RestPath String assignment,
            @RestForm @Nullable String wish,
            @RestForm @Nullable String note) {
        return change(
                assignment,
                () -> {
                    var form =
                            forms.valid(
                                    new AssignmentResource.Wish(
                                            Forms.choice(Disclosure.class, wish),
                                            Forms.text("note", note),
                                            null));
                    return assignments.wish(
                            assignment, new Versions(null), form.wish(), form.note(), null, by());
                });
    }

    @POST
    @Path("{assignment}/decision")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> decide(
            @RestPath String assignment,
            @RestForm @Nullable String decision,
            @RestForm @Nullable String reason) {
        return change(
                assignment,
                () -> {
                    var form =
                            forms.valid(
                                    new AssignmentResource.Decision(
                                            Forms.choice(Disclosure.class, decision),
                                            Forms.text("reason", reason)));
                    return assignments.decide(
                            assignment, new Versions(null), form.decision(), form.reason(), by());
                });
    }

    @POST
    @Path("{assignment}/co-handlers")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> ask(@RestPath String assignment, @RestForm @Nullable String names) {
        return change(
                assignment,
                () -> {
                    var form =
                            forms.valid(new AssignmentResource.Ask(Forms.names(names), null, null));
                    return assignments.ask(
                            assignment, new Versions(null), form.names(), null, null, by());
                });
    }

    @POST
    @Path("{assignment}/co-handlers/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> give(
            @RestPath String assignment,
            @RestPath long id,
            @RestForm @Nullable String givenOn,
            @RestForm @Nullable String opinion) {
        return change(
                assignment,
                () -> {
                    var form =
                            forms.valid(
                                    new AssignmentResource.Opinion(
                                            Forms.date(givenOn), Forms.text("opinion", opinion)));
                    return assignments.give(
                            assignment,
                            new Versions(null),
                            id,
                            form.givenOn(),
                            form.opinion(),
                            by());
                });
    }

    @POST
    @Path("{assignment}/forerunners")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> precede(@RestPath String assignment, @RestForm @Nullable String reply) {
        String code = Forms.text("reply", reply);
        return change(
                assignment,
                () ->
                        assignments
                                .forerunner(
                                        assignment,
                                        new Versions(null),
                                        code == null ? "" : code,
                                        true,
                                        by())
                                .onFailure(FollowupPages::isNotFound)
                                .transform(
                                        e ->
                                                new Problem(ProblemType.INVALID)
                                                        .error("", ((Problem) e).detail())));
    }

    @GET
    @Path("promises")
    @Operation(hidden = true)
    public Uni<Response> promises(
            @QueryParam("show") @Nullable String show,
            @QueryParam("cursor") @Nullable String cursor) {
        return promises(200, show == null ? "OPEN" : show, cursor, null);
    }

    @POST
    @Path("promises")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> promise(
            @RestForm @Nullable String reply,
            @RestForm @Nullable String content,
            @RestForm @Nullable String dueOn) {
        String code = Forms.text("reply", reply);
        return Forms.act(
                () -> {
                    var form =
                            forms.valid(
                                    new PromisesOfLetterResource.Made(
                                            Forms.text("content", content), Forms.date(dueOn)));
                    return promises.make(
                                    code == null ? "" : code, form.content(), form.dueOn(), by())
                            .onFailure(FollowupPages::isNotFound)
                            .transform(
                                    e -> new Problem(ProblemType.INVALID).error("", "没有这个编号的复函"));
                },
                HOME + "/promises",
                fault -> promises(fault.status(), "OPEN", null, fault));
    }

    @GET
    @Path("promises/{promise}")
    @Operation(hidden = true)
    public Uni<Response> onePromise(@RestPath String promise) {
        return promise(200, promise, null);
    }

    @POST
    @Path("promises/{promise}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> settle(
            @RestPath String promise,
            @RestForm @Nullable String state,
            @RestForm @Nullable String note,
            @RestForm @Nullable String content,
            @RestForm @Nullable String dueOn) {
        return Forms.act(
                () -> {
                    var form =
                            forms.valid(
                                    new PromiseResource.Settled(
                                            state,
                                            Forms.text("note", note),
                                            Forms.text("content", content),
                                            Forms.date(dueOn)));
                    if (form.state().equals("FULFILLED")) {
                        return promises.fulfil(promise, form.note(), by());
                    }
                    if (form.dueOn() == null) {
                        throw new Problem(ProblemType.INVALID).error("", "变更时请填写新的期限");
                    }
                    return promises.change(
                            promise, form.note(), form.content(), form.dueOn(), by());
                },
                HOME + "/promises/" + promise,
                fault -> promise(fault.status(), promise, fault));
    }

    @POST
    @Path("promises/{promise}/reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> secondReply(@RestPath String promise, @RestForm @Nullable String reply) {
        String code = Forms.text("reply", reply);
        return Forms.act(
                () ->
                        promises.secondReply(promise, code == null ? "" : code, by())
                                .onFailure(FollowupPages::isNotFound)
                                .transform(
                                        e ->
                                                new Problem(ProblemType.INVALID)
                                                        .error("", "没有这个编号的复函")),
                HOME + "/promises/" + promise,
                fault -> promise(fault.status(), promise, fault));
    }

    @GET
    @Path("invitations")
    @Operation(hidden = true)
    public Uni<Response> invitations(
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor) {
        var wanted = Forms.choice(InvitationList.State.class, state);
        return reminders
                .list(wanted, null, cursor, AT_ONCE)
                .map(
                        found ->
                                Forms.page(
                                        200,
                                        Templates.invitations(
                                                new InvitationsPage(
                                                        frame("征询意见"), wanted, found))));
    }

    @GET
    @Path("cases")
    @Operation(hidden = true)
    public Uni<Response> cases(
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor) {
        boolean closed = "CLOSED".equals(state);
        return cases.list(closed, cursor, AT_ONCE)
                .map(
                        found ->
                                Forms.page(
                                        200,
                                        Templates.cases(
                                                new CasesPage(frame("重新办理"), closed, found))));
    }

    @GET
    @Path("cases/{case}")
    @Operation(hidden = true)
    public Uni<Response> oneCase(@RestPath("case") String code) {
        return oneCase(200, code, null);
    }

    @POST
    @Path("cases/{case}/contacts")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> contact(
            @RestPath("case") String code,
            @RestForm @Nullable String on,
            @RestForm @Nullable String way,
            @RestForm @Nullable String note) {
        return inCase(
                code,
                () -> {
                    var form =
                            forms.valid(
                                    new RehandlingResource.Talk(
                                            Forms.date(on),
                                            Forms.choice(Rehandling.Way.class, way),
                                            Forms.text("note", note)));
                    return cases.contact(code, form.on(), form.way(), form.note(), by());
                });
    }

    @POST
    @Path("cases/{case}/reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> reply(@RestPath("case") String code) {
        return inCase(code, () -> cases.draftSecondReply(code, by()));
    }

    @POST
    @Path("cases/{case}/closing")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> close(@RestPath("case") String code, @RestForm @Nullable String outcome) {
        return inCase(
                code,
                () -> {
                    var form =
                            forms.valid(
                                    new RehandlingResource.Outcome(Forms.text("outcome", outcome)));
                    return cases.close(code, form.outcome(), by());
                });
    }

    private Uni<Response> list(
            int status,
            boolean answered,
            Warning warning,
            @Nullable String cursor,
            @Nullable Fault fault) {
        return assignments
                .list(answered, warning, cursor, AT_ONCE)
                .map(
                        found ->
                                Forms.page(
                                        status,
                                        Templates.desk(
                                                new FollowupPage(
                                                        frame("办理"),
                                                        answered,
                                                        warning,
                                                        found,
                                                        fault))));
    }

    private Uni<Response> one(int status, String code, boolean saved, @Nullable Fault fault) {
        return assignments
                .get(code)
                .map(
                        found ->
                                Forms.page(
                                        status,
                                        Templates.assignment(
                                                new AssignmentPage(
                                                        frame(
                                                                found.kind() == Kind.PROPOSAL
                                                                        ? "第"
                                                                                + found.number()
                                                                                + "号提案"
                                                                        : "第"
                                                                                + found.number()
                                                                                + "号建议"),
                                                        found,
                                                        mayDecide(),
                                                        saved,
                                                        fault))));
    }

    private Uni<Response> change(String code, Supplier<Uni<?>> action) {
        return Forms.act(
                action,
                HOME + "/" + Assignments.parse(code) + "?saved=1",
                fault -> one(fault.status(), code, false, fault));
    }

    private Uni<Response> promises(
            int status, String show, @Nullable String cursor, @Nullable Fault fault) {
        boolean toReply = show.equals("REPLY");
        Promise.State state = toReply ? null : Forms.choice(Promise.State.class, show);
        return promises.list(state, toReply, cursor, AT_ONCE)
                .map(
                        found ->
                                Forms.page(
                                        status,
                                        Templates.promises(
                                                new PromisesPage(
                                                        frame("承诺事项"), show, found, fault))));
    }

    private Uni<Response> promise(int status, String code, @Nullable Fault fault) {
        return promises.get(code)
                .map(
                        found ->
                                Forms.page(
                                        status,
                                        Templates.promise(
                                                new PromisePage(frame("承诺事项"), found, fault))));
    }

    private Uni<Response> inCase(String code, Supplier<Uni<?>> action) {
        return Forms.act(
                action, HOME + "/cases/" + code, fault -> oneCase(fault.status(), code, fault));
    }

    private Uni<Response> oneCase(int status, String code, @Nullable Fault fault) {
        return cases.get(code)
                .map(
                        found ->
                                Forms.page(
                                        status,
                                        Templates.rehandling(
                                                new CasePage(
                                                        frame("重新办理"),
                                                        found,
                                                        mayDecide(),
                                                        fault))));
    }

    private DeskFrame frame(String title) {
        return new DeskFrame(site, title, HOME, Staff.of(identity));
    }

    private boolean mayDecide() {
        Staff staff = Staff.of(identity);
        return staff.has(Roles.APPROVER) || staff.has(Roles.ADMINISTRATOR);
    }

    private String by() {
        return Staff.of(identity).name();
    }

    private static Warning warning(@Nullable String typed) {
        Warning warning = Forms.choice(Warning.class, typed);
        return warning == null ? Warning.NONE : warning;
    }

    private static boolean isNotFound(Throwable e) {
        return e instanceof Problem p && p.type() == ProblemType.NOT_FOUND;
    }

    @CheckedTemplate(basePath = "followup")
    static class Templates {
        static native TemplateInstance desk(FollowupPage page);

        static native TemplateInstance assignment(AssignmentPage page);

        static native TemplateInstance promises(PromisesPage page);

        static native TemplateInstance promise(PromisePage page);

        static native TemplateInstance invitations(InvitationsPage page);

        static native TemplateInstance cases(CasesPage page);

        static native TemplateInstance rehandling(CasePage page);
    }
}
