package cn.fuhan.access;

import cn.fuhan.audit.Audit;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of staff in their browsers. The browser's secret is 256 random bits; the database
 * has its digest. One ends when nobody has used it for {@code fuhan.desk.session-idle}, at the
 * latest after {@code fuhan.desk.session-longest}, at sign-out, with a new password, and with the
 * account.
 */
@Singleton
public class StaffSessions {

    private static final String BEGIN =
            """
            insert into staff_session (hash, account, expires_at)
            values ($1, $2, now() + $3::integer * interval '1 second')
            """;

    private static final String SWEEP =
            """
            delete from staff_session
             where expires_at < now() or seen_at < now() - $1::integer * interval '1 second'
            """;

    /** Seen is written once a minute, not at every click. */
    private static final String FIND =
            """
            with session as (
                select s.hash, s.seen_at, a.name, a.display_name, a.roles, a.must_change
                  from staff_session s
                  join staff a on a.name = s.account
                 where s.hash = $1 and a.active and s.expires_at > now()
                   and s.seen_at > now() - $2::integer * interval '1 second'
            ), seen as (
                update staff_session set seen_at = now()
                 where hash = (select hash from session where seen_at < now() - interval '1 minute')
            )
            select name, display_name, roles, must_change from session
            """;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Pool pool;
    private final Patience patience;
    private final Passwords passwords;
    private final Audit audit;
    private final int idleSeconds;
    private final int longestSeconds;

    StaffSessions(
            Pool pool,
            Patience patience,
            Passwords passwords,
            Audit audit,
            @ConfigProperty(name = "fuhan.desk.session-idle") Duration idle,
            @ConfigProperty(name = "fuhan.desk.session-longest") Duration longest) {
        this.pool = pool;
        this.patience = patience;
        this.passwords = passwords;
        this.audit = audit;
        this.idleSeconds = (int) idle.toSeconds();
        this.longestSeconds = (int) longest.toSeconds();
    }

    /** Begins a session with a password; its secret. Fails with login-required, or too-many. */
    public Uni<String> signIn(String name, String password) {
        return passwords
                .check(name, password)
                .chain(known -> begin(known.staff().name(), "password"));
    }

    /**
     * Begins a session for somebody who is known already.
     *
     * @param how it is known who they are, for the audit
     */
    Uni<String> begin(String account, String how) {
        return pool.withTransaction(
                        c ->
                                begin(c, account)
                                        .call(
                                                () ->
                                                        audit.record(
                                                                c,
                                                                event(
                                                                        account,
                                                                        "account.sign-in",
                                                                        Map.of("by", how)))))
                .plug(patience::read);
    }

    /** Begins a session in a transaction; its secret. */
    Uni<String> begin(SqlClient transaction, String account) {
        String secret = secret();
        return transaction
                .preparedQuery(SWEEP)
                .execute(Tuple.of(idleSeconds))
                .chain(
                        () ->
                                transaction
                                        .preparedQuery(BEGIN)
                                        .execute(Tuple.of(hash(secret), account, longestSeconds)))
                .replaceWith(secret);
    }

    /** Ends all sessions of an account, in a transaction. */
    static Uni<Void> endAll(SqlClient transaction, String account) {
        return transaction
                .preparedQuery("delete from staff_session where account = $1")
                .execute(Tuple.of(account))
                .replaceWithVoid();
    }

    /** Ends a session (退出). */
    public Uni<Void> signOut(String secret, String account) {
        return pool.withTransaction(
                        c ->
                                c.preparedQuery("delete from staff_session where hash = $1")
                                        .execute(Tuple.of(hash(secret)))
                                        .chain(
                                                () ->
                                                        audit.record(
                                                                c,
                                                                event(
                                                                        account,
                                                                        "account.sign-out",
                                                                        Map.of()))))
                .plug(patience::read);
    }

    /** Whose session it is; null for one that has ended. */
    Uni<Passwords.@Nullable Known> find(String secret) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(hash(secret), idleSeconds))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Passwords.Known(
                                        new Staff(
                                                row.getString("name"),
                                                row.getString("display_name"),
                                                Set.of(row.getArrayOfStrings("roles")),
                                                csrf(secret)),
                                        row.getBoolean("must_change"));
                            }
                            return null;
                        });
    }

    /** What only pages of this session know: a digest of its secret, so nothing is to be kept. */
    static String csrf(String secret) {
        return text(Arrays.copyOf(Sha256.of("csrf " + secret), 18));
    }

    private static byte[] hash(String secret) {
        return Sha256.of("session " + secret);
    }

    private static String secret() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return text(secret);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Audit.Event event(String account, String operation, Map<String, ?> detail) {
        return new Audit.Event(account, operation, "account", account, detail);
    }
}
