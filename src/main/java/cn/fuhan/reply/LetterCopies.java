package cn.fuhan.reply;

import cn.fuhan.reply.Copies.Found;
import cn.fuhan.web.Copy;
import cn.fuhan.web.Headers;
import cn.fuhan.web.OwnContext;
import cn.fuhan.web.Problems;
import cn.fuhan.web.VertxProblems;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.netty.util.AsciiString;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Published letters as copies: from memory when they are there, else read and made. */
@Singleton
class LetterCopies {

    /**
     * A reader may keep a letter for a minute; a CDN may show an old one while the service is down.
     */
    static final String CACHE =
            "public, max-age=60, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400";

    private static final AsciiString CACHE_BYTES = new AsciiString(CACHE);
    private static final AsciiString UNSURE_CACHE = new AsciiString(Copies.UNSURE_CACHE);

    private final StoredCopies stored;
    private final PublicLetters letters;
    private final Copyist copyist;
    private final Copies copies;
    private final Readings readings;
    private final Headers headers;

    LetterCopies(
            StoredCopies stored,
            PublicLetters letters,
            Copyist copyist,
            Copies copies,
            Readings readings,
            Headers headers) {
        this.stored = stored;
        this.letters = letters;
        this.copyist = copyist;
        this.copies = copies;
        this.readings = readings;
        this.headers = headers;
    }

    /** The answer with a letter, its current revision or another one. */
    Uni<Response> answer(Form form, String typed, @Nullable Integer revision, HttpHeaders request) {
        String code = Code.parse(typed);
        return (revision == null
                        ? current(form, code)
                        : copies.get(
                                form.path(code, revision),
                                () -> letters.get(code, revision).map(p -> copyist.copy(form, p))))
                .map(found -> found.answer(request, CACHE));
    }

    /** The answer with a letter's history. */
    Uni<Response> revisions(String typed, HttpHeaders request) {
        String code = Code.parse(typed);
        return copies.get(
                        Form.JSON.path(code) + "/revisions",
                        () -> letters.get(code, null).map(p -> copyist.json(p.editions())))
                .map(found -> found.answer(request, CACHE));
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
            return current(Form.JSON, code)
                    .map(
                            found ->
                                    new Found(copyist.qr(code, correction, png, size), found.sure())
                                            .answer(request, CACHE));
        }
        // no path of a request is like this one: its query would go unread
        return copies.get(
                        "qr/" + code,
                        () ->
                                letters.get(code, null)
                                        .map(p -> copyist.qr(code, correction, png, size)))
                .map(found -> found.answer(request, CACHE));
    }

    private Uni<Found> current(Form form, String code) {
        return copies.get(
                form.path(code),
                () ->
                        stored.get(form, code)
                                .onItem()
                                .ifNull()
                                .switchTo(
                                        () ->
                                                letters.get(code, null)
                                                        .map(p -> copyist.copy(form, p))));
    }

    /**
     * Readers of what is in memory are answered before the framework has begun: the crowd costs
     * next to nothing. What isn't in memory is answered here as well, without the framework's
     * detours; everything but a plain GET goes on to the resources, which answer the same.
     */
    void register(@Observes Router router) {
        router.route().order(VertxProblems.ORDER - 1).handler(this::answerAtOnce);
        router.route().order(VertxProblems.ORDER + 1).handler(this::answerSoon);
    }

    private void answerAtOnce(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        Form form = form(request, path);
        Copy copy = form == null ? null : copies.atOnce(path);
        if (copy == null) {
            context.next();
            return;
        }
        long since = System.nanoTime();
        readings.take();
        copy.answer(request, CACHE_BYTES, headers.of(form.mediaType));
        readings.count(form, request, since);
    }

    private void answerSoon(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        Form form = form(request, path);
        String code = form == null ? "" : path.substring(form.folder.length());
        if (!Code.isWritten(code)) {
            context.next();
            return;
        }
        long since = System.nanoTime();
        readings.leave(form);
        Executor own = OwnContext.executor();
        current(form, code)
                .subscribe()
                .with(
                        found -> own.execute(() -> answer(request, form, found, since)),
                        failure -> own.execute(() -> context.fail(Problems.of(failure))));
    }

    private void answer(HttpServerRequest request, Form form, Found found, long since) {
        if (request.response().closed()) {
            return;
        }
        if (!found.sure()) {
            request.response().putHeader("Cache-Status", Copies.UNSURE);
        }
        readings.take();
        found.copy()
                .answer(
                        request,
                        found.sure() ? CACHE_BYTES : UNSURE_CACHE,
                        headers.of(form.mediaType));
        readings.count(form, request, since);
    }

    /** In which form a plain GET asks for the current revision of a letter; null for all else. */
    private static @Nullable Form form(HttpServerRequest request, String path) {
        Form form = path.startsWith(Form.PAGE.folder) ? Form.PAGE : Form.JSON;
        return request.method() == HttpMethod.GET
                        && path.startsWith(form.folder)
                        && path.indexOf('/', form.folder.length()) < 0
                        && accepts(
                                request.getHeader(io.vertx.core.http.HttpHeaders.ACCEPT),
                                form == Form.PAGE)
                ? form
                : null;
    }

    /** Whether it is plain that the reader takes this type; the framework weighs the rest. */
    private static boolean accepts(@Nullable String accept, boolean page) {
        return accept == null
                || accept.contains("*/*")
                || accept.contains(page ? "text/html" : "application/json");
    }
}
