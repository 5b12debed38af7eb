package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.reply.Difference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What differs between two revisions of a letter (版本对照). */
@Path("/api/v1/desk/replies/{code}/revisions/{n}/difference")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class DifferenceResource {

    static final String DRAFT = "draft";

    /** Which two, and how they differ. */
    @RegisterForReflection
    @Schema(name = "RevisionDifference", description = "一件复函的两版对照")
    record Answer(
            @Schema(description = "复函编号", examples = "7G4K2M9QXR") String code,
            @Schema(description = "前一版", examples = "1") String before,
            @Schema(description = "后一版；draft 为草稿", examples = "2") String after,
            @Schema(description = "不同之处") Difference difference) {}

    private final Comparing comparing;

    DifferenceResource(Comparing comparing) {
        this.comparing = comparing;
    }

    @GET
    @Operation(
            operationId = "compareRevisions",
            summary = "两版有什么不同",
            description =
                    """
                    逐段对照，改过的段落指出改了哪些字。比较的是公众所见的内容；n 写 draft 就是草稿，\
                    即再发布一次会改变什么。""")
    @APIResponse(responseCode = "200", description = "两版对照")
    public Uni<Answer> compare(
            @RestPath String code,
            @Parameter(description = "后一版：第几版，或 draft", example = "2")
                    @RestPath
                    @Pattern(regexp = "draft|[1-9][0-9]{0,5}", message = "须是版次，或 draft")
                    String n,
            @Parameter(description = "前一版：第几版；不写则为后一版的上一版", example = "1")
                    @QueryParam("with")
                    @Pattern(regexp = "[1-9][0-9]{0,5}", message = "须是版次，从 1 起")
                    @Nullable String with) {
        return comparing.compare(code, n, with);
    }
}
