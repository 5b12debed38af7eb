package cn.fuhan.followup;

import cn.fuhan.access.Roles;
import cn.fuhan.followup.Rehandling.Way;
import cn.fuhan.reply.Code;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Invitations and cases of re-handling at the desk (征询意见、二次办理). */
@Path("/api/v1/desk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "办理")
class RehandlingResource {

    private static final String BODY = "请在正文中给出内容";

    /** A talk with the proposer. */
    @RegisterForReflection
    @Schema(name = "ContactMade", description = "与提出者的一次沟通")
    record Talk(
            @NotNull(message = "请填写哪一天") @Schema(description = "哪一天") LocalDate on,
            @NotNull(message = "请填写方式") @Schema(description = "方式") Way way,
            @NotBlank(message = "请写明谈了什么")
                    @Size(max = 5_000, message = "不能超过 5000 字")
                    @Schema(description = "谈了什么", examples = "当面听取意见，说明了线路调整的难处")
                    String note) {}

    /** The end of a case. */
    @RegisterForReflection
    @Schema(name = "CaseOutcome", description = "结案")
    record Outcome(
            @NotBlank(message = "请写明结果")
                    @Size(max = 5_000, message = "不能超过 5000 字")
                    @Schema(description = "结果", examples = "已再次答复，提出者表示满意")
                    String outcome) {}

    /** The second reply. */
    @RegisterForReflection
    @Schema(name = "CaseReply", description = "第二次答复")
    record Reply(
            @Size(max = 20, message = "复函编号不对")
                    @Schema(description = "已导入的复函的编号；不写就新拟一件草稿", examples = "2C6H8P4TWA")
                    @Nullable String reply) {}

    private final Rehandlings cases;
    private final Reminders reminders;

    RehandlingResource(Rehandlings cases, Reminders reminders) {
        this.cases = cases;
        this.reminders = reminders;
    }

    @GET
    @Path("invitations")
    @Operation(
            operationId = "listInvitations",
            summary = "征询意见的进展",
            description = "每份邀请到了哪一步。期限前 5 个工作日还没有收回的，催办一次。")
    @APIResponse(responseCode = "200", description = "一页邀请")
    public Uni<InvitationList> invitations(
            @Parameter(description = "只看一步")
                    @QueryParam("state")
                    @Pattern(
                            regexp = "ISSUED|OPENED|RETURNED|OVERDUE",
                            message = "只能是 ISSUED、OPENED、RETURNED、OVERDUE")
                    @Nullable String state,
            @Parameter(description = "只看一件复函的") @QueryParam("reply") @Nullable String reply,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几份，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return reminders.list(
                state == null ? null : InvitationList.State.valueOf(state),
                reply == null || reply.isBlank() ? null : Code.parse(reply),
                cursor,
                limit);
    }

    @GET
    @Path("cases")
    @Operation(
            operationId = "listCases",
            summary = "重新办理，先立案的在前",
            description = "收到不满意的回执，当时就立案；提出者后来改变评价，仍须由人结案。")
    @APIResponse(responseCode = "200", description = "一页重新办理")
    public Uni<Rehandling.Page> list(
            @Parameter(description = "OPEN 在办，CLOSED 已结案")
                    @QueryParam("state")
                    @DefaultValue("OPEN")
                    @Pattern(regexp = "OPEN|CLOSED", message = "只能是 OPEN、CLOSED")
                    String state,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几件，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return cases.list(state.equals("CLOSED"), cursor, limit);
    }

    @GET
    @Path("cases/{case}")
    @Operation(operationId = "getCase", summary = "一件重新办理")
    @APIResponse(responseCode = "200", description = "一件重新办理")
    public Uni<Rehandling> get(
            @Parameter(description = "重新办理的编号", example = "4D8S2H6KXN") @RestPath("case")
                    String code) {
        return cases.get(code);
    }

    @POST
    @Path("cases/{case}/contacts")
    @Operation(
            operationId = "noteContact",
            summary = "登记与提出者的沟通",
            description = "登记之后不能修改，只能再登记一次。")
    @APIResponse(responseCode = "200", description = "登记后的重新办理")
    public Uni<Rehandling> contact(
            @Parameter(description = "重新办理的编号", example = "4D8S2H6KXN") @RestPath("case")
                    String code,
            @NotNull(message = BODY) @Valid Talk talk,
            @Context SecurityContext user) {
        return cases.contact(
                code, talk.on(), talk.way(), talk.note(), user.getUserPrincipal().getName());
    }

    @PUT
    @Path("cases/{case}/reply")
    @Operation(
            operationId = "replyAgain",
            summary = "第二次答复",
            description = "不写编号，就按第一次答复新拟一件草稿：同一提案、同一提出者，正文待写。写好、发布之后，照常出具回执码，再收一份新的回执。")
    @APIResponse(responseCode = "200", description = "有了第二次答复的重新办理")
    public Uni<Rehandling> reply(
            @Parameter(description = "重新办理的编号", example = "4D8S2H6KXN") @RestPath("case")
                    String code,
            @NotNull(message = BODY) @Valid Reply reply,
            @Context SecurityContext user) {
        String by = user.getUserPrincipal().getName();
        return reply.reply() == null || reply.reply().isBlank()
                ? cases.draftSecondReply(code, by)
                : cases.secondReply(code, reply.reply(), by);
    }

    @PUT
    @Path("cases/{case}/closing")
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(operationId = "closeCase", summary = "结案", description = "须先登记过沟通，并写明结果。结案之后不能再改。")
    @APIResponse(responseCode = "200", description = "结案后的重新办理")
    public Uni<Rehandling> close(
            @Parameter(description = "重新办理的编号", example = "4D8S2H6KXN") @RestPath("case")
                    String code,
            @NotNull(message = BODY) @Valid Outcome outcome,
            @Context SecurityContext user) {
        return cases.close(code, outcome.outcome(), user.getUserPrincipal().getName());
    }
}
