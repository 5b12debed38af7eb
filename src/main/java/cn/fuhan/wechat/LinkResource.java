package cn.fuhan.wechat;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** From a browser outside WeChat to the letter in the mini-program. */
@Path("/r/{code}/mini-program")
class LinkResource {

    private final Openings openings;

    LinkResource(Openings openings) {
        this.openings = openings;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> link(@RestPath String code) {
        return openings.link(code)
                .map(
                        url ->
                                Response.seeOther(URI.create(url))
                                        .header("Cache-Control", "no-store")
                                        .build());
    }
}
