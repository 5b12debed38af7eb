package cn.fuhan.web;

import io.vertx.core.MultiMap;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Headers that every answer carries: what a page may load, and that nothing is sniffed or framed.
 */
public class Headers {

    /** Nothing runs on a page but the one script of our own, and nothing goes to another host. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    private static final String REFERRER = "strict-origin-when-cross-origin";

    /** The same for an answer of this type that doesn't pass the filter. */
    public static MultiMap of(String mediaType) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.add("X-Content-Type-Options", "nosniff");
        headers.add("Referrer-Policy", REFERRER);
        if (mediaType.startsWith("text/html")) {
            headers.add("Content-Security-Policy", POLICY);
            headers.add("X-Frame-Options", "DENY");
        }
        return headers;
    }

    @ServerResponseFilter
    void secure(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
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
