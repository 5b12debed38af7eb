package cn.fuhan.figures;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The figures for programs. */
@Path("/api/v1/statistics")
@Tag(name = "统计")
class StatisticsResource {

    static final String CACHE = "public, max-age=%1$d, s-maxage=%1$d".formatted(Figures.SECONDS);

    private final Figures figures;

    StatisticsResource(Figures figures) {
        this.figures = figures;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, YearlyWorkbook.MEDIA_TYPE})
    @Operation(
            operationId = "getStatistics",
            summary = "统计",
            description =
                    """
                    复函按办理结果、类别、发布机构和年份的件数，办复率、回执回收率、满意率和答复用时。\
                    每个比率都带分子和分母。复函按成文的年份，回执按它的复函的年份，交办件按交办的年份。\
                    Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet 得到供年度报告用的表格。\
                    数字至多旧十秒。""")
    @APIResponse(
            responseCode = "200",
            description = "统计",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Statistics.class)),
                @Content(
                        mediaType = YearlyWorkbook.MEDIA_TYPE,
                        schema = @Schema(implementation = String.class, format = "binary"))
            })
    public Uni<Response> get(
            @Parameter(description = "哪一年；不写就是历年合计", example = "2022")
                    @QueryParam("year")
                    @Min(1900)
                    @Max(9999)
                    @Nullable Integer year,
            @Context HttpHeaders headers) {
        boolean sheet =
                headers.getAcceptableMediaTypes().stream()
                        .findFirst()
                        .map(type -> type.toString().startsWith(YearlyWorkbook.MEDIA_TYPE))
                        .orElse(false);
        return figures.of(year)
                .chain(
                        found ->
                                sheet
                                        ? workbook(found)
                                        : Uni.createFrom()
                                                .item(
                                                        Response.ok(
                                                                        found,
                                                                        MediaType.APPLICATION_JSON)
                                                                .header("Cache-Control", CACHE)
                                                                .header("Vary", "Accept")
                                                                .build()));
    }

    /** The figures as a file, made on a worker thread. */
    static Uni<Response> workbook(Statistics found) {
        return Uni.createFrom()
                .item(() -> YearlyWorkbook.of(found))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        bytes ->
                                Response.ok(bytes, YearlyWorkbook.MEDIA_TYPE)
                                        .header("Cache-Control", CACHE)
                                        .header("Vary", "Accept")
                                        .header(
                                                "Content-Disposition",
                                                "attachment; filename=\"%s\""
                                                        .formatted(YearlyWorkbook.fileName(found)))
                                        .build());
    }
}
