package cn.fuhan.desk;

import cn.fuhan.access.Account;
import cn.fuhan.access.Accounts;
import cn.fuhan.access.Roles;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Accounts of the staff, for administrators. */
@Path("/api/v1/desk/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
@Tag(name = "工作台")
class AccountResource {

    /** All accounts. */
    @RegisterForReflection
    @Schema(name = "AccountList", description = "账号，按账号名排列")
    record Page(@Schema(description = "各个账号") List<Account> items) {}

    /** A new account. */
    @RegisterForReflection
    @Schema(name = "AccountRequest", description = "要新建的账号")
    record Wanted(
            @Schema(description = "账号名，1 至 32 个字母、数字、汉字、点、横线或下划线", examples = "lin.x")
                    @NotBlank(message = "请填写账号名")
                    String name,
            @Schema(description = "姓名", examples = "林晓") @Size(max = 50, message = "姓名不能超过 50 字")
                    @Nullable String displayName,
            @Schema(description = "角色：editor、approver、administrator，至少一种")
                    @NotNull(message = "请给出角色")
                    List<String> roles) {}

    /** What can be changed of an account. */
    @RegisterForReflection
    @Schema(name = "AccountChange", description = "账号的修改，整份替换")
    record Change(
            @Schema(description = "姓名") @Size(max = 50, message = "姓名不能超过 50 字")
                    @Nullable String displayName,
            @Schema(description = "角色：editor、approver、administrator，至少一种")
                    @NotNull(message = "请给出角色")
                    List<String> roles,
            @Schema(description = "是否可用；停用即刻结束登录会话") @NotNull(message = "请写明是否可用")
                    Boolean active) {}

    /** An account with a password that somebody is to be told. */
    @RegisterForReflection
    @Schema(name = "AccountWithPassword", description = "账号和它的初始密码。密码只在此时给出，首次登录须修改。")
    record WithPassword(
            @Schema(description = "账号") Account account,
            @Schema(description = "初始密码", examples = "k7mq-2hxd-9cvn-p4wt") String password) {}

    private final Accounts accounts;

    AccountResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    @Operation(operationId = "listAccounts", summary = "账号", description = "全部账号，连同停用的。")
    @APIResponse(
            responseCode = "200",
            description = "账号",
            content = @Content(schema = @Schema(implementation = Page.class)))
    public Uni<Page> list(
            @Parameter(description = "账号名或姓名中的几个字") @QueryParam("q") @Nullable String q) {
        String part = PlainText.require("q", q);
        return accounts.list(part == null || part.isBlank() ? null : part.strip()).map(Page::new);
    }

    @POST
    @Operation(
            operationId = "createAccount",
            summary = "新建账号",
            description = "初始密码由系统生成，只在这一次答复中给出；本人首次登录须改成自己的。")
    @APIResponse(
            responseCode = "201",
            description = "账号和初始密码",
            content = @Content(schema = @Schema(implementation = WithPassword.class)))
    public Uni<Response> create(
            @NotNull(message = "请在正文中给出账号") @Valid Wanted wanted, @Context SecurityContext user) {
        return accounts.create(
                        wanted.name(),
                        blankToNull(wanted.displayName()),
                        wanted.roles(),
                        user.getUserPrincipal().getName())
                .map(
                        made ->
                                Response.created(
                                                UriBuilder.fromPath("/api/v1/desk/accounts/{name}")
                                                        .build(made.account().name()))
                                        .entity(answer(made))
                                        .build());
    }

    @GET
    @Path("{name}")
    @Operation(
            operationId = "getAccount",
            summary = "一个账号",
            description = "ETag 是它的版本，修改时放进 If-Match。")
    @APIResponse(
            responseCode = "200",
            description = "账号",
            content = @Content(schema = @Schema(implementation = Account.class)))
    public Uni<Response> get(@Parameter(description = "账号名") @RestPath String name) {
        return accounts.get(name).map(AccountResource::answer);
    }

    @PUT
    @Path("{name}")
    @Operation(
            operationId = "changeAccount",
            summary = "修改、停用账号",
            description = "角色即刻生效。停用的账号不能登录，登录会话即刻结束；账号不能删除，审计中的名字才总有所指。至少要留一位可用的管理员。")
    @APIResponse(
            responseCode = "200",
            description = "修改后的账号",
            content = @Content(schema = @Schema(implementation = Account.class)))
    public Uni<Response> change(
            @Parameter(description = "账号名") @RestPath String name,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = "请在正文中给出修改") @Valid Change change,
            @Context SecurityContext user) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Problem(ProblemType.PRECONDITION_REQUIRED);
        }
        return accounts.change(
                        name,
                        version(ifMatch),
                        blankToNull(change.displayName()),
                        change.roles(),
                        change.active(),
                        user.getUserPrincipal().getName())
                .map(AccountResource::answer);
    }

    @POST
    @Path("{name}/password")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "resetPassword",
            summary = "重置密码",
            description = "给忘了密码或被锁定的人。新密码只在这一次答复中给出，首次登录须修改；原有的登录会话即刻结束。")
    @APIResponse(
            responseCode = "201",
            description = "账号和新密码",
            content = @Content(schema = @Schema(implementation = WithPassword.class)))
    public Uni<Response> reset(
            @Parameter(description = "账号名") @RestPath String name, @Context SecurityContext user) {
        return accounts.reset(name, user.getUserPrincipal().getName())
                .map(made -> Response.status(201).entity(answer(made)).build());
    }

    private static WithPassword answer(Accounts.WithPassword made) {
        return new WithPassword(made.account(), made.password());
    }

    private static Response answer(Account account) {
        return Response.ok(account).header("ETag", "\"" + account.version() + "\"").build();
    }

    /** What isn't a version of ours is one that has passed. */
    static long version(String ifMatch) {
        String digits = ifMatch.strip().replace("\"", "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
