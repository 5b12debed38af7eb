package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.reply.DeskFinding.Resolution;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Versions;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Letters at the desk: read, edit, decide about findings. */
@Path("/api/v1/desk/replies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "工作台")
class DeskResource {

    /** A page of letters at the desk. */
    @RegisterForReflection
    @Schema(name = "DeskReplyList", description = "工作台上的一页复函，新的在前")
    record Page(
            List<DeskReply> items,
            @Schema(description = "下一页的 page；没有下一页时为 null") @Nullable Integer next) {}

    /** What staff decide about a finding. */
    @RegisterForReflection
    @Schema(name = "FindingDecision", description = "对一处发现的处理")
    record Decision(
            @NotNull(message = "请填写 KEEP、REMOVE 或 REPLACE")
                    @Schema(description = "KEEP 确认无误；REMOVE 删除这段文字；REPLACE 换成 replacement")
                    Choice resolution,
            @Schema(description = "更正后的文字；REPLACE 时必填")
                    @Size(max = 1_000, message = "更正后的文字不能超过 1000 字")
                    @Nullable String replacement,
            @Schema(description = "处理说明") @Size(max = 1_000, message = "处理说明不能超过 1000 字")
                    @Nullable String note) {

        @Schema(name = "FindingChoice")
        enum Choice {
            KEEP,
            REMOVE,
            REPLACE
        }
    }

    private final Drafts drafts;
    private final Bodies bodies;

    DeskResource(Drafts drafts, Bodies bodies) {
        this.drafts = drafts;
        this.bodies = bodies;
    }

    @GET
    @Operation(operationId = "listDeskReplies", summary = "工作台上的复函")
    @APIResponse(
            responseCode = "200",
            description = "一页复函",
            content = @Content(schema = @Schema(implementation = Page.class)))
    public Uni<Page> list(
            @QueryParam("state")
                    @Pattern(
                            regexp = "DRAFT|PUBLISHED|WITHDRAWN",
                            message = "只能是 DRAFT、PUBLISHED、WITHDRAWN")
                    @Nullable String state,
            @Parameter(description = "第几页，从 0 起")
                    @QueryParam("page")
                    @DefaultValue("0")
                    @Min(0)
                    @Max(100_000)
                    int page,
            @Parameter(description = "每页几件，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return drafts.list(state, page, limit)
                .map(items -> new Page(items, items.size() < limit ? null : page + 1));
    }

    @GET
    @Path("{code}")
    @Operation(operationId = "getDeskReply", summary = "一件复函的草稿、发现和状态")
    @APIResponse(
            responseCode = "200",
            description = "复函；ETag 是它的版本，修改时放进 If-Match",
            content = @Content(schema = @Schema(implementation = DeskReply.class)))
    public Uni<Response> get(@RestPath String code) {
        return drafts.get(code).map(DeskResource::answer);
    }

    @PUT
    @Path("{code}")
    @Operation(
            operationId = "editReply",
            summary = "修改草稿",
            description = "整份替换。已发布的复函改动后，再发布一次才对外生效。改掉可疑的文字，那一处就算处理了；新出现的可疑文字会成为新的发现。")
    @APIResponse(
            responseCode = "200",
            description = "修改后的复函",
            content = @Content(schema = @Schema(implementation = DeskReply.class)))
    public Uni<Response> edit(
            @RestPath String code,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            description = "草稿；也可以把读取到的整份答复改好 draft 后原样发回，其余各项忽略",
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            oneOf = {
                                                                Letter.class,
                                                                DeskReply.class
                                                            })))
                    @NotNull(message = "请在正文中给出草稿")
                    JsonNode body,
            @Context SecurityContext user) {
        Versions versions = Versions.required(ifMatch);
        Letter letter = letter(body);
        return drafts.edit(
                        code,
                        versions,
                        letter,
                        user.getUserPrincipal().getName(),
                        Importing.INSPECTION)
                .map(DeskResource::answer);
    }

    @DELETE
    @Path("{code}")
    @Operation(operationId = "deleteReply", summary = "删除从未发布过的草稿")
    @APIResponse(responseCode = "204", description = "已删除")
    public Uni<Void> remove(
            @RestPath String code,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context SecurityContext user) {
        return drafts.remove(code, Versions.required(ifMatch), user.getUserPrincipal().getName());
    }

    @PUT
    @Path("{code}/findings/{id}")
    @Operation(
            operationId = "resolveFinding",
            summary = "处理一处发现",
            description = "REMOVE 和 REPLACE 会同时更正草稿中的那一处文字。可疑的发现全部处理之后才能发布。")
    @APIResponse(
            responseCode = "200",
            description = "处理后的复函",
            content = @Content(schema = @Schema(implementation = DeskReply.class)))
    public Uni<Response> resolve(
            @RestPath String code,
            @Parameter(description = "发现的 id") @RestPath String id,
            @NotNull(message = "请在正文中给出处理") @Valid Decision decision,
            @Context SecurityContext user) {
        if (decision.resolution() == Decision.Choice.REPLACE
                && (decision.replacement() == null || decision.replacement().isBlank())) {
            throw new Problem(ProblemType.INVALID).error("/replacement", "REPLACE 须给出更正后的文字");
        }
        return drafts.resolve(
                        code,
                        id,
                        Resolution.valueOf(decision.resolution().name()),
                        decision.replacement(),
                        decision.note(),
                        user.getUserPrincipal().getName(),
                        Importing.INSPECTION)
                .map(DeskResource::answer);
    }

    static Response answer(DeskReply reply) {
        return Response.ok(reply).header("ETag", Versions.etag(reply.version())).build();
    }

    private Letter letter(JsonNode body) {
        Letter letter = bodies.part(body.has("draft") ? body.get("draft") : body, Letter.class);
        if (letter == null) {
            throw new Problem(ProblemType.INVALID).error("/draft", "请给出草稿");
        }
        return letter;
    }
}
