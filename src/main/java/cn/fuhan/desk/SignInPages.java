package cn.fuhan.desk;

import cn.fuhan.access.Accounts;
import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.OidcSignIn;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.access.StaffCookie;
import cn.fuhan.access.StaffSessions;
import cn.fuhan.web.Head;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** In and out of the desk, and one's own password, in a browser. */
@Path("/desk")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class SignInPages {

    private static final String WRONG = "账号或密码不对，请核对后再试。";
    private static final String TOO_MANY = "失败的次数太多，请过几分钟再试；忘了密码请找管理员重置。";

    /** A place of the desk, and nothing that a browser would take for another site. */
    private static final Pattern DESK = Pattern.compile("/desk(/[\\w.~%/-]*)?(\\?[\\w.~%&=+-]*)?");

    /** The form to sign in with. */
    record SignInPage(
            Site site,
            String name,
            @Nullable String to,
            @Nullable String fault,
            @Nullable String provider) {

        public Head head() {
            return Head.unlisted(site, "登录工作台");
        }
    }

    /** The form to change one's password with. */
    record PasswordPage(DeskFrame frame, @Nullable String fault) {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance signin(SignInPage page);

        static native TemplateInstance password(PasswordPage page);
    }

    private final StaffSessions sessions;
    private final StaffCookie cookie;
    private final Accounts accounts;
    private final OidcSignIn oidc;
    private final SecurityIdentity identity;
    private final Site site;

    SignInPages(
            StaffSessions sessions,
            StaffCookie cookie,
            Accounts accounts,
            OidcSignIn oidc,
            SecurityIdentity identity,
            Site site) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.accounts = accounts;
        this.oidc = oidc;
        this.identity = identity;
        this.site = site;
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public Response form(@QueryParam("to") @Nullable String to) {
        return page(
                200,
                Templates.signin(
                        new SignInPage(site, "", place(to), null, oidc.label().orElse(null))));
    }

    @POST
    @Path("sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> signIn(
            @RestForm @Nullable String name,
            @RestForm @Nullable String password,
            @RestForm @Nullable String to,
            @Context HttpServerRequest request) {
        String account = name == null ? "" : name.strip();
        return sessions.signIn(account, password == null ? "" : password)
                .map(
                        secret -> {
                            String place = place(to);
                            return Response.seeOther(URI.create(place == null ? "/desk" : place))
                                    .header("Set-Cookie", cookie.set(request, secret))
                                    .build();
                        })
                .onFailure(Problem.class)
                .recoverWithItem(
                        e -> {
                            Problem problem = (Problem) e;
                            if (problem.type() == ProblemType.UNAVAILABLE) {
                                throw problem;
                            }
                            boolean many = problem.type() == ProblemType.TOO_MANY;
                            Response again =
                                    page(
                                            problem.type().status(),
                                            Templates.signin(
                                                    new SignInPage(
                                                            site,
                                                            account,
                                                            place(to),
                                                            many ? TOO_MANY : WRONG,
                                                            oidc.label().orElse(null))));
                            // null where it may be tried at once, and then there is none
                            return Response.fromResponse(again)
                                    .header("Retry-After", problem.headers().get("Retry-After"))
                                    .build();
                        });
    }

    @POST
    @Path("sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> signOut(@Context HttpServerRequest request) {
        return sessions.signOut(cookie.secret(request), Staff.of(identity).name())
                .map(
                        out ->
                                Response.seeOther(URI.create("/desk/sign-in"))
                                        .header("Set-Cookie", cookie.clear(request))
                                        .build());
    }

    @GET
    @Path("password")
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Response passwordForm() {
        return page(200, password(null));
    }

    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> changePassword(
            @RestForm @Nullable String old,
            @RestForm @Nullable String password,
            @RestForm @Nullable String again,
            @Context HttpServerRequest request) {
        if (password == null || !password.equals(again)) {
            return Uni.createFrom().item(page(422, password("两次填写的新密码不一样。")));
        }
        return accounts.changeOwn(Staff.of(identity).name(), old == null ? "" : old, password)
                .map(
                        secret ->
                                Response.seeOther(URI.create("/desk"))
                                        .header("Set-Cookie", cookie.set(request, secret))
                                        .build())
                .onFailure(
                        e ->
                                e instanceof Problem p
                                        && (p.type() == ProblemType.INVALID
                                                || p.type() == ProblemType.TOO_MANY))
                .recoverWithItem(
                        e -> {
                            Problem p = (Problem) e;
                            return page(
                                    p.type().status(),
                                    password(
                                            p.errors().isEmpty()
                                                    ? TOO_MANY
                                                    : p.errors().get(0).detail() + "。"));
                        });
    }

    private TemplateInstance password(@Nullable String fault) {
        return Templates.password(
                new PasswordPage(
                        new DeskFrame(site, "修改密码", "/desk/password", Staff.of(identity)), fault));
    }

    static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .entity(page.render())
                .build();
    }

    private static @Nullable String place(@Nullable String to) {
        return to != null && DESK.matcher(to).matches() && !to.contains("..") ? to : null;
    }
}
