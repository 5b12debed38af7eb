package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.LetterDocument;
import cn.fuhan.reply.Publishing;
import cn.fuhan.reply.Versions;
import cn.fuhan.web.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Publication (发布) and withdrawal (撤回) of a letter. */
@Path("/api/v1/desk/replies/{code}/publication")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class PublicationResource {

    static final String WITHOUT_REASON = "发布单位未说明原因";

    /** Why a letter is published again, or withdrawn. */
    @RegisterForReflection
    @Schema(name = "PublicationReason", description = "原因，会向公众显示")
    record Reason(
            @Size(max = 500, message = "原因不能超过 500 字")
                    @Schema(description = "原因", examples = "更正第二部分的数据")
                    @Nullable String reason) {}

    private final Publishing publishing;
    private final Bodies bodies;

    PublicationResource(Publishing publishing, Bodies bodies) {
        this.publishing = publishing;
        this.bodies = bodies;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "publishReply",
            summary = "发布",
            description = "草稿成为新的一版，从此不变，立即公开。还有可疑的发现没有处理时答复 409，指出是哪些。撤回之后再发布也是新的一版。")
    @APIResponse(
            responseCode = "201",
            description = "公开的这一版",
            content = @Content(schema = @Schema(implementation = LetterDocument.class)))
    public Uni<Response> publish(
            @RestPath String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            description = "原因，可以不写",
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Reason.class)))
                    byte @Nullable [] body,
            @Context SecurityContext user) {
        Reason why = bodies.optional(body, Reason.class);
        return publishing
                .publish(
                        code,
                        new Versions(ifMatch),
                        why == null ? null : why.reason(),
                        user.getUserPrincipal().getName())
                .map(
                        document ->
                                Response.created(URI.create("/api/v1/replies/" + document.code()))
                                        .entity(document)
                                        .build());
    }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "withdrawReply",
            summary = "撤回",
            description = "公众再来看时得到 410 和这里写的原因。草稿和各版都还在。")
    @APIResponse(
            responseCode = "200",
            description = "撤回后的复函",
            content = @Content(schema = @Schema(implementation = DeskReply.class)))
    public Uni<Response> withdraw(
            @RestPath String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Parameter(description = "原因，会向公众显示；也可以写在正文里")
                    @QueryParam("reason")
                    @Size(max = 500, message = "原因不能超过 500 字")
                    @Nullable String reason,
            @RequestBody(
                            description = "原因，可以不写",
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Reason.class)))
                    byte @Nullable [] body,
            @Context SecurityContext user) {
        Reason told = bodies.optional(body, Reason.class);
        String why =
                told != null && told.reason() != null
                        ? told.reason()
                        : PlainText.require("reason", reason);
        return publishing
                .withdraw(
                        code,
                        new Versions(ifMatch),
                        why == null || why.isBlank() ? WITHOUT_REASON : why.strip(),
                        user.getUserPrincipal().getName())
                .map(DeskResource::answer);
    }
}
