package cn.fuhan.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** An OpenID provider that vouches for the staff (统一身份认证); without an issuer there is none. */
@ConfigMapping(prefix = "fuhan.oidc")
interface OidcSettings {

    /** The provider's address, under which it has its {@code .well-known/openid-configuration}. */
    Optional<String> issuer();

    @WithDefault("fuhan")
    String clientId();

    Optional<String> clientSecret();

    /** What the sign-in page calls it. */
    @WithDefault("统一身份认证")
    String label();

    /** The claim that becomes the account's name. */
    @WithDefault("preferred_username")
    String nameClaim();

    /** The claim with what somebody may do; a path with slashes, such as realm_access/roles. */
    @WithDefault("groups")
    String rolesClaim();

    /** The value in that claim that makes an editor. */
    @WithDefault("fuhan-editor")
    String editor();

    /** … an approver. */
    @WithDefault("fuhan-approver")
    String approver();

    /** … an administrator. */
    @WithDefault("fuhan-administrator")
    String administrator();
}
