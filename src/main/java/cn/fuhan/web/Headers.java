package cn.fuhan.web;

import io.netty.util.AsciiString;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Headers that every answer carries: what a page may load, and that nothing is sniffed or framed.
 */
public class Headers {

    /** Nothing runs on a page but the one script of our own, and nothing goes to another host. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    /** Once reached by https, a browser asks for nothing else for a year. */
    private static final String ONLY_HTTPS = "max-age=31536000";

    private static final String REFERRER = "strict-origin-when-cross-origin";

    private final boolean https;

    Headers(Site site) {
        https = site.publicUrl().startsWith("https:");
    }

    /**
     * The same for an answer of this type that doesn't pass the filter: names and values by turns.
     */
    public static AsciiString[] of(String mediaType) {
        List<String> headers =
                new ArrayList<>(
                        List.of("X-Content-Type-Options", "nosniff", "Referrer-Policy", REFERRER));
        if (mediaType.startsWith("text/html")) {
            headers.addAll(List.of("Content-Security-Policy", POLICY, "X-Frame-Options", "DENY"));
        }
        return headers.stream().map(AsciiString::new).toArray(AsciiString[]::new);
    }

    @ServerResponseFilter
    void secure(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        if (https) {
            headers.putSingle("Strict-Transport-Security", ONLY_HTTPS);
        }
        if (!headers.containsKey("Referrer-Policy")) {
            headers.putSingle("Referrer-Policy", REFERRER);
        }
        Object type = response.getMediaType();
        if (type != null && type.toString().startsWith("text/html")) {
            headers.putSingle("Content-Security-Policy", POLICY);
            headers.putSingle("X-Frame-Options", "DENY");
        }
        if (!headers.containsKey("Cache-Control")) {
            headers.putSingle("Cache-Control", "no-store");
        }
    }
}
