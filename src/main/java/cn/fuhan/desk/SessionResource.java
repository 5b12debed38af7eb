package cn.fuhan.desk;

import cn.fuhan.access.Accounts;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.access.StaffCookie;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whoever is calling, and their own password. */
@Path("/api/v1/desk")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class SessionResource {

    /** Who is calling. */
    @RegisterForReflection
    @Schema(name = "DeskSession", description = "当前的登录")
    record Session(
            @Schema(description = "账号名", examples = "admin") String account,
            @Schema(description = "姓名") @Nullable String displayName,
            @Schema(description = "角色") List<String> roles,
            @Schema(description = "用登录会话（Cookie）写入时，放进 X-CSRF-Token 头；HTTP Basic 不需要，为 null")
                    @Nullable String csrf) {}

    /** A new password of one's own. */
    @RegisterForReflection
    @Schema(name = "PasswordChange", description = "修改自己的密码")
    record Passwords(
            @Schema(description = "现在的密码") @NotNull(message = "请填写现在的密码") String old,
            @Schema(description = "新密码，至少 10 个字符，不含账号名") @NotNull(message = "请填写新密码")
                    String password) {}

    private final Accounts accounts;
    private final StaffCookie cookie;
    private final SecurityIdentity identity;

    SessionResource(Accounts accounts, StaffCookie cookie, SecurityIdentity identity) {
        this.accounts = accounts;
        this.cookie = cookie;
        this.identity = identity;
    }

    @GET
    @Path("session")
    @Operation(operationId = "getDeskSession", summary = "当前的登录", description = "我是谁，能做什么。")
    @APIResponse(
            responseCode = "200",
            description = "当前的登录",
            content = @Content(schema = @Schema(implementation = Session.class)))
    public Session session() {
        Staff staff = Staff.of(identity);
        return new Session(
                staff.name(),
                staff.displayName(),
                Roles.ALL.stream().filter(staff::has).toList(),
                staff.csrf());
    }

    @PUT
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changePassword",
            summary = "修改自己的密码",
            description = "先前的登录会话全部结束。用登录会话调用的，答复的 Set-Cookie 是新的会话。管理员给的初始密码只能用来做这一件事。")
    @APIResponse(responseCode = "204", description = "已修改")
    public Uni<Response> change(
            @NotNull(message = "请在正文中给出密码") @Valid Passwords passwords,
            @Context HttpServerRequest request) {
        boolean browser = Staff.of(identity).csrf() != null;
        return accounts.changeOwn(Staff.of(identity).name(), passwords.old(), passwords.password())
                .map(
                        secret -> {
                            Response.ResponseBuilder done = Response.noContent();
                            return browser
                                    ? done.header("Set-Cookie", cookie.set(request, secret)).build()
                                    : done.build();
                        });
    }
}
