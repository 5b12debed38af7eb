package cn.fuhan.receipt;

import cn.fuhan.access.Slowdown;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The invitation that a receipt code opens, for whoever holds the code. */
@Path("/api/v1/invitation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "回执")
class InvitationByCodeResource {

    private final Belongings belongings;
    private final Slowdown slowdown;

    InvitationByCodeResource(Belongings belongings, Slowdown slowdown) {
        this.belongings = belongings;
        this.slowdown = slowdown;
    }

    @GET
    @Operation(
            operationId = "getInvitation",
            summary = "凭回执码查看邀请",
            description = "是哪一件复函、给谁的、何时截止、提交过什么。不登录也能用；不改动任何内容。")
    @APIResponse(responseCode = "200", description = "邀请")
    public Uni<MyInvitation> get(
            @Parameter(required = true) @HeaderParam("Receipt-Code") @Nullable String receiptCode,
            @Context HttpServerRequest request) {
        String code = required(receiptCode);
        String caller = caller(request);
        return slowdown.attempt(caller, belongings.byCode(code))
                .map(
                        found -> {
                            if (found == null) {
                                throw unknown(slowdown, caller);
                            }
                            slowdown.succeeded(caller);
                            return found;
                        });
    }

    static String required(@Nullable String receiptCode) {
        if (receiptCode == null || receiptCode.isBlank()) {
            throw new Problem(
                    ProblemType.RECEIPT_CODE_REQUIRED, "请在 Receipt-Code 头中给出回执码。回执码印在随函寄送的回执单上。");
        }
        return receiptCode;
    }

    static Problem unknown(Slowdown slowdown, String caller) {
        return slowdown.failed(
                caller, new Problem(ProblemType.RECEIPT_CODE_UNKNOWN, "回执码不对。请核对回执单，或请承办单位重新出具。"));
    }

    /** The same as that of receipts: guesses count together, wherever they are made. */
    static String caller(HttpServerRequest request) {
        return "receipt " + request.remoteAddress().hostAddress();
    }
}
