package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.receipt.ReceiptList;
import cn.fuhan.receipt.Receipts;
import cn.fuhan.reply.Code;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Receipts for staff to read. */
@Path("/api/v1/desk/receipts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class ReceiptsResource {

    private final Receipts receipts;

    ReceiptsResource(Receipts receipts) {
        this.receipts = receipts;
    }

    @GET
    @Operation(
            operationId = "listReceipts",
            summary = "收到的回执",
            description = "每一版都在，新的在前；current 为 true 的是现行的一版。")
    @APIResponse(responseCode = "200", description = "一页回执")
    public Uni<ReceiptList> list(
            @Parameter(description = "只看一件复函的") @QueryParam("reply") @Nullable String reply,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几份，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return receipts.list(
                reply == null || reply.isBlank() ? null : Code.parse(reply), cursor, limit);
    }
}
