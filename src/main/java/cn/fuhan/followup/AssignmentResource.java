package cn.fuhan.followup;

import cn.fuhan.access.Roles;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Versions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Assigned proposals at the desk (交办件): what is due, and each step of handling it. */
@Path("/api/v1/desk/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "办理")
class AssignmentResource {

    private static final String LONG = "不能超过 2000 字";
    private static final String BODY = "请在正文中给出内容";

    /** A longer deadline and its reason. */
    @RegisterForReflection
    @Schema(name = "ExtensionRequest", description = "延期")
    record Extend(
            @NotNull(message = "请填写延至哪一天") @Schema(description = "延至，交办之日起至多六个月") LocalDate until,
            @NotBlank(message = "请写明延期的理由")
                    @Size(max = 2_000, message = LONG)
                    @Schema(description = "理由", examples = "涉及线路重新招标，经提案委同意延期")
                    String reason) {}

    /** When it was answered. */
    @RegisterForReflection
    @Schema(name = "AnsweredOn", description = "办复日期")
    record Answered(@Schema(description = "复函寄出的日期；null 取消登记") @Nullable LocalDate on) {}

    /** The proposer's wish. */
    @RegisterForReflection
    @Schema(name = "PublicityWish", description = "提出者对公开的意愿")
    record Wish(
            @NotNull(message = "请填写 FULL、TITLE_ONLY 或 NONE") @Schema(description = "希望怎样公开")
                    Disclosure wish,
            @Size(max = 2_000, message = LONG) @Schema(description = "怎么说的") @Nullable String note,
            @Schema(description = "何时征求的；不写就是今天") @Nullable LocalDate on) {}

    /** How it is published. */
    @RegisterForReflection
    @Schema(name = "PublicityDecision", description = "公开决定")
    record Decision(
            @NotNull(message = "请填写 FULL、TITLE_ONLY 或 NONE") @Schema(description = "怎样公开")
                    Disclosure decision,
            @Size(max = 2_000, message = LONG)
                    @Schema(description = "理由；不全文公开的必填", examples = "涉及正在招标的项目")
                    @Nullable String reason) {}

    /** Whose opinion is asked. */
    @RegisterForReflection
    @Schema(name = "CoHandlersAsked", description = "征求会办单位的意见")
    record Ask(
            @NotEmpty(message = "请填写会办单位")
                    @Size(max = 100, message = "会办单位不能超过 100 个")
                    @Schema(description = "各会办单位")
                    List<
                                    @NotBlank(message = "不能为空")
                                    @Size(max = 100, message = "不能超过 100 个字") String>
                            names,
            @Schema(description = "征求意见的日期；不写就是今天") @Nullable LocalDate askedOn,
            @Schema(description = "反馈的期限；不写就是一个月，逢休息日顺延") @Nullable LocalDate dueOn) {}

    /** A co-handler's opinion. */
    @RegisterForReflection
    @Schema(name = "CoHandlerOpinion", description = "会办单位反馈的意见")
    record Opinion(
            @Schema(description = "反馈日期；null 取消登记") @Nullable LocalDate givenOn,
            @Size(max = 20_000, message = "意见不能超过 20000 字") @Schema(description = "意见")
                    @Nullable String opinion) {}

    private final Assignments assignments;

    AssignmentResource(Assignments assignments) {
        this.assignments = assignments;
    }

    @GET
    @Operation(
            operationId = "listAssignments",
            summary = "交办件，先到期的在前",
            description = "没有办复的，最急的在前；state=ANSWERED 则是已经办复的，期限晚的在前。")
    @APIResponse(responseCode = "200", description = "一页交办件")
    public Uni<AssignmentList> list(
            @Parameter(description = "OPEN 还没有办复，ANSWERED 已经办复")
                    @QueryParam("state")
                    @DefaultValue("OPEN")
                    @Pattern(regexp = "OPEN|ANSWERED", message = "只能是 OPEN、ANSWERED")
                    String state,
            @Parameter(description = "只看达到这一级预警的，包括更急的")
                    @QueryParam("warning")
                    @DefaultValue("NONE")
                    @Pattern(regexp = "NONE|BLUE|YELLOW|RED", message = "只能是 NONE、BLUE、YELLOW、RED")
                    String warning,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几件，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return assignments.list(state.equals("ANSWERED"), Warning.valueOf(warning), cursor, limit);
    }

    @POST
    @Operation(
            operationId = "createAssignment",
            summary = "登记一件交办件",
            description = "期限为交办之日起三个月，逢休息日顺延。会议和编号与它相同的复函自动算作它的答复。")
    @APIResponse(
            responseCode = "201",
            description = "登记好的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> create(
            @NotNull(message = BODY) @Valid Particulars particulars,
            @Context SecurityContext user) {
        return assignments
                .create(particulars, user.getUserPrincipal().getName())
                .map(
                        a ->
                                Response.created(URI.create("/api/v1/desk/assignments/" + a.code()))
                                        .entity(a)
                                        .header("ETag", Versions.etag(a.version()))
                                        .build());
    }

    @GET
    @Path("{assignment}")
    @Operation(operationId = "getAssignment", summary = "一件交办件")
    @APIResponse(
            responseCode = "200",
            description = "交办件；ETag 是它的版本，修改时放进 If-Match",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> get(@RestPath String assignment) {
        return assignments.get(assignment).map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}")
    @Operation(
            operationId = "editAssignment",
            summary = "更正登记的内容",
            description = "整份替换。延过期的，dueOn 是延期之后的期限。")
    @APIResponse(
            responseCode = "200",
            description = "更正后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> edit(
            @RestPath String assignment,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Particulars particulars,
            @Context SecurityContext user) {
        return assignments
                .edit(
                        assignment,
                        Versions.required(ifMatch),
                        particulars,
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}/extension")
    @Operation(
            operationId = "extendAssignment",
            summary = "延期",
            description = "须写明理由；交办之日起至多六个月。原定的期限仍然记着。")
    @APIResponse(
            responseCode = "200",
            description = "延期后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> extend(
            @RestPath String assignment,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Extend extend,
            @Context SecurityContext user) {
        return assignments
                .extend(
                        assignment,
                        new Versions(ifMatch),
                        extend.until(),
                        extend.reason(),
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}/answer")
    @Operation(
            operationId = "noteAnswer",
            summary = "登记办复日期",
            description = "没有登记的，以已发布的第一件复函的落款日期为办复日期。")
    @APIResponse(
            responseCode = "200",
            description = "登记后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> answered(
            @RestPath String assignment,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Answered answered,
            @Context SecurityContext user) {
        return assignments
                .answer(
                        assignment,
                        new Versions(ifMatch),
                        answered.on(),
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}/wish")
    @Operation(operationId = "noteWish", summary = "登记提出者对公开的意愿")
    @APIResponse(
            responseCode = "200",
            description = "登记后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> wish(
            @RestPath String assignment,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Wish wish,
            @Context SecurityContext user) {
        return assignments
                .wish(
                        assignment,
                        new Versions(ifMatch),
                        wish.wish(),
                        wish.note(),
                        wish.on(),
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}/decision")
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "decidePublicity",
            summary = "决定怎样公开",
            description = "不全文公开的须写明理由。公开的期限是复函成文之日起 20 个工作日。")
    @APIResponse(
            responseCode = "200",
            description = "决定后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> decide(
            @RestPath String assignment,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Decision decision,
            @Context SecurityContext user) {
        return assignments
                .decide(
                        assignment,
                        new Versions(ifMatch),
                        decision.decision(),
                        decision.reason(),
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @POST
    @Path("{assignment}/co-handlers")
    @Operation(operationId = "askCoHandlers", summary = "征求会办单位的意见", description = "已经征求过的单位不变。")
    @APIResponse(
            responseCode = "200",
            description = "征求后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> ask(
            @RestPath String assignment,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Ask ask,
            @Context SecurityContext user) {
        return assignments
                .ask(
                        assignment,
                        new Versions(ifMatch),
                        ask.names(),
                        ask.askedOn(),
                        ask.dueOn(),
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}/co-handlers/{id}")
    @Operation(operationId = "noteOpinion", summary = "登记会办单位反馈的意见")
    @APIResponse(
            responseCode = "200",
            description = "登记后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> give(
            @RestPath String assignment,
            @Parameter(description = "会办单位的 id") @RestPath long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull(message = BODY) @Valid Opinion opinion,
            @Context SecurityContext user) {
        return assignments
                .give(
                        assignment,
                        new Versions(ifMatch),
                        id,
                        opinion.givenOn(),
                        opinion.opinion(),
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @DELETE
    @Path("{assignment}/co-handlers/{id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "removeCoHandler", summary = "取消征求一个会办单位的意见")
    @APIResponse(
            responseCode = "200",
            description = "取消后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> stopAsking(
            @RestPath String assignment,
            @Parameter(description = "会办单位的 id") @RestPath long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context SecurityContext user) {
        return assignments
                .stopAsking(
                        assignment, new Versions(ifMatch), id, user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @PUT
    @Path("{assignment}/forerunners/{code}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "linkForerunner",
            summary = "登记一件以往的复函",
            description = "以往答复过同一件事的。交办件中会列出那时的承诺和它们的进展。")
    @APIResponse(
            responseCode = "200",
            description = "登记后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> precede(
            @RestPath String assignment,
            @RestPath String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context SecurityContext user) {
        return assignments
                .forerunner(
                        assignment,
                        new Versions(ifMatch),
                        code,
                        true,
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    @DELETE
    @Path("{assignment}/forerunners/{code}")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "unlinkForerunner", summary = "取消登记一件以往的复函")
    @APIResponse(
            responseCode = "200",
            description = "取消后的交办件",
            content = @Content(schema = @Schema(implementation = Assignment.class)))
    public Uni<Response> forget(
            @RestPath String assignment,
            @RestPath String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context SecurityContext user) {
        return assignments
                .forerunner(
                        assignment,
                        new Versions(ifMatch),
                        code,
                        false,
                        user.getUserPrincipal().getName())
                .map(AssignmentResource::answer);
    }

    private static Response answer(Assignment assignment) {
        return Response.ok(assignment).header("ETag", Versions.etag(assignment.version())).build();
    }
}
