package cn.fuhan.access;

import cn.fuhan.web.Site;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Staff in a browser have a cookie: out of reach of scripts, not sent along from other sites, for
 * https alone where the site is reached by https. A request that says by itself who is calling
 * (Authorization) is not asked for its cookie.
 */
@Singleton
public class StaffCookie implements HttpAuthenticationMechanism {

    private static final String NAME = "fuhan-desk";

    /** Browsers let nobody but this host set a cookie with such a name. */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private static final int MOST = 100;

    /** A session's secret that is to be checked. */
    static final class Secret extends BaseAuthenticationRequest {

        private final String secret;

        Secret(String secret) {
            this.secret = secret;
        }
    }

    /** Whose secret it is. */
    @Singleton
    static class Provider implements IdentityProvider<Secret> {

        private final StaffSessions sessions;

        Provider(StaffSessions sessions) {
            this.sessions = sessions;
        }

        @Override
        public Class<Secret> getRequestType() {
            return Secret.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(
                Secret request, AuthenticationRequestContext context) {
            return sessions.find(request.secret)
                    .map(
                            known -> {
                                if (known == null) {
                                    return null;
                                }
                                FirstPassword.require(
                                        known.mustChange(),
                                        HttpSecurityUtils.getRoutingContextAttribute(request));
                                return known.staff().identity();
                            });
        }
    }

    private final boolean secure;

    StaffCookie(Site site) {
        secure = site.publicUrl().startsWith("https:");
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        String secret = secret(context.request());
        if (secret == null
                || context.normalizedPath().equals(OidcSignIn.PATH)
                || context.request().getHeader("Authorization") != null) {
            return Uni.createFrom().nullItem();
        }
        return providers.authenticate(
                HttpSecurityUtils.setRoutingContextAttribute(new Secret(secret), context));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Secret.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.COOKIE, NAME));
    }

    /** The secret of the request's session; null where it has none. */
    public @Nullable String secret(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name(request));
        String secret = cookie == null ? null : cookie.getValue();
        return secret == null || secret.isEmpty() || secret.length() > MOST ? null : secret;
    }

    /** The header that gives the browser its secret. */
    public String set(HttpServerRequest request, String secret) {
        return cookie(request, secret).encode();
    }

    /** The header that takes it away. */
    public String clear(HttpServerRequest request) {
        return cookie(request, "").setMaxAge(0).encode();
    }

    private Cookie cookie(HttpServerRequest request, String secret) {
        return Cookie.cookie(name(request), secret)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(isSecure(request))
                .setSameSite(CookieSameSite.LAX);
    }

    private String name(HttpServerRequest request) {
        return isSecure(request) ? SECURE_NAME : NAME;
    }

    private boolean isSecure(HttpServerRequest request) {
        return secure || "https".equals(request.scheme());
    }
}
