package cn.fuhan.access;

import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Staff log in with a local account, by HTTP Basic. bcrypt runs on a worker thread; failed attempts
 * are slowed down for each account and address.
 */
@Singleton
class StaffLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    /**
     * A hash of nothing that anybody knows: an unknown account takes as long as a wrong password.
     * It is written down because hashing has no place on the event loop where this class is loaded.
     */
    private static final String NOBODY =
            "$2a$10$r.izscvlVm9rd9pF4QFbR.XAxNJ6JaTvl4cfseAQWs6.Zncna4CTG";

    private record Account(String hash, Set<String> roles) {}

    private final Pool pool;
    private final Patience patience;
    private final Slowdown slowdown;

    StaffLogin(Pool pool, Patience patience, Slowdown slowdown) {
        this.pool = pool;
        this.patience = patience;
        this.slowdown = slowdown;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        String name = request.getUsername();
        String password = new String(request.getPassword().getPassword());
        String caller =
                "login "
                        + name
                        + " "
                        + address(HttpSecurityUtils.getRoutingContextAttribute(request));
        return slowdown.attempt(caller, account(name))
                .chain(
                        account ->
                                context.runBlocking(() -> verify(caller, name, password, account)));
    }

    private Uni<Account> account(String name) {
        return pool.preparedQuery("select password_hash, roles from staff where name = $1")
                .execute(Tuple.of(name))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Account(
                                        row.getString(0), Set.of(row.getArrayOfStrings(1)));
                            }
                            return new Account(NOBODY, Set.of());
                        });
    }

    private SecurityIdentity verify(String caller, String name, String password, Account account) {
        if (!matches(password, account.hash()) || account.roles().isEmpty()) {
            Problem problem =
                    slowdown.failed(caller, new Problem(ProblemType.LOGIN_REQUIRED, "账号或密码不对。"));
            if (problem.type() == ProblemType.TOO_MANY) {
                throw problem;
            }
            throw new AuthenticationFailedException();
        }
        slowdown.succeeded(caller);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(account.roles())
                .build();
    }

    static boolean matches(String password, String hash) {
        return !password.isEmpty() && BcryptUtil.matches(password, hash);
    }

    private static String address(@Nullable RoutingContext request) {
        return request == null ? "" : request.request().remoteAddress().hostAddress();
    }
}
