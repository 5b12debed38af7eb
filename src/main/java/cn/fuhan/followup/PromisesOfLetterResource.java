package cn.fuhan.followup;

import cn.fuhan.access.Roles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What a letter promises, noted at the desk. */
@Path("/api/v1/desk/replies/{code}/promises")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
@Tag(name = "办理")
class PromisesOfLetterResource {

    private static final String BODY = "请在正文中给出内容";

    /** A promise. */
    @RegisterForReflection
    @Schema(name = "PromiseMade", description = "一项承诺")
    record Made(
            @NotBlank(message = "请填写承诺了什么")
                    @Size(max = 2_000, message = "不能超过 2000 字")
                    @Schema(description = "承诺了什么", examples = "年底前在十二个社区设图书角")
                    String content,
            @NotNull(message = "请填写承诺的期限") @Schema(description = "承诺的期限") LocalDate dueOn) {}

    private final Promises promises;

    PromisesOfLetterResource(Promises promises) {
        this.promises = promises;
    }

    @POST
    @Operation(
            operationId = "makePromise",
            summary = "登记复函中的一项承诺",
            description = "办理结果为 B、C 的复函应逐项登记。全文公开的复函，承诺和它的进展也公开。")
    @APIResponse(
            responseCode = "201",
            description = "登记好的承诺",
            content = @Content(schema = @Schema(implementation = Promise.class)))
    public Uni<Response> make(
            @RestPath String code,
            @NotNull(message = BODY) @Valid Made made,
            @Context SecurityContext user) {
        return promises.make(code, made.content(), made.dueOn(), user.getUserPrincipal().getName())
                .map(
                        promise ->
                                Response.created(
                                                URI.create(
                                                        "/api/v1/desk/promises/" + promise.code()))
                                        .entity(promise)
                                        .build());
    }
}
