package cn.fuhan.followup;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What public letters promise, for programs. */
@Path("/api/v1/replies/{code}/promises")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "复函")
class ProgressResource {

    private final Promises promises;

    ProgressResource(Promises promises) {
        this.promises = promises;
    }

    @GET
    @Operation(
            operationId = "getPromises",
            summary = "一件复函的承诺事项和进展",
            description = "全文公开的复函才有；其余的，和没有登记承诺的一样，答复空的列表。")
    @APIResponse(
            responseCode = "200",
            description = "承诺事项",
            content = @Content(schema = @Schema(implementation = PublicPromises.class)))
    public Uni<Response> get(@RestPath String code) {
        return promises.ofPublic(code)
                .map(
                        found ->
                                Response.ok(PublicPromises.of(found))
                                        .header("Cache-Control", ProgressPages.CACHE)
                                        .build());
    }
}
