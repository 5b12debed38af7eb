package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.audit.Audit;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
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
    private final Audit audit;

    ReceiptsResource(Receipts receipts, Audit audit) {
        this.receipts = receipts;
        this.audit = audit;
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
                    int limit,
            @Context SecurityContext user) {
        String code = reply == null || reply.isBlank() ? null : Code.parse(reply);
        return receipts.list(code, cursor, limit)
                .call(page -> audit.note(read(user.getUserPrincipal().getName(), code, page)));
    }

    /** Receipts carry what was told to the bureau alone: who read them is remembered. */
    static Audit.Event read(String by, @Nullable String code, ReceiptList page) {
        int shown = page.items().size();
        return new Audit.Event(
                by,
                "receipt.read",
                "receipt",
                null,
                code == null ? Map.of("shown", shown) : Map.of("letter", code, "shown", shown));
    }
}
