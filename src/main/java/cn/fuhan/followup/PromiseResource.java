package cn.fuhan.followup;

import cn.fuhan.access.Roles;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
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

/** Promises at the desk (承诺事项). */
@Path("/api/v1/desk/promises")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "办理")
class PromiseResource {

    private static final String BODY = "请在正文中给出内容";

    /** What became of a promise. */
    @RegisterForReflection
    @Schema(name = "PromiseOutcome", description = "承诺的兑现或变更")
    record Settled(
            @NotNull(message = "请填写 FULFILLED 或 CHANGED")
                    @Pattern(regexp = "FULFILLED|CHANGED", message = "只能是 FULFILLED、CHANGED")
                    @Schema(description = "FULFILLED 已兑现，CHANGED 变更为另一项承诺")
                    String state,
            @NotBlank(message = "请写明情况，提出者会看到")
                    @Size(max = 2_000, message = "不能超过 2000 字")
                    @Schema(description = "情况，会告知提出者", examples = "十二个社区的图书角已全部开放")
                    String note,
            @Size(max = 2_000, message = "不能超过 2000 字") @Schema(description = "变更后承诺什么；不写就是内容不变")
                    @Nullable String content,
            @Schema(description = "变更后的期限；变更时必填") @Nullable LocalDate dueOn) {}

    /** The second reply. */
    @RegisterForReflection
    @Schema(name = "SecondReply", description = "第二次答复")
    record SecondReply(
            @NotBlank(message = "请填写复函编号")
                    @Size(max = 20, message = "复函编号不对")
                    @Schema(description = "第二次答复的复函编号", examples = "2C6H8P4TWA")
                    String reply) {}

    private final Promises promises;

    PromiseResource(Promises promises) {
        this.promises = promises;
    }

    @GET
    @Operation(
            operationId = "listPromises",
            summary = "承诺事项，先到期的在前",
            description = "到期的次日，没有兑现的自动记为 MISSED。")
    @APIResponse(responseCode = "200", description = "一页承诺事项")
    public Uni<Promise.Page> list(
            @Parameter(description = "只看一种进展")
                    @QueryParam("state")
                    @Pattern(
                            regexp = "OPEN|FULFILLED|CHANGED|MISSED",
                            message = "只能是 OPEN、FULFILLED、CHANGED、MISSED")
                    @Nullable String state,
            @Parameter(description = "true：只看应当第二次答复、还没有答复的")
                    @QueryParam("toReply")
                    @DefaultValue("false")
                    boolean toReply,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几项，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return promises.list(
                state == null ? null : Promise.State.valueOf(state), toReply, cursor, limit);
    }

    @GET
    @Path("{promise}")
    @Operation(operationId = "getPromise", summary = "一项承诺和它的经过")
    @APIResponse(responseCode = "200", description = "一项承诺")
    public Uni<Promise> get(
            @Parameter(description = "承诺编号", example = "6J3W9TQ0XB") @RestPath String promise) {
        return promises.get(promise);
    }

    @PUT
    @Path("{promise}/state")
    @Operation(
            operationId = "settlePromise",
            summary = "登记承诺已兑现，或变更",
            description = "提出者会在回执页上看到。从这一天起，20 个工作日内应当第二次答复。")
    @APIResponse(responseCode = "200", description = "登记后的承诺")
    public Uni<Promise> settle(
            @Parameter(description = "承诺编号", example = "6J3W9TQ0XB") @RestPath String promise,
            @NotNull(message = BODY) @Valid Settled settled,
            @Context SecurityContext user) {
        String by = user.getUserPrincipal().getName();
        if (settled.state().equals("FULFILLED")) {
            return promises.fulfil(promise, settled.note().strip(), by);
        }
        if (settled.dueOn() == null) {
            throw new Problem(ProblemType.INVALID).error("/dueOn", "变更时请填写新的期限");
        }
        return promises.change(
                promise,
                settled.note().strip(),
                Assignments.text(settled.content()),
                settled.dueOn(),
                by);
    }

    @PUT
    @Path("{promise}/reply")
    @Operation(
            operationId = "linkSecondReply",
            summary = "登记第二次答复",
            description = "须是另一件复函；承诺兑现、变更或逾期之后才有第二次答复。")
    @APIResponse(responseCode = "200", description = "登记后的承诺")
    public Uni<Promise> reply(
            @Parameter(description = "承诺编号", example = "6J3W9TQ0XB") @RestPath String promise,
            @NotNull(message = BODY) @Valid SecondReply reply,
            @Context SecurityContext user) {
        return promises.secondReply(promise, reply.reply(), user.getUserPrincipal().getName());
    }
}
