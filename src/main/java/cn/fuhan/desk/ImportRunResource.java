package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.intake.FileName;
import cn.fuhan.web.PlainText;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Bulk imports (批量导入). */
@Path("/api/v1/desk/import-runs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class ImportRunResource {

    static final String ZIP = "application/zip";

    private final Receiving receiving;
    private final ImportRuns runs;

    ImportRunResource(Receiving receiving, ImportRuns runs) {
        this.receiving = receiving;
        this.runs = runs;
    }

    @POST
    @Consumes(ZIP)
    @Blocking
    @Operation(
            operationId = "startImportRun",
            summary = "批量导入",
            description =
                    """
                    收一个 zip，或 multipart/form-data 中的多个文件（其中也可以有 zip），合起来至多 512 MB、10000 个文件，\
                    每个文件至多 10 MB。收完即答复，随后逐个读取；用返回的 id 查看进度和每个文件的结果。\
                    有密码的、损坏的、异常膨胀的、带路径的、压缩包里的压缩包等，逐个说明原因，不影响其余。\
                    服务中断后自动接着做，不会存成两份；同一批再传一次也不会。""")
    @APIResponse(
            responseCode = "201",
            description = "已收下，正在读取",
            content = @Content(schema = @Schema(implementation = ImportRun.class)))
    public Response zip(
            @Parameter(description = "压缩包的名字，便于日后辨认")
                    @QueryParam("name")
                    @Size(max = 200, message = "名字不能超过 200 字")
                    @Nullable String name,
            @RequestBody(
                            required = true,
                            description = "一个 zip；或 multipart/form-data 中的多个文件，字段名不限",
                            content = {
                                @Content(
                                        mediaType = ZIP,
                                        schema =
                                                @Schema(
                                                        implementation = String.class,
                                                        format = "binary")),
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA,
                                        schema =
                                                @Schema(
                                                        implementation = String.class,
                                                        format = "binary"))
                            })
                    InputStream body,
            @Context SecurityContext user) {
        String source = PlainText.require("name", name);
        return begun(
                receiving.zip(
                        source == null || source.isBlank() ? "压缩包" : FileName.shown(source),
                        body,
                        user.getUserPrincipal().getName()));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Blocking
    @Operation(hidden = true)
    public Response files(
            @RestForm(FileUpload.ALL) List<FileUpload> files, @Context SecurityContext user) {
        return begun(receiving.files(files, user.getUserPrincipal().getName()));
    }

    private Response begun(String code) {
        ImportRun run = runs.get(code).await().indefinitely();
        return Response.created(URI.create("/api/v1/desk/import-runs/" + code)).entity(run).build();
    }

    @GET
    @Operation(operationId = "listImportRuns", summary = "各次批量导入", description = "新的在前。")
    @APIResponse(
            responseCode = "200",
            description = "一页批量导入",
            content = @Content(schema = @Schema(implementation = ImportRun.Page.class)))
    public Uni<ImportRun.Page> list(
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几次，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return runs.list(cursor, limit);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getImportRun",
            summary = "一次批量导入的进度",
            description = "state 为 DONE 时全部读完。各文件的结果见 items。")
    @APIResponse(
            responseCode = "200",
            description = "进度",
            content = @Content(schema = @Schema(implementation = ImportRun.class)))
    public Uni<ImportRun> get(
            @Parameter(description = "这一次的编号", example = "9B2M6V0TQC") @RestPath String id) {
        return runs.get(id);
    }

    @GET
    @Path("{id}/items")
    @Operation(
            operationId = "listImportItems",
            summary = "批量导入中各文件的结果",
            description = "按文件的先后；可以只看一种结果，如 FAILED。")
    @APIResponse(
            responseCode = "200",
            description = "一页文件",
            content = @Content(schema = @Schema(implementation = ImportRun.Items.class)))
    public Uni<ImportRun.Items> items(
            @Parameter(description = "这一次的编号", example = "9B2M6V0TQC") @RestPath String id,
            @Parameter(
                            description = "只看一种结果",
                            schema = @Schema(implementation = ImportRun.ItemState.class))
                    @QueryParam("state")
                    @Pattern(
                            regexp = "WAITING|IMPORTED|NEEDS_A_LOOK|ALREADY_HERE|FAILED",
                            message = "只能是 WAITING、IMPORTED、NEEDS_A_LOOK、ALREADY_HERE、FAILED")
                    @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几个，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return runs.items(
                id, state == null ? null : ImportRun.ItemState.valueOf(state), cursor, limit);
    }
}
