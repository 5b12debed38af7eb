package cn.fuhan.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Calls to WeChat, each with its time-out, its retries where a second call does no harm, and its
 * circuit breaker. They fail with {@link Refused} or {@link Unreachable}, or with what the breaker
 * and the time-out fail with. Secrets are in the addresses, so no failure names one. Made at the
 * first call, not at the start: many bureaus have no mini-program.
 */
@ApplicationScoped
@Timeout(4_000)
@Retry(
        maxRetries = 2,
        delay = 200,
        jitter = 100,
        retryOn = {Unreachable.class, TimeoutException.class})
@CircuitBreaker(
        requestVolumeThreshold = 10,
        failureRatio = 0.6,
        delay = 10_000,
        failOn = {Unreachable.class, TimeoutException.class})
public class Calls {

    /** An answer that says nothing of an error. */
    record Answer(byte[] bytes, @Nullable JsonNode json) {

        JsonNode tree() {
            if (json == null) {
                throw new Unreachable(true, "not JSON");
            }
            return json;
        }

        String text(String member) {
            String text = tree().path(member).asText();
            if (text.isEmpty()) {
                throw new Unreachable(true, "no " + member);
            }
            return text;
        }
    }

    static final String SESSION = "wechat-session";
    static final String TOKEN = "wechat-token";
    static final String SEND = "wechat-send";

    private final WeChatApi api;
    private final WeChatSettings settings;
    private final ObjectMapper json;

    Calls(@RestClient WeChatApi api, WeChatSettings settings, ObjectMapper json) {
        this.api = api;
        this.settings = settings;
        this.json = json;
    }

    /** Who a log-in code stands for. A lost answer spends the code: the user logs in again. */
    @CircuitBreakerName(SESSION)
    Uni<Answer> session(String code) {
        return answer(
                api.session(
                        settings.appid().orElseThrow(),
                        settings.secret().orElseThrow(),
                        code,
                        "authorization_code"));
    }

    /**
     * @param anew even where the token of before is good: 20 times a day, 30 s apart
     */
    @CircuitBreakerName(TOKEN)
    Uni<Answer> stableToken(boolean anew) {
        return answer(
                api.stableToken(
                        json.createObjectNode()
                                .put("grant_type", "client_credential")
                                .put("appid", settings.appid().orElseThrow())
                                .put("secret", settings.secret().orElseThrow())
                                .put("force_refresh", anew)
                                .toString()));
    }

    Uni<Answer> miniProgramCode(String token, ObjectNode body) {
        return answer(api.miniProgramCode(token, body.toString()));
    }

    /** Not tried again here: a second message would take a second consent. */
    @Retry(maxRetries = 0)
    @CircuitBreakerName(SEND)
    Uni<Answer> send(String token, ObjectNode body) {
        return answer(api.send(token, body.toString()));
    }

    Uni<Answer> check(String token, ObjectNode body) {
        return answer(api.check(token, body.toString()));
    }

    Uni<Answer> link(String token, ObjectNode body) {
        return answer(api.link(token, body.toString()));
    }

    private Uni<Answer> answer(Uni<byte[]> call) {
        return call.onFailure().transform(Calls::unreachable).map(this::understood);
    }

    private Answer understood(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != '{') {
            return new Answer(bytes, null);
        }
        JsonNode tree;
        try {
            tree = json.readTree(bytes);
        } catch (IOException e) {
            throw new Unreachable(true, "broken JSON");
        }
        int code = tree.path("errcode").asInt(0);
        if (Errcode.of(code) == Errcode.BUSY) {
            throw new Unreachable(false, "busy");
        }
        if (code != 0) {
            throw new Refused(code, tree.path("errmsg").asText());
        }
        return new Answer(bytes, tree);
    }

    private static Unreachable unreachable(Throwable failure) {
        Throwable e = failure;
        while (e.getCause() != null && !(e instanceof ConnectException)) {
            e = e.getCause();
        }
        boolean never = e instanceof ConnectException || e instanceof UnknownHostException;
        return new Unreachable(!never, e.getClass().getSimpleName());
    }
}
