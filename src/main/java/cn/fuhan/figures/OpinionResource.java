package cn.fuhan.figures;

import cn.fuhan.access.Roles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Approval of opinions (意见公开审核). */
@Path("/api/v1/desk/receipts/{number}/opinion-review")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "统计")
class OpinionResource {

    /** Whether an opinion may be public. */
    @RegisterForReflection
    @Schema(name = "OpinionDecision", description = "意见可否公开")
    record Decision(
            @NotNull(message = "请填写 true 或 false") @Schema(description = "是否可以公开")
                    @Nullable Boolean approved,
            @Size(max = 1_000, message = "说明不能超过 1000 字")
                    @Schema(description = "说明；公开微信判定有风险的意见时须写")
                    @Nullable String note) {}

    private final OpinionReviews reviews;

    OpinionResource(OpinionReviews reviews) {
        this.reviews = reviews;
    }

    @PUT
    @Operation(
            operationId = "reviewOpinion",
            summary = "审核一份回执的意见可否公开",
            description = "提出者同意公开的才能审核。可以的，显示在公开的统计中，不带姓名；提出者修改了回执，新的一版须重新审核。")
    @APIResponse(responseCode = "200", description = "审核的结果")
    public Uni<OpinionReview> review(
            @Parameter(description = "回执编号", example = "X4M7T0B2RK") @RestPath String number,
            @NotNull(message = "请在正文中给出审核的结果") @Valid Decision decision,
            @Context SecurityContext user) {
        return reviews.review(
                number, decision.approved(), decision.note(), user.getUserPrincipal().getName());
    }
}
