package cn.fuhan.reply;

import cn.fuhan.reply.PublicLetters.Published;
import cn.fuhan.web.Copy;
import cn.fuhan.web.Site;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Makes the copies of a letter: takes some milliseconds, so it is done once. */
@Singleton
class Copyist {

    private final ObjectMapper json;
    private final Site site;
    private final CompletableFuture<String> edition = new CompletableFuture<>();

    Copyist(ObjectMapper json, Site site) {
        this.json = json;
        this.site = site;
    }

    /** The first thing of a start, beside the others: it takes a tenth of it. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent first) {
        edition.completeAsync(this::findEdition, Infrastructure.getDefaultExecutor());
    }

    /**
     * What our copies are made by, in a word: whatever changes them, be it a template, the code or
     * a setting, changes those of the specimens, and this with them. Known once a start is over.
     */
    String edition() {
        return edition.join();
    }

    private String findEdition() {
        StringBuilder tags = new StringBuilder();
        for (Published specimen : Specimen.all()) {
            for (Form form : Form.values()) {
                tags.append(copy(form, specimen).tag());
            }
        }
        // a copy without Brotli is another one
        tags.append(copy(Form.JSON, Specimen.all().get(0)).brotli() != null);
        return Copy.of("", tags.toString()).tag();
    }

    /** A copy of this revision. */
    Copy copy(Form form, Published p) {
        return switch (form) {
            case JSON -> Copy.lasting(form.mediaType, bytes(p.document()));
            case PAGE ->
                    Copy.lasting(
                            form.mediaType,
                            page(p).html().render().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** A copy of what a program reads. */
    Copy json(Object body) {
        return Copy.of(Form.JSON.mediaType, bytes(body));
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The QR code of the address where a letter is read. */
    Copy qr(String code, ErrorCorrectionLevel correction, boolean png, int size) {
        QrCode qr = QrCode.of(site.url(Form.PAGE.path(code)), correction);
        return png ? Copy.of("image/png", qr.png(size)) : Copy.of("image/svg+xml", qr.svg(size));
    }

    private LetterPage page(Published p) {
        LetterDocument d = p.document();
        return new LetterPage(
                site,
                d.code(),
                d.letter(),
                Labels.OUTCOMES,
                d.revision(),
                p.editions().stream()
                        .map(e -> new LetterPage.Version(e.revision(), e.publishedAt(), e.reason()))
                        .toList(),
                d.digest() == null ? null : d.digest().replace("sha256:", ""),
                d.isSample());
    }
}
