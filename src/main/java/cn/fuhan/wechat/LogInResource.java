package cn.fuhan.wechat;

import cn.fuhan.access.SessionTokens;
import cn.fuhan.access.Sessions;
import cn.fuhan.access.Slowdown;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Log-in from the mini-program (登录). */
@Path("/api/v1/sessions/wechat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "我的")
class LogInResource {

    /** What wx.login gave. */
    @RegisterForReflection
    @Schema(name = "WeChatLogIn", description = "小程序的登录凭证")
    record LogIn(
            @NotBlank(message = "请给出 wx.login 得到的 code")
                    @Size(max = 200, message = "code 不对")
                    @Schema(description = "wx.login 得到的 code，五分钟内有效，只能用一次")
                    String code) {}

    private final WeChat weChat;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Slowdown slowdown;

    LogInResource(WeChat weChat, Accounts accounts, Sessions sessions, Slowdown slowdown) {
        this.weChat = weChat;
        this.accounts = accounts;
        this.sessions = sessions;
        this.slowdown = slowdown;
    }

    @POST
    @Operation(
            operationId = "logInByWeChat",
            summary = "从微信小程序登录",
            description =
                    """
                    用 wx.login 的 code 换取会话。openid 只以带密钥的散列和密文保存，session_key 不保存也不外传。\
                    没有接入微信时答复 503（wechat-not-configured），指出须设置哪些环境变量。""")
    @APIResponse(
            responseCode = "201",
            description = "会话",
            content = @Content(schema = @Schema(implementation = SessionTokens.class)))
    public Uni<Response> logIn(
            @NotNull(message = "请在正文中给出 code") @Valid LogIn body,
            @Context HttpServerRequest request) {
        String caller = "wechat " + request.remoteAddress().hostAddress();
        return slowdown.attempt(caller, Uni.createFrom().deferred(() -> weChat.openid(body.code())))
                .onFailure(LogInResource::isGuess)
                .transform(e -> slowdown.failed(caller, (Problem) e))
                .invoke(() -> slowdown.succeeded(caller))
                .chain(accounts::of)
                .chain(sessions::begin)
                .map(tokens -> Response.status(201).entity(tokens).build());
    }

    private static boolean isGuess(Throwable e) {
        return e instanceof Problem problem && problem.type() == ProblemType.WECHAT_CODE;
    }
}
