package cn.fuhan.access;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The first account, {@value #NAME}. Its password is {@code FUHAN_ADMIN_PASSWORD} whenever that is
 * set; else it is made once, told once, and kept only as a bcrypt hash.
 */
@Singleton
public class Administrator {

    public static final String NAME = "admin";

    private final Pool pool;
    private final Optional<String> configured;
    private @Nullable String made;

    Administrator(
            Pool pool, @ConfigProperty(name = "fuhan.admin-password") Optional<String> configured) {
        this.pool = pool;
        this.configured = configured;
    }

    /** Sees to it that the account is there, before the first request. Blocks, as a start may. */
    void start(@Observes StartupEvent event) {
        made = ensure();
    }

    /** The password if it was made at this start, to be shown this once; else null. */
    public @Nullable String newPassword() {
        String password = made;
        made = null;
        return password;
    }

    private @Nullable String ensure() {
        String hash = null;
        for (Row row :
                pool.preparedQuery("select password_hash from staff where name = $1")
                        .execute(Tuple.of(NAME))
                        .await()
                        .indefinitely()) {
            hash = row.getString(0);
        }
        if (configured.isPresent()) {
            if (hash == null || !Passwords.matches(configured.get(), hash)) {
                save(
                        configured.get(),
                        "on conflict (name) do update set password_hash = excluded.password_hash,"
                                + " active = true, failures = 0, locked_until = null,"
                                + " must_change = false");
            }
            return null;
        }
        if (hash != null) {
            return null;
        }
        String password = Passwords.random();
        return save(password, "on conflict (name) do nothing") == 1 ? password : null;
    }

    private int save(String password, String onConflict) {
        return pool.preparedQuery(
                        "insert into staff (name, password_hash, roles) values ($1, $2, $3) "
                                + onConflict)
                .execute(
                        Tuple.of(
                                NAME,
                                BcryptUtil.bcryptHash(password),
                                Roles.ALL.toArray(String[]::new)))
                .await()
                .indefinitely()
                .rowCount();
    }
}
