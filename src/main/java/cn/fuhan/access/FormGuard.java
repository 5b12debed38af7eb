package cn.fuhan.access;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/**
 * Nobody's browser is made to do what its owner didn't ask for (CSRF). A change at the desk that
 * another site's page sends is refused, however it says who is calling. One by a session's cookie
 * must also carry what only our pages know: forms the field {@code csrf}, the API the header {@code
 * X-CSRF-Token}. No page can forget to ask: it is asked for here, for all of them.
 */
public class FormGuard {

    /** The form's field. */
    public static final String FIELD = "csrf";

    static final String HEADER = "X-CSRF-Token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SIGN_IN = "/desk/sign-in";

    private final StaffCookie cookie;

    FormGuard(StaffCookie cookie) {
        this.cookie = cookie;
    }

    @WithFormRead
    @ServerRequestFilter
    void check(ContainerRequestContext context, HttpServerRequest request) {
        String path = context.getUriInfo().getRequestUri().getRawPath();
        boolean page = path.equals("/desk") || path.startsWith("/desk/");
        boolean api = path.startsWith("/api/v1/desk/");
        if (SAFE.contains(context.getMethod()) || !page && !api) {
            return;
        }
        if (isForeign(request)) {
            throw new Problem(ProblemType.FORGED);
        }
        String secret = cookie.secret(request);
        if (page && !path.equals(SIGN_IN)) {
            require(secret, field());
        } else if (api && secret != null && request.getHeader("Authorization") == null) {
            require(secret, request.getHeader(HEADER));
        }
    }

    /** Browsers say where a request comes from, the older ones by Origin; programs say nothing. */
    static boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            return !request.authority().toString().equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static void require(@Nullable String secret, @Nullable String told) {
        if (secret == null
                || told == null
                || !MessageDigest.isEqual(bytes(StaffSessions.csrf(secret)), bytes(told))) {
            throw new Problem(ProblemType.FORGED);
        }
    }

    private static @Nullable String field() {
        Object field = CurrentRequestManager.get().getFormParameter(FIELD, true, false);
        return field instanceof String text ? text : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
