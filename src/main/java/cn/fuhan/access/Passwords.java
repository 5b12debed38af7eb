package cn.fuhan.access;

import cn.fuhan.audit.Audit;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Whence;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passwords (密码): bcrypt, always on a worker thread. Whoever fails again and again is slowed down
 * for each account and address; an account that is tried {@value #MOST_FAILURES} times in a row,
 * from wherever, is locked for {@value #LOCKED_MINUTES} minutes. An unknown account is answered as
 * a wrong password is, in the same time.
 */
@Singleton
public class Passwords {

    static final int MOST_FAILURES = 10;
    static final int LOCKED_MINUTES = 15;

    static final int SHORTEST = 10;

    /** bcrypt reads no further. */
    private static final int MOST_BYTES = 72;

    /** No look-alikes: it is copied from a screen, or from paper. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    /**
     * A hash of nothing that anybody knows: an unknown account takes as long as a wrong password.
     * It is written down because hashing has no place on the event loop where this class is loaded.
     */
    private static final String NOBODY =
            "$2a$10$r.izscvlVm9rd9pF4QFbR.XAxNJ6JaTvl4cfseAQWs6.Zncna4CTG";

    private static final String FIND =
            """
            select password_hash, roles, display_name, must_change, failures, locked_until
              from staff where name = $1 and active
            """;

    private static final String FAIL =
            """
            update staff
               set failures = case when failures + 1 >= $2 then 0 else failures + 1 end,
                   locked_until = case when failures + 1 >= $2 then now() + $3::integer * interval '1 minute' end
             where name = $1 and (locked_until is null or locked_until < now())
            returning locked_until
            """;

    /** What the password of an account opens; known is null for one that there isn't. */
    private record Kept(
            @Nullable String known,
            String hash,
            Set<String> roles,
            @Nullable String displayName,
            boolean mustChange,
            int failures,
            @Nullable Instant lockedUntil) {

        boolean locked() {
            return lockedUntil != null && lockedUntil.isAfter(Instant.now());
        }
    }

    /** An account whose password was right. */
    record Known(Staff staff, boolean mustChange) {}

    private final Pool pool;
    private final Patience patience;
    private final Slowdown slowdown;
    private final Audit audit;
    private final Vertx vertx;
    private final Administrator administrator;

    Passwords(
            Pool pool,
            Patience patience,
            Slowdown slowdown,
            Audit audit,
            Vertx vertx,
            Administrator administrator) {
        this.pool = pool;
        this.patience = patience;
        this.slowdown = slowdown;
        this.audit = audit;
        this.vertx = vertx;
        this.administrator = administrator;
    }

    /** Fails with login-required, or too-many. */
    Uni<Known> check(String name, String password) {
        String caller = "login " + name + " " + Whence.address();
        return slowdown.attempt(caller, find(name))
                .chain(
                        kept ->
                                matching(password, kept.hash())
                                        .chain(
                                                right ->
                                                        right && !kept.locked()
                                                                ? succeeded(caller, name, kept)
                                                                : failed(caller, kept)));
    }

    private Uni<Kept> find(String name) {
        Uni<Void> settled =
                name.equals(Administrator.NAME)
                        ? administrator.settled()
                        : Uni.createFrom().voidItem();
        return settled.chain(() -> pool.preparedQuery(FIND).execute(Tuple.of(name)))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                String hash = row.getString("password_hash");
                                OffsetDateTime locked = row.getOffsetDateTime("locked_until");
                                return new Kept(
                                        name,
                                        hash == null ? NOBODY : hash,
                                        Set.of(row.getArrayOfStrings("roles")),
                                        row.getString("display_name"),
                                        row.getBoolean("must_change"),
                                        row.getInteger("failures"),
                                        locked == null ? null : locked.toInstant());
                            }
                            return new Kept(null, NOBODY, Set.of(), null, false, 0, null);
                        });
    }

    private Uni<Known> succeeded(String caller, String name, Kept kept) {
        slowdown.succeeded(caller);
        Known known =
                new Known(
                        new Staff(name, kept.displayName(), kept.roles(), null), kept.mustChange());
        if (kept.failures() == 0) {
            return Uni.createFrom().item(known);
        }
        return pool.preparedQuery("update staff set failures = 0 where name = $1")
                .execute(Tuple.of(name))
                .plug(patience::read)
                .replaceWith(known);
    }

    private Uni<Known> failed(String caller, Kept kept) {
        Problem problem =
                slowdown.failed(caller, new Problem(ProblemType.LOGIN_REQUIRED, "账号或密码不对。"));
        boolean flood = problem.type() == ProblemType.TOO_MANY;
        String name = kept.known();
        if (name == null) {
            return Uni.createFrom().failure(problem);
        }
        if (kept.locked()) {
            return Uni.createFrom().failure(locked(kept.lockedUntil()));
        }
        return pool.withTransaction(
                        c ->
                                c.preparedQuery(FAIL)
                                        .execute(Tuple.of(name, MOST_FAILURES, LOCKED_MINUTES))
                                        .map(rows -> until(rows))
                                        .call(
                                                until ->
                                                        flood && until == null
                                                                ? Uni.createFrom().voidItem()
                                                                : audit.record(
                                                                        c, failure(name, until))))
                .plug(patience::read)
                .chain(until -> Uni.createFrom().failure(until == null ? problem : locked(until)));
    }

    private static @Nullable Instant until(Iterable<Row> rows) {
        for (Row row : rows) {
            OffsetDateTime until = row.getOffsetDateTime(0);
            return until == null ? null : until.toInstant();
        }
        return null;
    }

    private static Audit.Event failure(String name, @Nullable Instant locked) {
        return new Audit.Event(
                name,
                locked == null ? "account.sign-in-failed" : "account.locked",
                "account",
                name,
                Map.of());
    }

    private static Problem locked(Instant until) {
        return new Problem(ProblemType.TOO_MANY)
                .retryAfter(Duration.between(Instant.now(), until).toSeconds() + 1);
    }

    Uni<Boolean> matching(String password, String hash) {
        return vertx.executeBlocking(() -> matches(password, hash), false);
    }

    Uni<String> hash(String password) {
        return vertx.executeBlocking(() -> BcryptUtil.bcryptHash(password), false);
    }

    /** Blocks, for a tenth of a second. */
    static boolean matches(String password, String hash) {
        return !password.isEmpty()
                && password.length() <= MOST_BYTES
                && BcryptUtil.matches(password, hash);
    }

    /** What is wrong with a new password, in Chinese; null if nothing is. */
    static @Nullable String fault(String name, String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return "密码至少 " + SHORTEST + " 个字符";
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return "密码太长：至多 72 个字母，或 24 个汉字";
        }
        if (password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
            return "密码中不能有账号名";
        }
        return password.chars().distinct().count() < 5 ? "密码太简单：至少要有 5 个不同的字符" : null;
    }

    /** A password to be told once: 80 bits, in four groups. */
    static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "")
                    .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
