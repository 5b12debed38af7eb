package cn.fuhan.access;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in by an OpenID provider: there, and back with a code, whose tokens say who it is and what
 * they may do. They are used this once; what the browser keeps is a session of ours.
 */
@Path(OidcSignIn.PATH)
public class OidcSignIn {

    static final String PATH = "/desk/sign-in/oidc";

    private static final String TOKENS = "q_session";

    private final OidcSettings settings;
    private final OidcAuthenticationMechanism mechanism;
    private final Accounts accounts;
    private final StaffSessions sessions;
    private final StaffCookie cookie;

    OidcSignIn(
            OidcSettings settings,
            OidcAuthenticationMechanism mechanism,
            Accounts accounts,
            StaffSessions sessions,
            StaffCookie cookie) {
        this.settings = settings;
        this.mechanism = mechanism;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** What the provider is called, if there is one. */
    public Optional<String> label() {
        return settings.issuer().map(issuer -> settings.label());
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> signIn(RoutingContext request) {
        if (settings.issuer().isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND);
        }
        return QuarkusHttpUser.getSecurityIdentity(request, null)
                .chain(
                        identity ->
                                identity == null || identity.isAnonymous()
                                        ? mechanism.getChallenge(request).map(OidcSignIn::go)
                                        : enter(identity, request))
                .onFailure(OIDCException.class)
                .transform(e -> new Problem(ProblemType.UNAVAILABLE, "统一身份认证暂时连不上，请稍后再试。"));
    }

    private static Response go(ChallengeData challenge) {
        Response.ResponseBuilder there = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> there.header(name.toString(), value));
        return there.build();
    }

    private Uni<Response> enter(SecurityIdentity identity, RoutingContext request) {
        String name = identity.getPrincipal().getName();
        Set<String> roles = roles(identity.getRoles());
        forgetTokens(request);
        if (roles.isEmpty()) {
            throw new Problem(ProblemType.FORBIDDEN, "统一身份认证中没有给 " + name + " 工作台的角色。请联系管理员。");
        }
        return accounts.vouched(name, displayName(identity), roles)
                .chain(() -> sessions.begin(name, "oidc"))
                .map(
                        secret ->
                                Response.seeOther(URI.create("/desk"))
                                        .header("Set-Cookie", cookie.set(request.request(), secret))
                                        .build());
    }

    private Set<String> roles(Set<String> claimed) {
        Set<String> roles = new HashSet<>();
        if (claimed.contains(settings.editor())) {
            roles.add(Roles.EDITOR);
        }
        if (claimed.contains(settings.approver())) {
            roles.add(Roles.APPROVER);
        }
        if (claimed.contains(settings.administrator())) {
            roles.add(Roles.ADMINISTRATOR);
        }
        return roles;
    }

    private static @Nullable String displayName(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.<String>claim("name").orElse(null)
                : null;
    }

    /** The tokens have said what they had to. */
    private static void forgetTokens(RoutingContext request) {
        List<String> names =
                request.request().cookies().stream()
                        .map(Cookie::getName)
                        .filter(name -> name.startsWith(TOKENS))
                        .distinct()
                        .toList();
        names.forEach(name -> request.response().removeCookies(name));
    }
}
