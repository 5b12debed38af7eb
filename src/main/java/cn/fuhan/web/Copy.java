package cn.fuhan.web;

import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a reader gets, as bytes, with a strong ETag for each coding. Immutable, so one copy serves
 * any number of readers on any thread.
 *
 * <p>The bytes are always there in gzip, which nearly every reader takes, and in Brotli as well
 * where that is {@link #lasting worth it}. A copy that was {@link #zipped} has only those, and
 * inflates them for a reader who takes neither, which costs some 50 µs; {@link #withPlain} is the
 * same copy with that paid for.
 */
public final class Copy {

    private static final AsciiString ACCEPT_ENCODING =
            AsciiString.cached(HttpHeaders.ACCEPT_ENCODING);
    private static final AsciiString IF_NONE_MATCH = AsciiString.cached(HttpHeaders.IF_NONE_MATCH);
    private static final AsciiString ETAG = AsciiString.cached(HttpHeaders.ETAG);
    private static final AsciiString VARY = AsciiString.cached(HttpHeaders.VARY);
    private static final AsciiString CACHE_CONTROL = AsciiString.cached(HttpHeaders.CACHE_CONTROL);
    private static final AsciiString CONTENT_TYPE = AsciiString.cached(HttpHeaders.CONTENT_TYPE);
    private static final AsciiString CONTENT_ENCODING =
            AsciiString.cached(HttpHeaders.CONTENT_ENCODING);

    private final String mediaType;
    private final String tag;
    private final byte[] gzip;
    private final byte @Nullable [] brotli;
    private final byte @Nullable [] plain;

    // as the hot path writes them
    private final AsciiString contentType;
    private final AsciiString[] tags;
    private final Buffer gzipBody;
    private final @Nullable Buffer brotliBody;

    private Copy(
            String mediaType,
            String tag,
            byte[] gzip,
            byte @Nullable [] brotli,
            byte @Nullable [] plain) {
        this.mediaType = mediaType;
        this.tag = tag;
        this.gzip = gzip;
        this.brotli = brotli;
        this.plain = plain;
        contentType = new AsciiString(mediaType);
        tags =
                new AsciiString[] {
                    new AsciiString('"' + tag + '"'),
                    new AsciiString('"' + tag + "-gzip\""),
                    new AsciiString('"' + tag + "-br\"")
                };
        gzipBody = Buffer.buffer(Unpooled.wrappedBuffer(gzip));
        brotliBody = brotli == null ? null : Buffer.buffer(Unpooled.wrappedBuffer(brotli));
    }

    /**
     * @param mediaType with its charset, e.g. text/html;charset=UTF-8
     */
    public static Copy of(String mediaType, byte[] bytes) {
        return new Copy(mediaType, tag(bytes), zip(bytes), null, bytes);
    }

    /** A copy that is made once and read for long: in Brotli, too, where this machine can. */
    public static Copy lasting(String mediaType, byte[] bytes) {
        return new Copy(mediaType, tag(bytes), zip(bytes), Brotli.of(bytes), bytes);
    }

    /** A copy of a text in UTF-8. */
    public static Copy of(String mediaType, String text) {
        return of(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The copy that had this tag and these bytes in gzip and in Brotli. */
    public static Copy zipped(String mediaType, String tag, byte[] gzip, byte @Nullable [] brotli) {
        return new Copy(mediaType, tag, gzip, brotli, null);
    }

    /** What tells this copy's bytes from any other's; all ETags begin with it. */
    public String tag() {
        return tag;
    }

    /** The bytes in gzip; not to be changed. */
    public byte[] gzip() {
        return gzip;
    }

    /** The bytes in Brotli; not to be changed. */
    public byte @Nullable [] brotli() {
        return brotli;
    }

    /** With its charset, where it has one. */
    public String mediaType() {
        return mediaType;
    }

    /** The bytes as text in UTF-8. */
    public String text() {
        return new String(withPlain().plain, StandardCharsets.UTF_8);
    }

    /** The same copy, kept compressed alone. */
    public Copy zipped() {
        return plain == null ? this : new Copy(mediaType, tag, gzip, brotli, null);
    }

    /** The same copy with its bytes inflated, too. */
    public Copy withPlain() {
        return plain != null ? this : new Copy(mediaType, tag, gzip, brotli, unzip(gzip));
    }

    /** How many bytes it holds. */
    public int size() {
        return gzip.length
                + (brotli == null ? 0 : brotli.length)
                + (plain == null ? 0 : plain.length);
    }

    /**
     * The answer to a GET or HEAD: 304 when the reader has it (RFC 9110, 13.1.2), else 200, in the
     * coding that the reader likes best.
     */
    public Response answer(HttpHeaders request, String cacheControl) {
        Coding coding =
                Coding.best(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING), brotli != null);
        boolean known = isKnown(request.getHeaderString(HttpHeaders.IF_NONE_MATCH));
        Response.ResponseBuilder answer =
                known ? Response.notModified() : Response.ok(bytes(coding), mediaType);
        if (!known && coding != Coding.NONE) {
            answer.header(HttpHeaders.CONTENT_ENCODING, coding.token.toString());
        }
        return answer.header(HttpHeaders.ETAG, tags[coding.ordinal()].toString())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }

    private byte @Nullable [] bytes(Coding coding) {
        return switch (coding) {
            case NONE -> withPlain().plain;
            case GZIP -> gzip;
            case BROTLI -> brotli;
        };
    }

    /**
     * The same answer to a GET, written at once on the event loop: nothing but bytes that are
     * ready.
     *
     * @param secure what {@link Headers} adds to an answer with content
     */
    public void answer(HttpServerRequest request, AsciiString cacheControl, AsciiString[] secure) {
        MultiMap asked = request.headers();
        Coding coding = Coding.best(asked.get(ACCEPT_ENCODING), brotliBody != null);
        HttpServerResponse response = request.response();
        MultiMap told =
                response.headers()
                        .add(ETAG, tags[coding.ordinal()])
                        .add(VARY, ACCEPT_ENCODING)
                        .add(CACHE_CONTROL, cacheControl);
        if (isKnown(asked.get(IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        told.add(CONTENT_TYPE, contentType);
        if (coding != Coding.NONE) {
            told.add(CONTENT_ENCODING, coding.token);
        }
        for (int i = 0; i < secure.length; i += 2) {
            told.add(secure[i], secure[i + 1]);
        }
        response.end(body(coding));
    }

    private @Nullable Buffer body(Coding coding) {
        return switch (coding) {
            case NONE -> Buffer.buffer(withPlain().plain);
            case GZIP -> gzipBody;
            case BROTLI -> brotliBody;
        };
    }

    /** Whether an If-None-Match names this copy, in any coding. */
    private boolean isKnown(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && (ifNoneMatch.contains(tag) || ifNoneMatch.strip().equals("*"));
    }

    private static String tag(byte[] bytes) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.of(bytes))
                .substring(0, 22);
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new Best(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] unzip(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 8192)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made once, read often. */
    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
