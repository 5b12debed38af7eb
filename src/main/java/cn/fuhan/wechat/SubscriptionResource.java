package cn.fuhan.wechat;

import cn.fuhan.access.Sessions;
import cn.fuhan.reply.Code;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Consents to get messages; on a letter, to follow it (关注). */
@Path("/api/v1/me/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "我的")
class SubscriptionResource {

    private static final int MOST = 10;

    /** What the user accepted. */
    @RegisterForReflection
    @Schema(name = "MessageConsent", description = "用户同意接收的消息")
    record Consent(
            @NotNull(message = "请给出用户同意的各个模板编号")
                    @Size(max = MOST, message = "至多 10 个模板编号")
                    @Schema(description = "wx.requestSubscribeMessage 答复 accept 的各个模板编号")
                    List<@NotNull(message = "模板编号不能为 null") String> accepted,
            @Schema(description = "在哪一件复函上同意的，可不填；同意接收 PROGRESS 的，就关注了这一件", examples = "7G4K2M9QXR")
                    @Nullable String code) {}

    private static final String STORE =
            """
            with followed as (
                insert into follower (reply_id, account_id)
                select id, $1 from reply where code = $3
                on conflict do nothing
            )
            insert into wechat_consent (account_id, template_id) select $1, unnest($2::text[])
            """;

    private final Templates templates;
    private final Sessions sessions;
    private final Pool pool;
    private final Patience patience;

    SubscriptionResource(Templates templates, Sessions sessions, Pool pool, Patience patience) {
        this.templates = templates;
        this.sessions = sessions;
        this.pool = pool;
        this.patience = patience;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SecurityRequirement(name = "proposer")
    @Operation(
            operationId = "subscribe",
            summary = "同意接收消息",
            description = "一次同意是一条消息。用户在小程序中同意之后才能发送。给出 code 的，承诺的进展（PROGRESS）是那一件的。")
    @APIResponse(responseCode = "204", description = "已记下")
    public Uni<Void> subscribe(
            @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
            @NotNull(message = "请在正文中给出用户同意的模板编号") Consent consent) {
        return sessions.require(authorization)
                .invoke(() -> require(consent))
                .chain(proposer -> store(proposer.account(), consent));
    }

    /** Once it is known whose they are: a stranger's are not looked at. */
    private void require(Consent consent) {
        if (consent.code() != null) {
            Code.parse(consent.code());
        }
        if (consent.accepted() == null || consent.accepted().size() > MOST) {
            throw new Problem(ProblemType.INVALID).error("/accepted", "请给出用户同意的各个模板编号，至多 10 个");
        }
        for (int i = 0; i < consent.accepted().size(); i++) {
            if (!templates.knows(consent.accepted().get(i))) {
                throw new Problem(ProblemType.INVALID)
                        .error("/accepted/" + i, "没有这个模板。请用 GET /api/v1/wechat/templates 所列的编号");
            }
        }
    }

    private Uni<Void> store(long account, Consent consent) {
        boolean follows =
                consent.code() != null && templates.among(consent.accepted(), Happening.PROGRESS);
        return pool.preparedQuery(STORE)
                .execute(
                        Tuple.of(
                                account,
                                consent.accepted().toArray(String[]::new),
                                follows ? Code.parse(consent.code()) : null))
                .plug(storing -> patience.write("可以不再发：用户下次还会被问到。", storing))
                .replaceWithVoid();
    }
}
