package cn.fuhan.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who of the staff is calling.
 *
 * @param csrf what forms and writes must carry in a session of the browser; null with HTTP Basic
 */
public record Staff(
        String name, @Nullable String displayName, Set<String> roles, @Nullable String csrf) {

    private static final String KEY = "fuhan.staff";

    /** Whoever is logged in, where an operation has asked for a role. */
    public static Staff of(SecurityIdentity identity) {
        Staff staff = identity.getAttribute(KEY);
        if (staff == null) {
            throw new IllegalStateException("nobody of the staff is logged in");
        }
        return staff;
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    public String shown() {
        return displayName == null ? name : displayName;
    }

    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(roles)
                .addAttribute(KEY, this)
                .build();
    }
}
