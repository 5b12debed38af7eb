package cn.fuhan.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * What a reader gets, as bytes, plain and gzip, with a strong ETag for each. Immutable, so one copy
 * serves any number of readers on any thread.
 */
public final class Copy {

    private final String mediaType;
    private final byte[] plain;
    private final byte[] gzip;
    private final String tag;

    private Copy(String mediaType, byte[] plain) {
        this.mediaType = mediaType;
        this.plain = plain;
        this.gzip = zip(plain);
        this.tag =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Sha256.of(plain))
                        .substring(0, 22);
    }

    /**
     * @param mediaType with its charset, e.g. text/html;charset=UTF-8
     */
    public static Copy of(String mediaType, byte[] bytes) {
        return new Copy(mediaType, bytes);
    }

    /** A copy of a text in UTF-8. */
    public static Copy of(String mediaType, String text) {
        return new Copy(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answer to a GET or HEAD: 304 when the reader has it (RFC 9110, 13.1.2), else 200, in gzip
     * when the reader takes it.
     */
    public Response answer(HttpHeaders request, String cacheControl) {
        boolean zipped = takesGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
        String etag = zipped ? '"' + tag + "-gzip\"" : '"' + tag + '"';
        String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        boolean fresh = known != null && (known.strip().equals("*") || known.contains('"' + tag));
        Response.ResponseBuilder answer =
                fresh ? Response.notModified() : Response.ok(zipped ? gzip : plain, mediaType);
        if (!fresh && zipped) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }

    /** Whether gzip is named, or everything is, and not refused with q=0 (RFC 9110, 12.5.3). */
    static boolean takesGzip(String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String coding : acceptEncoding.split(",", 20)) {
            String c = coding.replace(" ", "");
            if (c.startsWith("gzip") || c.startsWith("*")) {
                return !c.matches("[^;]+;q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
