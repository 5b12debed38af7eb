package cn.fuhan.wechat;

import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The access token for WeChat's server API: one for all replicas, kept in the database, sealed. It
 * is renewed within its last {@value #AHEAD_SECONDS} seconds, while the old one is still good, by
 * the one replica that gets the lease; the others go on with the old one, or, where there is none,
 * look for the new one until it is there. Nobody holds a connection while WeChat is being waited
 * for.
 */
@Singleton
class Tokens {

    /** WeChat gives out a new one from here on; the old one lives on for as long. */
    static final int AHEAD_SECONDS = 300;

    /** A renewal takes no longer: three calls of {@link Calls} and what lies between. */
    private static final int LEASE_SECONDS = 15;

    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int LOOKS = LEASE_SECONDS * 1000 / 150;
    private static final String PURPOSE = "access-token";

    private record Token(String text, Instant until, Instant renewAt) {

        boolean fresh() {
            return Instant.now().isBefore(renewAt);
        }

        boolean good() {
            return Instant.now().isBefore(until);
        }
    }

    private static final String READ =
            "select sealed, until, renew_at from wechat_token where appid = $1 and sealed is not null";

    private static final String LEASE =
            """
            insert into wechat_token as t (appid, lease_until) values ($1, now() + $2 * interval '1 second')
            on conflict (appid) do update set lease_until = excluded.lease_until
             where t.renew_at <= now() and t.lease_until <= now()
            """;

    private static final String STORE =
            """
            update wechat_token
               set sealed = $2, until = now() + $3 * interval '1 second', lease_until = '-infinity',
                   renew_at = now() + greatest($3 - $4, least($3, 30)) * interval '1 second'
             where appid = $1
            """;

    private static final String RELEASE =
            "update wechat_token set lease_until = '-infinity' where appid = $1";

    /** Only the token that was found stale: another may have renewed it meanwhile. */
    private static final String FORGET =
            """
            update wechat_token set until = '-infinity', renew_at = '-infinity', sealed = null
             where appid = $1 and sealed = $2
            """;

    private static final String SEALED =
            "select sealed from wechat_token where appid = $1 and sealed is not null";

    private final Pool pool;
    private final Patience patience;
    private final Calls calls;
    private final Secrecy secrecy;
    private final WeChatSettings settings;
    private volatile @Nullable Token known;
    private volatile @Nullable String stale;

    Tokens(Pool pool, Patience patience, Calls calls, Secrecy secrecy, WeChatSettings settings) {
        this.pool = pool;
        this.patience = patience;
        this.calls = calls;
        this.secrecy = secrecy;
        this.settings = settings;
    }

    /** A token that is good now. */
    Uni<String> get() {
        Token token = known;
        return token != null && token.fresh() ? Uni.createFrom().item(token.text()) : look(LOOKS);
    }

    /** WeChat says that this token is no good: the next {@link #get} gets another. */
    Uni<Void> stale(String text) {
        stale = text;
        known = null;
        return pool.preparedQuery(SEALED)
                .execute(Tuple.of(appid()))
                .plug(patience::read)
                .chain(
                        rows -> {
                            for (Row row : rows) {
                                byte[] sealed = row.getBuffer(0).getBytes();
                                if (secrecy.open(PURPOSE, sealed).equals(text)) {
                                    return pool.preparedQuery(FORGET)
                                            .execute(Tuple.of(appid(), sealed))
                                            .plug(patience::read)
                                            .replaceWithVoid();
                                }
                            }
                            return Uni.createFrom().voidItem();
                        });
    }

    private Uni<String> look(int times) {
        return read().chain(
                        stored -> {
                            if (stored != null && stored.fresh()) {
                                known = stored;
                                return Uni.createFrom().item(stored.text());
                            }
                            return lease().chain(leased -> next(stored, leased, times));
                        });
    }

    private Uni<String> next(@Nullable Token stored, boolean leased, int times) {
        if (leased) {
            return renew(stored);
        }
        if (stored != null && stored.good()) {
            return Uni.createFrom().item(stored.text());
        }
        if (times <= 1) {
            return Uni.createFrom().failure(new Unreachable(false, "no access token"));
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(PAUSE)
                .chain(() -> look(times - 1));
    }

    /** The old one still serves where the renewal ahead of its end fails. */
    private Uni<String> renew(@Nullable Token old) {
        return read().chain(
                        stored ->
                                // somebody else stored one between our look and our lease
                                stored != null && stored.fresh()
                                        ? release().replaceWith(stored.text())
                                        : fetch())
                .onFailure()
                .call(this::release)
                .onFailure()
                .recoverWithUni(
                        e ->
                                old != null && old.good()
                                        ? Uni.createFrom().item(old.text())
                                        : Uni.createFrom().failure(e));
    }

    private Uni<String> fetch() {
        return calls.stableToken(false)
                .chain(
                        answer ->
                                answer.text("access_token").equals(stale)
                                        ? calls.stableToken(true)
                                        : Uni.createFrom().item(answer))
                .chain(
                        answer -> {
                            String text = answer.text("access_token");
                            long seconds = answer.tree().path("expires_in").asLong(0);
                            return pool.preparedQuery(STORE)
                                    .execute(
                                            Tuple.of(
                                                    appid(),
                                                    secrecy.seal(PURPOSE, text),
                                                    seconds,
                                                    (long) AHEAD_SECONDS))
                                    .plug(patience::read)
                                    .replaceWith(text);
                        });
    }

    private Uni<@Nullable Token> read() {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(appid()))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return token(row);
                            }
                            return null;
                        });
    }

    private Token token(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("until");
        return new Token(
                secrecy.open(PURPOSE, row.getBuffer("sealed").getBytes()),
                until.toInstant(),
                row.getOffsetDateTime("renew_at").toInstant());
    }

    private Uni<Boolean> lease() {
        return pool.preparedQuery(LEASE)
                .execute(Tuple.of(appid(), LEASE_SECONDS))
                .plug(patience::read)
                .map(rows -> rows.rowCount() == 1);
    }

    private Uni<Void> release() {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(appid()))
                .plug(patience::read)
                .replaceWithVoid();
    }

    private String appid() {
        return settings.appid().orElseThrow();
    }
}
