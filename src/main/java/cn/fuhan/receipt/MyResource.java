package cn.fuhan.receipt;

import cn.fuhan.access.Sessions;
import cn.fuhan.access.Slowdown;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
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

/** What belongs to the proposer who is logged in. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "proposer")
@Tag(name = "我的")
class MyResource {

    private final Belongings belongings;
    private final Sessions sessions;
    private final Slowdown slowdown;

    MyResource(Belongings belongings, Sessions sessions, Slowdown slowdown) {
        this.belongings = belongings;
        this.sessions = sessions;
        this.slowdown = slowdown;
    }

    @POST
    @Path("invitations")
    @Operation(
            operationId = "redeemInvitation",
            summary = "认领回执",
            description =
                    """
                    凭回执单上的回执码认领，之后提交回执不再需要回执码。再认领一次答复 200，不变；\
                    已由另一个账号认领的，答复 409。""")
    @APIResponse(
            responseCode = "201",
            description = "已认领",
            content = @Content(schema = @Schema(implementation = MyInvitation.class)))
    @APIResponse(
            responseCode = "200",
            description = "先前已经认领",
            content = @Content(schema = @Schema(implementation = MyInvitation.class)))
    public Uni<Response> redeem(
            @Parameter(required = true) @HeaderParam("Receipt-Code") @Nullable String receiptCode,
            @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
            @Context HttpServerRequest request) {
        String caller = InvitationByCodeResource.caller(request);
        return sessions.require(authorization)
                .chain(
                        proposer ->
                                slowdown.attempt(
                                        caller,
                                        belongings.redeem(
                                                InvitationByCodeResource.required(receiptCode),
                                                proposer.account())))
                .map(redeemed -> response(redeemed, caller));
    }

    private Response response(Belongings.Redeemed redeemed, String caller) {
        if (redeemed instanceof Belongings.Redeemed.Bound bound) {
            slowdown.succeeded(caller);
            return Response.status(201).entity(bound.invitation()).build();
        }
        if (redeemed instanceof Belongings.Redeemed.Already already) {
            return Response.ok(already.invitation()).build();
        }
        if (redeemed instanceof Belongings.Redeemed.Taken taken) {
            throw new Problem(ProblemType.INVITATION_TAKEN, taken.detail());
        }
        throw InvitationByCodeResource.unknown(slowdown, caller);
    }

    @GET
    @Path("replies")
    @Operation(
            operationId = "listMyReplies",
            summary = "我的复函",
            description = "认领过回执的各件复函，尚未公开的也在内；新的在前。")
    @APIResponse(responseCode = "200", description = "一页邀请")
    public Uni<MyInvitation.Page> replies(
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几份，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit,
            @Parameter(hidden = true) @HeaderParam("Authorization")
                    @Nullable String authorization) {
        return sessions.require(authorization)
                .chain(proposer -> belongings.invitations(proposer.account(), cursor, limit));
    }

    @GET
    @Path("receipts")
    @Operation(
            operationId = "listMyReceipts",
            summary = "我的回执",
            description = "认领过的邀请的各份回执，不论从哪里提交；每一版都在，新的在前。")
    @APIResponse(responseCode = "200", description = "一页回执")
    public Uni<MyReceipts> receipts(
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几份，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit,
            @Parameter(hidden = true) @HeaderParam("Authorization")
                    @Nullable String authorization) {
        return sessions.require(authorization)
                .chain(proposer -> belongings.receipts(proposer.account(), cursor, limit));
    }
}
