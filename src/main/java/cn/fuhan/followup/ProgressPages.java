package cn.fuhan.followup;

import cn.fuhan.web.Site;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What public letters promise, for everybody who follows them (办理进展). */
@Path("/")
class ProgressPages {

    static final String CACHE = "public, max-age=10, s-maxage=10";

    private final Promises promises;
    private final Site site;

    ProgressPages(Promises promises, Site site) {
        this.promises = promises;
        this.site = site;
    }

    @GET
    @Path("r/{code}/progress")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public Uni<Response> page(@RestPath String code) {
        return promises.ofPublic(code)
                .map(
                        found ->
                                Response.ok(
                                                new ProgressPage(
                                                                site,
                                                                code,
                                                                PublicPromises.of(found))
                                                        .html()
                                                        .render())
                                        .header("Cache-Control", CACHE)
                                        .build());
    }
}
