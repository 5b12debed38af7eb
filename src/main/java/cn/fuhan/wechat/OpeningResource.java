package cn.fuhan.wechat;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** A letter's mini-program code. */
@Path("/api/v1/replies/{code}/mini-program-code")
@Tag(name = "复函")
class OpeningResource {

    private final Openings openings;

    OpeningResource(Openings openings) {
        this.openings = openings;
    }

    @GET
    @Produces({"image/png", "image/jpeg"})
    @Operation(
            operationId = "getMiniProgramCode",
            summary = "小程序码",
            description = "微信扫一扫即在小程序中打开这一件；scene 是复函编号。图由微信绘制，只绘制一次。没有接入微信时答复 503。")
    @APIResponse(
            responseCode = "200",
            description = "图，PNG 或 JPEG，依微信所给",
            content =
                    @Content(
                            mediaType = "image/png",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            format = "binary",
                                            examples = "（图）")))
    public Uni<Response> picture(@RestPath String code) {
        return openings.picture(code)
                .map(
                        image ->
                                Response.ok(image)
                                        .type(Openings.isPng(image) ? "image/png" : "image/jpeg")
                                        .header("Cache-Control", "public, max-age=3600")
                                        .build());
    }
}
