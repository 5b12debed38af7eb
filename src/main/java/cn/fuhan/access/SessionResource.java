package cn.fuhan.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A proposer's session once it has begun. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "我的")
class SessionResource {

    /** What a session is continued with. */
    @RegisterForReflection
    @Schema(name = "SessionRefresh", description = "凭续期令牌续期")
    record Refresh(
            @NotBlank(message = "请给出续期令牌")
                    @Size(max = 200, message = "续期令牌不对")
                    @Schema(description = "上一次得到的续期令牌")
                    String refreshToken) {}

    private final Sessions sessions;

    SessionResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @POST
    @Path("refresh")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "refreshSession",
            summary = "续期",
            description =
                    """
                    换得新的一对令牌，旧的一对从此无效。续期令牌只能用一次：用过的再来一次，\
                    说明它在两个人手里，整个会话立即注销，须重新登录。没有收到答复时，也请重新登录。""")
    @APIResponse(
            responseCode = "201",
            description = "新的一对令牌",
            content = @Content(schema = @Schema(implementation = SessionTokens.class)))
    public Uni<Response> refresh(
            @NotNull(message = "请在正文中给出续期令牌") @jakarta.validation.Valid Refresh body) {
        return sessions.refresh(body.refreshToken())
                .map(tokens -> Response.status(201).entity(tokens).build());
    }

    @DELETE
    @Path("current")
    @SecurityRequirement(name = "proposer")
    @Operation(operationId = "endSession", summary = "注销", description = "这个会话的两个令牌立即无效。")
    @APIResponse(responseCode = "204", description = "已注销")
    public Uni<Void> end(
            @Parameter(hidden = true) @HeaderParam("Authorization")
                    @Nullable String authorization) {
        return sessions.require(authorization).chain(sessions::end);
    }
}
