package cn.fuhan.figures;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The figures as a public page, and as the workbook that it offers. */
@Path("/")
class FiguresPages {

    private final Figures figures;
    private final Site site;

    FiguresPages(Figures figures, Site site) {
        this.figures = figures;
        this.site = site;
    }

    @GET
    @Path("figures")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public Uni<Response> page(@QueryParam("year") @Nullable String year) {
        return figures.of(year(year))
                .map(
                        found ->
                                Response.ok(
                                                new FiguresPage(site, found, "/figures")
                                                        .html()
                                                        .render())
                                        .header("Cache-Control", StatisticsResource.CACHE)
                                        .build());
    }

    @GET
    @Path("figures.xlsx")
    @Produces(YearlyWorkbook.MEDIA_TYPE)
    @Operation(hidden = true)
    public Uni<Response> sheet(@QueryParam("year") @Nullable String year) {
        return figures.of(year(year)).chain(StatisticsResource::workbook);
    }

    static @Nullable Integer year(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        if (!typed.matches("[12]\\d{3}")) {
            throw new Problem(ProblemType.BAD_PARAMETER).error("year", "年份是四位数字，如 2022");
        }
        return Integer.valueOf(typed);
    }
}
