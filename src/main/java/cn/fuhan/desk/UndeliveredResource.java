package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.outbox.Undelivered;
import cn.fuhan.outbox.UndeliveredEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What did not reach the outside (未送达), for administrators. */
@Path("/api/v1/desk/undelivered")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
@Tag(name = "工作台")
class UndeliveredResource {

    private final Undelivered undelivered;

    UndeliveredResource(Undelivered undelivered) {
        this.undelivered = undelivered;
    }

    @GET
    @Operation(
            operationId = "listUndelivered",
            summary = "未送达的消息",
            description = "消息和检查屡试不成的，放弃之后列在这里，直到有人让它重试或不再处理。回执从不因此受影响。")
    @APIResponse(
            responseCode = "200",
            description = "未送达的，新的在前",
            content = @Content(schema = @Schema(implementation = UndeliveredEvent.Page.class)))
    public Uni<UndeliveredEvent.Page> list(
            @Parameter(description = "上一页的 next") @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "一页几条")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(value = 1, message = "limit 须在 1 至 100 之间")
                    @Max(value = 100, message = "limit 须在 1 至 100 之间")
                    int limit) {
        return undelivered.list(cursor, limit);
    }

    @POST
    @Path("{id}/retry")
    @Operation(
            operationId = "retryUndelivered",
            summary = "让未送达的重试",
            description = "从第一次起重新试，例如在改正模板设置之后。")
    @APIResponse(responseCode = "204", description = "随即重试")
    public Uni<Void> retry(
            @Parameter(description = "未送达的编号", example = "42") @RestPath long id,
            @Context SecurityContext user) {
        return undelivered.retry(id, user.getUserPrincipal().getName());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "dismissUndelivered", summary = "不再处理未送达的")
    @APIResponse(responseCode = "204", description = "不再列出，也不再重试")
    public Uni<Void> dismiss(
            @Parameter(description = "未送达的编号", example = "42") @RestPath long id,
            @Context SecurityContext user) {
        return undelivered.dismiss(id, user.getUserPrincipal().getName());
    }
}
