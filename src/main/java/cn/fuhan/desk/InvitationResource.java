package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.receipt.Invitations;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Invitations to the proposers of a letter. */
@Path("/api/v1/desk/replies/{code}/invitations")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class InvitationResource {

    /** Whom to invite. */
    @RegisterForReflection
    @Schema(name = "InvitationRequest", description = "邀请谁；只有一位提出者时可以不写")
    record Invite(
            @Size(max = 100, message = "提出者不能超过 100 字")
                    @Schema(description = "提出者", examples = "王济光")
                    @Nullable String proposer) {}

    private final Invitations invitations;
    private final Bodies bodies;

    InvitationResource(Invitations invitations, Bodies bodies) {
        this.invitations = invitations;
        this.bodies = bodies;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML + ";charset=UTF-8"})
    @Operation(
            operationId = "inviteProposer",
            summary = "给一位提出者出具回执码",
            description =
                    """
                    联名提出者每人一份。回执码只在这一次答复中给出，库中只存散列；再出具一次得到新的码，\
                    先前寄出的仍然有效，两个码对应同一份回执。Accept: text/html 得到可打印的 A4 回执单。""")
    @APIResponse(
            responseCode = "201",
            description = "邀请",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Invitations.Issued.class)),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(implementation = String.class))
            })
    public Uni<Response> invite(
            @RestPath String code,
            @RequestBody(
                            description = "邀请谁；只有一位提出者时可以不写",
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Invite.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers,
            @Context SecurityContext user) {
        Invite invite = bodies.optional(body, Invite.class);
        boolean sheet =
                headers.getAcceptableMediaTypes().stream()
                        .findFirst()
                        .map(type -> type.getSubtype().equals("html"))
                        .orElse(false);
        return invitations
                .issue(
                        code,
                        invite == null ? null : invite.proposer(),
                        user.getUserPrincipal().getName())
                .map(
                        issued ->
                                sheet
                                        ? Response.status(201)
                                                .type("text/html;charset=UTF-8")
                                                .entity(issued.sheet().html().render())
                                                .build()
                                        : Response.status(201)
                                                .type(MediaType.APPLICATION_JSON)
                                                .entity(issued.issued())
                                                .build());
    }
}
