package cn.fuhan.reply;

import cn.fuhan.reply.Copies.Found;
import cn.fuhan.web.Copy;
import cn.fuhan.web.Headers;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.netty.util.AsciiString;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Published letters as copies: from memory when they are there, else read and made. */
@Singleton
class LetterCopies {

    /**
     * A reader may keep a letter for a minute; a CDN may show an old one while the service is down.
     */
    static final String CACHE =
            "public, max-age=60, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400";

    /** What may be stale is asked for again soon. */
    static final String UNSURE_CACHE = "public, max-age=5, s-maxage=5, stale-if-error=86400";

    /** RFC 9211: an answer from our memory that the database could not confirm. */
    static final String UNSURE =
            "fuhan; hit; detail=\"possibly stale: the database is out of reach\"";

    private static final AsciiString CACHE_BYTES = new AsciiString(CACHE);
    private static final AsciiString UNSURE_CACHE_BYTES = new AsciiString(UNSURE_CACHE);
    private static final MultiMap JSON = Headers.of(Form.JSON.mediaType);
    private static final MultiMap PAGE = Headers.of(Form.PAGE.mediaType);

    private final PublicLetters letters;
    private final Copyist copyist;
    private final Copies copies;

    LetterCopies(PublicLetters letters, Copyist copyist, Copies copies) {
        this.letters = letters;
        this.copyist = copyist;
        this.copies = copies;
    }

    /** The answer with a letter, its current revision or another one. */
    Uni<Response> answer(Form form, String typed, @Nullable Integer revision, HttpHeaders request) {
        String code = Code.parse(typed);
        String path = revision == null ? form.path(code) : form.path(code, revision);
        return copies.get(path, () -> letters.get(code, revision).map(p -> copyist.copy(form, p)))
                .map(found -> answer(found, request));
    }

    /** The answer with a letter's history. */
    Uni<Response> revisions(String typed, HttpHeaders request) {
        String code = Code.parse(typed);
        return copies.get(
                        Form.JSON.path(code) + "/revisions",
                        () -> letters.get(code, null).map(p -> copyist.json(p.editions())))
                .map(found -> answer(found, request));
    }

    /**
     * The answer with the QR code of a letter's address. The one that stands on its page is kept;
     * of the others there are too many, and they are made of nothing but the code.
     *
     * @param size in pixels
     */
    Uni<Response> qr(
            String typed,
            ErrorCorrectionLevel correction,
            boolean png,
            int size,
            HttpHeaders request) {
        String code = Code.parse(typed);
        if (png || size != QrCode.SIZE || correction != ErrorCorrectionLevel.M) {
            return copies.get(Form.JSON.path(code), () -> current(Form.JSON, code))
                    .map(
                            found ->
                                    answer(
                                            new Found(
                                                    copyist.qr(code, correction, png, size),
                                                    found.sure()),
                                            request));
        }
        // no path of a request is like this one: its query would go unread
        return copies.get(
                        "qr/" + code,
                        () ->
                                letters.get(code, null)
                                        .map(p -> copyist.qr(code, correction, png, size)))
                .map(found -> answer(found, request));
    }

    private Uni<Copy> current(Form form, String code) {
        return letters.get(code, null).map(p -> copyist.copy(form, p));
    }

    private static Response answer(Found found, HttpHeaders request) {
        Response answer = found.copy().answer(request, found.sure() ? CACHE : UNSURE_CACHE);
        if (!found.sure()) {
            answer.getHeaders().putSingle("Cache-Status", UNSURE);
        }
        return answer;
    }

    /**
     * Readers of what is in memory are answered before the framework has begun: the crowd costs
     * next to nothing. Everything else goes on to the resources, which answer the same.
     */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).handler(this::answerAtOnce);
    }

    private void answerAtOnce(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        boolean page = path.startsWith(Form.PAGE.folder);
        if (request.method() != HttpMethod.GET
                || !page && !path.startsWith(Form.JSON.folder)
                || !accepts(request.getHeader(io.vertx.core.http.HttpHeaders.ACCEPT), page)) {
            context.next();
            return;
        }
        Found found = copies.atOnce(path);
        if (found == null || !found.sure()) {
            context.next();
            return;
        }
        found.copy().answer(request, CACHE_BYTES, page ? PAGE : JSON);
    }

    /** Whether it is plain that the reader takes this type; the framework weighs the rest. */
    private static boolean accepts(@Nullable String accept, boolean page) {
        return accept == null
                || accept.contains("*/*")
                || accept.contains(page ? "text/html" : "application/json");
    }
}
