package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Versions;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Letters from files. */
@Path("/api/v1/desk/imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class ImportResource {

    static final String DOCX =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private final Importing importing;

    ImportResource(Importing importing) {
        this.importing = importing;
    }

    @POST
    @Consumes({"text/html", "text/plain", DOCX})
    @Operation(
            operationId = "importReply",
            summary = "导入一件复函",
            description =
                    """
                    收保存下来的政府网页、纯文本或 docx，至多 10 MB。按文中的标签和公文自身的格式识别，\
                    答复草稿和各处发现：认出了什么、缺什么、哪里可疑。同一件再次导入不会重复保存，\
                    答复 409 并指出已有的那一件。""")
    @APIResponse(
            responseCode = "201",
            description = "已存为草稿",
            content = @Content(schema = @Schema(implementation = DeskReply.class)))
    public Uni<Response> take(
            @RequestBody(
                            description = "文件的内容。文本的编码写在 Content-Type 的 charset 中；没有写的自动识别",
                            content = {
                                @Content(
                                        mediaType = "text/html",
                                        schema = @Schema(implementation = String.class)),
                                @Content(
                                        mediaType = "text/plain",
                                        schema = @Schema(implementation = String.class)),
                                @Content(
                                        mediaType = DOCX,
                                        schema =
                                                @Schema(
                                                        implementation = String.class,
                                                        format = "binary"))
                            })
                    @NotNull(message = "请在正文中给出文件的内容")
                    byte[] file,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Context SecurityContext user) {
        if (contentType == null) {
            throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
        MediaType type = MediaType.valueOf(contentType);
        @Nullable String charset = type.getParameters().get("charset");
        return importing
                .take(
                        file,
                        type.getType() + "/" + type.getSubtype(),
                        charset,
                        user.getUserPrincipal().getName())
                .map(
                        draft ->
                                Response.created(URI.create("/api/v1/desk/replies/" + draft.code()))
                                        .header("ETag", Versions.etag(draft.version()))
                                        .entity(draft)
                                        .build());
    }
}
