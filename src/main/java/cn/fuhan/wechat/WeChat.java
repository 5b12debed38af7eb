package cn.fuhan.wechat;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.wechat.Calls.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/** What the rest of the room says to WeChat. */
@Singleton
class WeChat {

    private static final Logger LOG = Logger.getLogger(WeChat.class);

    private static final long RETRY_SECONDS = 10;
    private static final long MINUTE = 60;

    private final Calls calls;
    private final Tokens tokens;
    private final WeChatSettings settings;

    WeChat(Calls calls, Tokens tokens, WeChatSettings settings) {
        this.calls = calls;
        this.tokens = tokens;
        this.settings = settings;
    }

    /**
     * The openid that a log-in code stands for. The session_key that comes with it goes nowhere.
     * Fails with a problem.
     */
    Uni<String> openid(String code) {
        settings.require();
        return calls.session(code)
                .map(answer -> answer.text("openid"))
                .onFailure()
                .transform(WeChat::problem);
    }

    /** A call that needs the access token: once more with another where that one is stale. */
    Uni<Answer> authorised(Function<String, Uni<Answer>> call) {
        return tokens.get()
                .chain(
                        token ->
                                call.apply(token)
                                        .onFailure(WeChat::isStale)
                                        .recoverWithUni(
                                                () ->
                                                        tokens.stale(token)
                                                                .chain(tokens::get)
                                                                .chain(call::apply)));
    }

    private static boolean isStale(Throwable e) {
        return e instanceof Refused refused && refused.errcode() == Errcode.STALE_TOKEN;
    }

    /** What whoever asked is told. */
    static Throwable problem(Throwable e) {
        if (isOut(e)) {
            LOG.warnf("WeChat: %s", e);
            return new Problem(ProblemType.WECHAT_UNAVAILABLE).retryAfter(RETRY_SECONDS);
        }
        if (!(e instanceof Refused refused)) {
            return e;
        }
        return switch (refused.errcode()) {
            case CODE, USED_CODE -> new Problem(ProblemType.WECHAT_CODE);
            case BLOCKED -> new Problem(ProblemType.WECHAT_BLOCKED);
            case TOO_OFTEN ->
                    new Problem(ProblemType.TOO_MANY, "登录过于频繁，请一分钟后再试。").retryAfter(MINUTE);
            case APPID -> misconfigured(refused, "FUHAN_WECHAT_APPID 不对");
            case SECRET -> misconfigured(refused, "FUHAN_WECHAT_SECRET 不对，或已在微信公众平台冻结、重置");
            case ADDRESS -> misconfigured(refused, "本服务器的地址不在微信公众平台的 IP 白名单中");
            case PAGE -> misconfigured(refused, "小程序还没有发布这个页面（或 FUHAN_WECHAT_VERSION 不对）");
            default -> {
                LOG.errorf("WeChat refused: %s", refused.getMessage());
                yield new Problem(ProblemType.WECHAT_UNAVAILABLE).retryAfter(MINUTE);
            }
        };
    }

    /** Whether WeChat didn't answer, or wasn't asked since it hasn't for a while. */
    static boolean isOut(Throwable e) {
        return e instanceof Unreachable
                || e instanceof TimeoutException
                || e instanceof CircuitBreakerOpenException;
    }

    private static Problem misconfigured(Refused refused, String what) {
        LOG.errorf("WeChat refused: %s", refused.getMessage());
        return new Problem(
                ProblemType.WECHAT_NOT_CONFIGURED, "微信没有接受本服务：" + what + "。请管理员改正后再试；回执仍可凭回执码提交。");
    }
}
