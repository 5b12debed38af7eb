package cn.fuhan.access;

import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Sha256;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Proposers' sessions. A session has one access token, short-lived, and one refresh token, good
 * once: refreshing gives a new pair, and the old one is worth nothing from then on. A refresh token
 * that comes a second time is in two hands, so the whole session ends, whoever holds its tokens.
 * Tokens are 256 random bits and kept as SHA-256 alone.
 */
@Singleton
public class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    static final Duration ACCESS = Duration.ofMinutes(15);
    static final Duration REFRESH = Duration.ofDays(30);
    private static final int LONGEST_TOKEN = 200;
    private static final long SWEEP_MILLIS = 3_600_000;

    private static final String AGAIN = "请重新登录。";

    private static final String BEGIN =
            """
            insert into proposer_session (account_id, access_hash, access_until, refresh_hash, refresh_until)
            values ($1, $2, now() + $3 * interval '1 second', $4, now() + $5 * interval '1 second')
            """;

    private static final String FIND =
            """
            select id, account_id from proposer_session
             where access_hash = $1 and access_until > now() and revoked_at is null
            """;

    private static final String REFRESHED =
            """
            with turned as (
                update proposer_session
                   set access_hash = $2, access_until = now() + $3 * interval '1 second',
                       refresh_hash = $4, refresh_until = now() + $5 * interval '1 second'
                 where refresh_hash = $1 and refresh_until > now() and revoked_at is null
                returning id
            )
            insert into used_refresh_token (hash, session_id) select $1, id from turned
            """;

    private static final String REUSED =
            """
            update proposer_session s set revoked_at = now(), revoked_why = 'REUSED'
              from used_refresh_token u
             where u.hash = $1 and s.id = u.session_id and s.revoked_at is null
            """;

    private static final String END =
            """
            update proposer_session set revoked_at = now(), revoked_why = 'LEFT'
             where id = $1 and revoked_at is null
            """;

    /** A used token is remembered for as long as its session could still be alive. */
    private static final String SWEEP =
            "delete from proposer_session where refresh_until < now() - interval '1 day'";

    private final Vertx vertx;
    private final Pool pool;
    private final Patience patience;

    Sessions(Vertx vertx, Pool pool, Patience patience) {
        this.vertx = vertx;
        this.pool = pool;
        this.patience = patience;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(
                SWEEP_MILLIS,
                timer ->
                        pool.query(SWEEP)
                                .execute()
                                .plug(patience::read)
                                .subscribe()
                                .with(swept -> {}, e -> LOG.debug("ended sessions are left", e)));
    }

    /** A new session for an account whose owner has just been recognised. */
    public Uni<SessionTokens> begin(long account) {
        SessionTokens tokens = tokens();
        return pool.preparedQuery(BEGIN)
                .execute(
                        Tuple.of(
                                account,
                                hash(tokens.accessToken()),
                                ACCESS.toSeconds(),
                                hash(tokens.refreshToken()),
                                REFRESH.toSeconds()))
                .plug(beginning -> patience.write(AGAIN, beginning))
                .replaceWith(tokens);
    }

    /**
     * The proposer whose access token an Authorization header brings (RFC 6750).
     *
     * @return fails with session-required without a token, with session-ended for one that is no
     *     good
     */
    public Uni<Proposer> require(@Nullable String authorization) {
        String token = bearer(authorization);
        if (token == null) {
            return Uni.createFrom()
                    .failure(() -> refused(new Problem(ProblemType.SESSION_REQUIRED)));
        }
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(hash(token)))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Proposer(row.getLong(1), row.getLong(0));
                            }
                            throw refused(new Problem(ProblemType.SESSION_ENDED));
                        });
    }

    /** Whether the header brings a bearer token, good or not. */
    public static boolean isBearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }

    /** A new pair for a refresh token that is good; fails with session-ended for any other. */
    Uni<SessionTokens> refresh(String refreshToken) {
        byte[] used = hash(refreshToken);
        SessionTokens tokens = tokens();
        return pool.preparedQuery(REFRESHED)
                .execute(
                        Tuple.of(
                                used,
                                hash(tokens.accessToken()),
                                ACCESS.toSeconds(),
                                hash(tokens.refreshToken()),
                                REFRESH.toSeconds()))
                .plug(refreshing -> patience.write(AGAIN, refreshing))
                .map(rows -> rows.rowCount() == 1)
                // in a statement of its own: one that waited for its twin sees what the twin stored
                .chain(
                        turned ->
                                turned
                                        ? Uni.createFrom().item(tokens)
                                        : reused(used)
                                                .map(
                                                        ended -> {
                                                            throw refused(
                                                                    new Problem(
                                                                            ProblemType
                                                                                    .SESSION_ENDED,
                                                                            "续期令牌无效、已到期或已经用过。请重新登录。"));
                                                        }));
    }

    private Uni<Integer> reused(byte[] used) {
        return pool.preparedQuery(REUSED)
                .execute(Tuple.of(used))
                .plug(ending -> patience.write(AGAIN, ending))
                .map(rows -> rows.rowCount())
                .invoke(
                        ended -> {
                            if (ended > 0) {
                                LOG.warn("a used refresh token came again: its session is ended");
                            }
                        });
    }

    /** Ends the session: all its tokens are worth nothing from now on. */
    Uni<Void> end(Proposer proposer) {
        return pool.preparedQuery(END)
                .execute(Tuple.of(proposer.session()))
                .plug(ending -> patience.write("请再注销一次。", ending))
                .replaceWithVoid();
    }

    private static Problem refused(Problem problem) {
        return problem.header("WWW-Authenticate", "Bearer realm=\"fuhan\"");
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null || !isBearer(authorization)) {
            return null;
        }
        String token = authorization.substring(7).strip();
        return token.isEmpty() ? null : token;
    }

    private static SessionTokens tokens() {
        SecureRandom random = new SecureRandom();
        return new SessionTokens(
                token(random), ACCESS.toSeconds(), token(random), REFRESH.toSeconds());
    }

    private static String token(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String token) {
        return Sha256.of("session-token\n" + (token.length() > LONGEST_TOKEN ? "" : token));
    }
}
