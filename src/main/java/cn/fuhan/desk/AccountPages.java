package cn.fuhan.desk;

import cn.fuhan.access.Account;
import cn.fuhan.access.Accounts;
import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Accounts in a browser. */
@Path("/desk/accounts")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed(Roles.ADMINISTRATOR)
class AccountPages {

    /** An account as a line of the list. */
    record Line(String href, Account account) {

        Line(Account account) {
            this(path(account.name()), account);
        }

        public @Nullable String locked() {
            return account.lockedUntil() == null ? null : ChineseDate.minute(account.lockedUntil());
        }
    }

    /** A role to tick. */
    record Choice(String value, String label, String hint, boolean checked) {}

    /** What a new account is to be, as it was filled in. */
    record Entered(String name, String displayName, List<Choice> roles) {}

    /** All accounts, and the form for a new one. */
    record ListPage(
            DeskFrame frame, List<Line> accounts, Entered entered, @Nullable String fault) {}

    /** One account to change. */
    record OnePage(
            DeskFrame frame,
            Line line,
            String created,
            String displayName,
            List<Choice> roles,
            @Nullable String fault,
            boolean saved) {

        public boolean local() {
            return line.account().local();
        }
    }

    /** A password that is shown this once. */
    record MadePage(DeskFrame frame, Account account, String password) {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance accounts(ListPage page);

        static native TemplateInstance account(OnePage page);

        static native TemplateInstance made(MadePage page);
    }

    private final Accounts accounts;
    private final SecurityIdentity identity;
    private final Site site;

    AccountPages(Accounts accounts, SecurityIdentity identity, Site site) {
        this.accounts = accounts;
        this.identity = identity;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list() {
        return list(200, new Entered("", "", choices(List.of(Roles.EDITOR))), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> create(
            @RestForm @Nullable String name,
            @RestForm @Nullable String displayName,
            @RestForm List<String> role) {
        String wanted = name == null ? "" : name.strip();
        String called = shortened(displayName);
        return Uni.createFrom()
                .deferred(() -> accounts.create(wanted, called, role, by()))
                .map(made -> made(made, "新账号"))
                .onFailure(AccountPages::isTheirs)
                .recoverWithUni(
                        e ->
                                list(
                                        ((Problem) e).type().status(),
                                        new Entered(
                                                wanted,
                                                called == null ? "" : called,
                                                choices(role)),
                                        told((Problem) e)));
    }

    @GET
    @Path("{name}")
    @Operation(hidden = true)
    public Uni<Response> one(@RestPath String name) {
        return accounts.get(name).map(account -> one(200, account, null, false));
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> change(
            @RestPath String name,
            @RestForm @Nullable String version,
            @RestForm @Nullable String displayName,
            @RestForm List<String> role,
            @RestForm @Nullable String active) {
        return Uni.createFrom()
                .deferred(
                        () ->
                                accounts.change(
                                        name,
                                        AccountResource.version(version == null ? "" : version),
                                        shortened(displayName),
                                        role,
                                        active != null,
                                        by()))
                .map(account -> one(200, account, null, true))
                .onFailure(AccountPages::isTheirs)
                .recoverWithUni(
                        e ->
                                accounts.get(name)
                                        .map(
                                                now ->
                                                        one(
                                                                ((Problem) e).type().status(),
                                                                now,
                                                                told((Problem) e),
                                                                false)));
    }

    @POST
    @Path("{name}/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> reset(@RestPath String name) {
        return accounts.reset(name, by()).map(made -> made(made, "新密码"));
    }

    private Uni<Response> list(int status, Entered entered, @Nullable String fault) {
        return accounts.list(null)
                .map(
                        all ->
                                SignInPages.page(
                                        status,
                                        Templates.accounts(
                                                new ListPage(
                                                        frame("账号"),
                                                        all.stream().map(Line::new).toList(),
                                                        entered,
                                                        fault))));
    }

    private Response one(int status, Account account, @Nullable String fault, boolean saved) {
        return SignInPages.page(
                status,
                Templates.account(
                        new OnePage(
                                frame("账号 " + account.name()),
                                new Line(account),
                                ChineseDate.day(account.createdAt()),
                                account.displayName() == null ? "" : account.displayName(),
                                choices(account.roles()),
                                fault,
                                saved)));
    }

    private Response made(Accounts.WithPassword made, String title) {
        return SignInPages.page(
                200, Templates.made(new MadePage(frame(title), made.account(), made.password())));
    }

    private DeskFrame frame(String title) {
        return new DeskFrame(site, title, "/desk/accounts", Staff.of(identity));
    }

    private String by() {
        return Staff.of(identity).name();
    }

    private static boolean isTheirs(Throwable e) {
        return e instanceof Problem p && p.type().status() < 500 && p.type().status() != 404;
    }

    private static String told(Problem problem) {
        return problem.errors().isEmpty()
                ? problem.detail()
                : problem.errors().stream()
                        .map(Problem.FieldError::detail)
                        .collect(Collectors.joining("；", "", "。"));
    }

    private static @Nullable String shortened(@Nullable String displayName) {
        String name = AccountResource.blankToNull(PlainText.require("displayName", displayName));
        return name == null || name.length() <= 50 ? name : name.substring(0, 50);
    }

    private static List<Choice> choices(List<String> checked) {
        return List.of(
                new Choice(Roles.EDITOR, "编辑", "导入、修改、处理发现、出具回执码", checked.contains(Roles.EDITOR)),
                new Choice(
                        Roles.APPROVER,
                        "审签",
                        "核对后发布、撤回；不能发布自己写的",
                        checked.contains(Roles.APPROVER)),
                new Choice(
                        Roles.ADMINISTRATOR,
                        "管理员",
                        "以上各项，并管理账号、查看审计",
                        checked.contains(Roles.ADMINISTRATOR)));
    }

    private static String path(String name) {
        return UriBuilder.fromPath("/desk/accounts/{name}").build(name).toASCIIString();
    }
}
