package cn.fuhan.wechat;

import cn.fuhan.outbox.Consumer;
import cn.fuhan.outbox.Event;
import cn.fuhan.outbox.Outcome;
import cn.fuhan.web.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages (订阅消息). An event spends one consent, before it is sent, and never another. When
 * WeChat's answer is lost, nobody knows whether the message arrived: it is sent again only if that
 * was the user's last consent, since WeChat itself refuses a second message then. So a message
 * reaches WeChat at least once, and a user never gets it twice.
 */
@Singleton
class Messages implements Consumer {

    private static final Logger LOG = Logger.getLogger(Messages.class);

    /** The consent may come a little later than what it is for. */
    private static final int LOOKS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(20);

    private static final String SPEND =
            """
            with mine as (
                select id from wechat_consent where spent_on = $3
            ), spent as (
                update wechat_consent set spent_at = now(), spent_on = $3
                 where id = (select id from wechat_consent
                              where account_id = $1 and template_id = $2 and spent_at is null
                              order by id limit 1 for update skip locked)
                   and not exists (select from mine)
                returning id
            )
            select w.openid_sealed, r.draft->>'title' as title, r.draft->>'department' as department,
                   r.draft->>'documentNumber' as number,
                   (select count(*) from mine) + (select count(*) from spent) as mine,
                   (select count(*) from wechat_consent c
                     where c.account_id = $1 and c.template_id = $2 and c.spent_at is null)
                       - (select count(*) from spent) as others
              from wechat_account w, reply r
             where w.account_id = $1 and r.code = $4
            """;

    private final Pool pool;
    private final Patience patience;
    private final WeChat weChat;
    private final Calls calls;
    private final Secrecy secrecy;
    private final Templates templates;
    private final WeChatSettings settings;
    private final ObjectMapper json;

    Messages(
            Pool pool,
            Patience patience,
            WeChat weChat,
            Calls calls,
            Secrecy secrecy,
            Templates templates,
            WeChatSettings settings,
            ObjectMapper json) {
        this.pool = pool;
        this.patience = patience;
        this.weChat = weChat;
        this.calls = calls;
        this.secrecy = secrecy;
        this.templates = templates;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public String topic() {
        return "wechat.message";
    }

    @Override
    public Uni<Outcome> deliver(Event event) {
        JsonNode told = event.payload();
        Happening happening = Happening.valueOf(told.path("event").asText());
        Template template = templates.of(happening).orElse(null);
        if (template == null || !settings.complete()) {
            return Uni.createFrom().item(Outcome.delivered());
        }
        return pool.preparedQuery(SPEND)
                .execute(
                        Tuple.of(
                                told.path("account").asLong(),
                                template.id(),
                                event.key(),
                                told.path("code").asText()))
                .plug(patience::read)
                .chain(
                        rows -> {
                            for (Row row : rows) {
                                if (row.getLong("mine") > 0) {
                                    return send(
                                            message(row, told, happening, template),
                                            row.getLong("others") > 0);
                                }
                            }
                            return Uni.createFrom().item(without(event));
                        });
    }

    private static Outcome without(Event event) {
        return event.attempt() < LOOKS
                ? new Outcome.RetryAt(Instant.now().plus(PAUSE), "用户还没有同意接收")
                : Outcome.delivered();
    }

    private ObjectNode message(Row row, JsonNode told, Happening happening, Template template) {
        ObjectNode message =
                json.createObjectNode()
                        .put(
                                "touser",
                                secrecy.open(
                                        Accounts.PURPOSE,
                                        row.getBuffer("openid_sealed").getBytes()))
                        .put("template_id", template.id())
                        .put("page", settings.page() + "?code=" + told.path("code").asText())
                        .put("miniprogram_state", settings.version().state())
                        .put("lang", "zh_CN");
        template.fill(
                message.putObject("data"),
                new Template.Filling(
                        orEmpty(row.getString("title")),
                        orEmpty(row.getString("department")),
                        told.path("proposer").asText(),
                        orEmpty(row.getString("number")),
                        Instant.ofEpochSecond(told.path("at").asLong()),
                        happening));
        return message;
    }

    private Uni<Outcome> send(ObjectNode message, boolean hasOtherConsents) {
        return weChat.authorised(token -> calls.send(token, message))
                .map(sent -> Outcome.delivered())
                .onFailure()
                .recoverWithUni(
                        e -> {
                            Outcome outcome = outcome(e, hasOtherConsents);
                            return outcome == null
                                    ? Uni.createFrom().failure(e)
                                    : Uni.createFrom().item(outcome);
                        });
    }

    private static @Nullable Outcome outcome(Throwable e, boolean hasOtherConsents) {
        if (e instanceof Refused refused) {
            return refused(refused);
        }
        if (!WeChat.isOut(e)) {
            return null;
        }
        boolean never =
                e instanceof CircuitBreakerOpenException
                        || e instanceof Unreachable unreachable && !unreachable.mayHaveArrived();
        if (!never && hasOtherConsents) {
            LOG.warnf("a message may not have arrived, and isn't sent again: %s", e);
            return Outcome.delivered();
        }
        return Outcome.retry("微信没有答复：" + e.getMessage());
    }

    private static Outcome refused(Refused refused) {
        return switch (refused.errcode()) {
            // refused, or the first one arrived though its answer was lost: there is nothing to do
            case NO_CONSENT -> Outcome.delivered();
            case OPENID -> Outcome.gaveUp("微信不认识这个用户（40003）");
            case TEMPLATE -> Outcome.gaveUp("模板编号不对（40037）：请核对 FUHAN_WECHAT_TEMPLATE_…");
            case DATA ->
                    Outcome.gaveUp(
                            "模板的各项不对（47003）：请核对 FUHAN_WECHAT_TEMPLATE_… " + refused.getMessage());
            case PAGE -> Outcome.gaveUp("小程序没有这个页面（41030）：请核对 FUHAN_WECHAT_PAGE");
            case QUOTA ->
                    new Outcome.RetryAt(Instant.now().plus(Duration.ofHours(2)), "今天的额度已用完（45009）");
            case TOO_OFTEN ->
                    new Outcome.RetryAt(Instant.now().plus(Duration.ofMinutes(1)), "过于频繁（45011）");
            default -> Outcome.retry("微信没有接受：" + refused.getMessage());
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
