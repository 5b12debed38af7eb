package cn.fuhan.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What each problem type means, at the address that is its {@code type}. */
@Path("/problems")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ProblemPages {

    private final Site site;

    ProblemPages(Site site) {
        this.site = site;
    }

    @GET
    @Path("{slug}")
    @Operation(hidden = true)
    public String type(@RestPath String slug) {
        for (ProblemType type : ProblemType.values()) {
            if (type.slug().equals(slug)) {
                int end = type.meaning().indexOf('。') + 1;
                return new ProblemTypePage(
                                site,
                                type.uri(),
                                type.status(),
                                type.title(),
                                type.meaning().substring(0, end),
                                type.meaning().substring(end))
                        .html()
                        .render();
            }
        }
        throw new Problem(ProblemType.NOT_FOUND);
    }
}
