package cn.fuhan.access;

import cn.fuhan.web.Sha256;
import cn.fuhan.web.Site;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.TokenStateManager.Strategy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID provider, asked at one address only, {@value OidcSignIn#PATH}: authorization code flow
 * with PKCE. All else goes by our own session, which that begins.
 */
@Singleton
class OidcTenant implements TenantConfigResolver {

    private final @Nullable OidcTenantConfig config;

    OidcTenant(OidcSettings settings, Site site) {
        config = settings.issuer().map(issuer -> config(issuer, settings, site)).orElse(null);
    }

    @Override
    public Uni<OidcTenantConfig> resolve(
            RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return config != null && request.normalizedPath().equals(OidcSignIn.PATH)
                ? Uni.createFrom().item(config)
                : Uni.createFrom().nullItem();
    }

    private static OidcTenantConfig config(String issuer, OidcSettings settings, Site site) {
        String secret = settings.clientSecret().orElse("");
        boolean https = site.publicUrl().startsWith("https:");
        var builder =
                OidcTenantConfig.authServerUrl(issuer)
                        .tenantId("staff")
                        .applicationType(ApplicationType.WEB_APP)
                        .clientId(settings.clientId())
                        .roles()
                        .roleClaimPath(settings.rolesClaim())
                        .end()
                        .token()
                        .principalClaim(settings.nameClaim())
                        .end()
                        .tokenStateManager()
                        .strategy(Strategy.ID_TOKEN)
                        // the cookie lives for one answer: see OidcSignIn
                        .encryptionSecret(secret("tokens", secret))
                        .end()
                        .authentication()
                        .redirectPath(OidcSignIn.PATH)
                        .removeRedirectParameters(false)
                        .cookiePath(OidcSignIn.PATH)
                        .cookieForceSecure(https)
                        .forceRedirectHttpsScheme(https)
                        .pkceRequired()
                        .stateSecret(secret("state", secret))
                        .end();
        return (secret.isEmpty() ? builder : builder.credentials(secret)).build();
    }

    /** The same on every replica. */
    private static String secret(String purpose, String clientSecret) {
        byte[] digest = Sha256.of("fuhan " + purpose + " " + clientSecret);
        return HexFormat.of().formatHex(digest).substring(0, 32);
    }
}
