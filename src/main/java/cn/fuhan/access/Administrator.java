package cn.fuhan.access;

import cn.fuhan.web.OwnContext;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first account, {@value #NAME}. Its password is {@code FUHAN_ADMIN_PASSWORD} whenever that is
 * set; else it is made once, told once, and kept only as a bcrypt hash.
 */
@Singleton
public class Administrator {

    public static final String NAME = "admin";

    private static final Logger LOG = Logger.getLogger(Administrator.class);

    private static final String SAVE =
            "insert into staff (name, password_hash, roles) values ($1, $2, $3) on conflict (name) do ";

    private static final String NOTHING = "nothing";

    private static final String RENEW =
            """
            update set password_hash = excluded.password_hash,
                       active = true, failures = 0, locked_until = null, must_change = false
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final Optional<String> configured;
    private final Uni<Void> asConfigured;
    private volatile boolean failed;
    private @Nullable String made;

    Administrator(
            Pool pool,
            Vertx vertx,
            @ConfigProperty(name = "fuhan.admin-password") Optional<String> configured) {
        this.pool = pool;
        this.vertx = vertx;
        this.configured = configured;
        this.asConfigured =
                configured
                        .map(password -> Uni.createFrom().deferred(() -> set(password)))
                        .orElseGet(() -> Uni.createFrom().voidItem())
                        .onFailure()
                        .invoke(() -> failed = true)
                        .memoize()
                        .until(() -> failed);
    }

    /**
     * Sees to it that the account is there. A password to be shown is made now, and a start may
     * block; whether the configured one is that of the account takes bcrypt a tenth of a second,
     * for which nobody but who signs in as {@value #NAME} has to wait.
     */
    void start(@Observes StartupEvent event) {
        if (configured.isEmpty()) {
            made = make().await().indefinitely();
            return;
        }
        asConfigured
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.warn(
                                        "the administrator's password could not be compared with"
                                                + " FUHAN_ADMIN_PASSWORD; the next sign-in tries again",
                                        failure));
    }

    /**
     * Once the password is what is configured; on the caller's context, whoever it is that sees to
     * it. What fails is tried again by the next caller.
     */
    Uni<Void> settled() {
        return Uni.createFrom().deferred(() -> asConfigured.emitOn(OwnContext.executor()));
    }

    /** The password if it was made at this start, to be shown this once; else null. */
    public @Nullable String newPassword() {
        String password = made;
        made = null;
        return password;
    }

    private Uni<@Nullable String> make() {
        String password = Passwords.random();
        return hash().chain(
                        hash ->
                                hash != null
                                        ? Uni.createFrom().nullItem()
                                        : save(password, NOTHING)
                                                .map(saved -> saved == 1 ? password : null));
    }

    private Uni<Void> set(String password) {
        failed = false;
        return hash().chain(
                        hash ->
                                vertx.executeBlocking(
                                        () -> hash != null && Passwords.matches(password, hash),
                                        false))
                .chain(
                        same ->
                                same
                                        ? Uni.createFrom().voidItem()
                                        : save(password, RENEW).replaceWithVoid());
    }

    private Uni<@Nullable String> hash() {
        return pool.preparedQuery("select password_hash from staff where name = $1")
                .execute(Tuple.of(NAME))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return row.getString(0);
                            }
                            return null;
                        });
    }

    private Uni<Integer> save(String password, String onConflict) {
        return vertx.executeBlocking(() -> BcryptUtil.bcryptHash(password), false)
                .chain(
                        hash ->
                                pool.preparedQuery(SAVE + onConflict)
                                        .execute(
                                                Tuple.of(
                                                        NAME,
                                                        hash,
                                                        Roles.ALL.toArray(String[]::new))))
                .map(SqlResult::rowCount);
    }
}
