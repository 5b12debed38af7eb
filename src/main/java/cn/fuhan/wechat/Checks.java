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
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Has WeChat check the opinions that came from the mini-program (内容安全), once they are stored. A
 * receipt is a receipt whatever WeChat thinks of it: the verdict only tells staff what to look at
 * before the opinion is shown to anybody else.
 */
@Singleton
class Checks implements Consumer {

    /** 评论, of the four scenes. */
    private static final int COMMENT = 2;

    private static final String READ =
            """
            select v.id, v.opinion, w.openid_sealed
              from receipt v join wechat_account w on w.account_id = v.account_id
             where v.number = $1 and v.opinion is not null
            """;

    private static final String STORE =
            """
            insert into opinion_check (receipt_id, verdict, label, trace) values ($1, $2, $3, $4)
            on conflict (receipt_id) do nothing
            """;

    private final Pool pool;
    private final Patience patience;
    private final WeChat weChat;
    private final Calls calls;
    private final Secrecy secrecy;
    private final WeChatSettings settings;
    private final ObjectMapper json;

    Checks(
            Pool pool,
            Patience patience,
            WeChat weChat,
            Calls calls,
            Secrecy secrecy,
            WeChatSettings settings,
            ObjectMapper json) {
        this.pool = pool;
        this.patience = patience;
        this.weChat = weChat;
        this.calls = calls;
        this.secrecy = secrecy;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public String topic() {
        return "wechat.check";
    }

    @Override
    public Uni<Outcome> deliver(Event event) {
        if (!settings.complete()) {
            return Uni.createFrom().item(Outcome.gaveUp("没有接入微信，意见未经检查"));
        }
        return pool.preparedQuery(READ)
                .execute(Tuple.of(event.key()))
                .plug(patience::read)
                .chain(
                        rows -> {
                            for (Row row : rows) {
                                return check(row);
                            }
                            return Uni.createFrom().item(Outcome.delivered());
                        });
    }

    private Uni<Outcome> check(Row row) {
        long receipt = row.getLong("id");
        ObjectNode asked =
                json.createObjectNode()
                        .put("version", 2)
                        .put("scene", COMMENT)
                        .put(
                                "openid",
                                secrecy.open(
                                        Accounts.PURPOSE,
                                        row.getBuffer("openid_sealed").getBytes()))
                        .put("content", row.getString("opinion"));
        return weChat.authorised(token -> calls.check(token, asked))
                .chain(answer -> store(receipt, answer.tree()))
                .onFailure(Checks::cannotBeChecked)
                .recoverWithUni(() -> store(receipt, "REVIEW", null, null))
                .onFailure(e -> e instanceof Refused || WeChat.isOut(e))
                .recoverWithItem(Checks::later);
    }

    /** The user has been away for too long, or is unknown by now: staff look for themselves. */
    private static boolean cannotBeChecked(Throwable e) {
        return e instanceof Refused refused
                && (refused.errcode() == Errcode.NOT_RECENT || refused.errcode() == Errcode.OPENID);
    }

    private static Outcome later(Throwable e) {
        return e instanceof Refused refused && refused.errcode() == Errcode.QUOTA
                ? new Outcome.RetryAt(Instant.now().plus(Duration.ofHours(1)), "今天的额度已用完（45009）")
                : Outcome.retry("微信没有检查：" + e.getMessage());
    }

    /** The errcode is 0 for violations, too: what counts is the suggestion. */
    private Uni<Outcome> store(long receipt, JsonNode answer) {
        String verdict =
                switch (answer.at("/result/suggest").asText().toLowerCase(Locale.ROOT)) {
                    case "pass" -> "PASS";
                    case "risky" -> "RISKY";
                    default -> "REVIEW";
                };
        return store(
                receipt,
                verdict,
                answer.at("/result/label").asInt(),
                answer.path("trace_id").asText());
    }

    private Uni<Outcome> store(
            long receipt, String verdict, @Nullable Integer label, @Nullable String trace) {
        return pool.preparedQuery(STORE)
                .execute(Tuple.from(Arrays.asList(receipt, verdict, label, trace)))
                .plug(patience::read)
                .replaceWith(Outcome.delivered());
    }
}
