package cn.fuhan.receipt;

import cn.fuhan.access.Sessions;
import cn.fuhan.access.Slowdown;
import cn.fuhan.reply.Code;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Receipts from programs. */
@Path("/api/v1/replies/{code}/receipts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "回执")
class ReceiptResource {

    private static final int LONGEST_KEY = 200;

    private final Receipts receipts;
    private final ReceiptSettings settings;
    private final Slowdown slowdown;
    private final Sessions sessions;

    ReceiptResource(
            Receipts receipts, ReceiptSettings settings, Slowdown slowdown, Sessions sessions) {
        this.sessions = sessions;
        this.receipts = receipts;
        this.settings = settings;
        this.slowdown = slowdown;
    }

    @POST
    @SecurityRequirementsSet
    @SecurityRequirementsSet(@SecurityRequirement(name = "proposer"))
    @Operation(
            operationId = "sendReceipt",
            summary = "提交或修改回执",
            description =
                    """
                    答复 201 即已存妥。没有收到答复时，用同一个 Idempotency-Key 原样再发，不会存成两份，\
                    答复与第一次相同，并带 Idempotency-Replayed: true。期限之内换一个新的 Idempotency-Key \
                    再发，就是修改；每一版都会保留。凭 Receipt-Code 头中的回执码，\
                    或者登录后凭已认领的邀请（Authorization: Bearer，不写 Receipt-Code）。""")
    @APIResponse(
            responseCode = "201",
            description = "已收到",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    public Uni<Response> send(
            @RestPath String code,
            @HeaderParam("Receipt-Code") @Nullable String receiptCode,
            @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
            @Parameter(required = true) @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull(message = "请在正文中给出回执的内容") Answer answer,
            @Context HttpServerRequest request) {
        boolean byCode = receiptCode != null && !receiptCode.isBlank();
        if (!byCode && !Sessions.isBearer(authorization)) {
            throw new Problem(ProblemType.RECEIPT_CODE_REQUIRED);
        }
        requireKey(key);
        answer.require(settings.understanding());
        String letter = Code.parse(code);
        if (!byCode) {
            return sessions.require(authorization)
                    .chain(
                            proposer ->
                                    receipts.store(
                                            Holder.ofAccount(proposer.account()),
                                            letter,
                                            key,
                                            answer,
                                            "WECHAT"))
                    .map(
                            submission ->
                                    response(submission)
                                            .orElseThrow(
                                                    () ->
                                                            new Problem(
                                                                    ProblemType
                                                                            .INVITATION_REQUIRED)));
        }
        String caller = "receipt " + request.remoteAddress().hostAddress();
        return slowdown.attempt(
                        caller,
                        receipts.store(Holder.ofCode(receiptCode), letter, key, answer, "API"))
                .map(
                        submission -> {
                            if (submission instanceof Submission.Accepted) {
                                slowdown.succeeded(caller);
                            }
                            return response(submission)
                                    .orElseThrow(
                                            () ->
                                                    slowdown.failed(
                                                            caller,
                                                            new Problem(
                                                                    ProblemType
                                                                            .RECEIPT_CODE_UNKNOWN)));
                        });
    }

    /** 1 to 200 visible ASCII characters. */
    static void requireKey(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new Problem(
                            ProblemType.BAD_PARAMETER,
                            "缺少 Idempotency-Key。请为每一份内容生成一个（如 UUID），重发时不变。")
                    .error("Idempotency-Key", "必须给出");
        }
        if (key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new Problem(ProblemType.BAD_PARAMETER)
                    .error("Idempotency-Key", "须为 1 至 200 个可见的 ASCII 字符");
        }
    }

    /** Empty where there is no such invitation. */
    private static Optional<Response> response(Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            return Optional.of(Response.status(201).entity(accepted.receipt()).build());
        }
        if (submission instanceof Submission.Replayed replayed) {
            return Optional.of(
                    Response.status(201)
                            .header("Idempotency-Replayed", "true")
                            .entity(replayed.receipt())
                            .build());
        }
        if (submission instanceof Submission.KeyReused) {
            throw new Problem(ProblemType.KEY_REUSED);
        }
        if (submission instanceof Submission.InFlight) {
            throw new Problem(ProblemType.RECEIPT_IN_FLIGHT).retryAfter(1);
        }
        if (submission instanceof Submission.Closed) {
            throw new Problem(ProblemType.RECEIPT_CLOSED);
        }
        if (submission instanceof Submission.Withdrawn withdrawn) {
            throw new Problem(ProblemType.WITHDRAWN, "发布单位已撤回这一件，暂不收回执。原因：" + withdrawn.reason());
        }
        return Optional.empty();
    }
}
