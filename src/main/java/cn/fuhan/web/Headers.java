package cn.fuhan.web;

import io.netty.util.AsciiString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Headers that every answer carries: what a page may load, that nothing is sniffed or framed, and
 * on a site with https that nothing is asked for without it.
 */
@ApplicationScoped
public class Headers {

    /** Nothing runs on a page but the one script of our own, and nothing goes to another host. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    /** Once reached by https, a browser asks for nothing else for a year (RFC 6797). */
    private static final String ONLY_HTTPS = "max-age=31536000";

    private final AsciiString[] any;
    private final AsciiString[] page;

    Headers(Site site) {
        List<String> headers = new ArrayList<>();
        headers.addAll(List.of("X-Content-Type-Options", "nosniff"));
        headers.addAll(List.of("Referrer-Policy", "strict-origin-when-cross-origin"));
        if (site.publicUrl().startsWith("https:")) {
            headers.addAll(List.of("Strict-Transport-Security", ONLY_HTTPS));
        }
        any = ascii(headers);
        headers.addAll(List.of("Content-Security-Policy", POLICY, "X-Frame-Options", "DENY"));
        page = ascii(headers);
    }

    private static AsciiString[] ascii(List<String> headers) {
        return headers.stream().map(AsciiString::new).toArray(AsciiString[]::new);
    }

    /** Names and values by turns, for an answer of this type that doesn't pass the filter. */
    public AsciiString[] of(String mediaType) {
        return mediaType.startsWith("text/html") ? page : any;
    }

    @ServerResponseFilter
    void secure(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        Object type = response.getMediaType();
        AsciiString[] secure = of(type == null ? "" : type.toString());
        for (int i = 0; i < secure.length; i += 2) {
            putIfAbsent(headers, secure[i].toString(), secure[i + 1].toString());
        }
        putIfAbsent(headers, "Cache-Control", "no-store");
    }

    private static void putIfAbsent(
            MultivaluedMap<String, Object> headers, String name, String value) {
        if (!headers.containsKey(name)) {
            headers.putSingle(name, value);
        }
    }
}
