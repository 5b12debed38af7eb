package cn.fuhan.reply;

import cn.fuhan.reply.PublicLetters.Published;
import cn.fuhan.web.Copy;
import cn.fuhan.web.Site;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes the copies of a letter: takes a millisecond or two, so it is done once. */
@Singleton
class Copyist {

    private final ObjectMapper json;
    private final Site site;
    private volatile @Nullable String edition;

    Copyist(ObjectMapper json, Site site) {
        this.json = json;
        this.site = site;
    }

    /**
     * What our copies are made by, in a word: whatever changes them, be it a template, the code or
     * a setting, changes those of the specimens, and this with them.
     */
    String edition() {
        String known = edition;
        if (known == null) {
            StringBuilder tags = new StringBuilder();
            for (Published specimen : Specimen.all()) {
                for (Form form : Form.values()) {
                    tags.append(copy(form, specimen).tag());
                }
            }
            known = Copy.of("", tags.toString()).tag();
            edition = known;
        }
        return known;
    }

    /** A copy of this revision. */
    Copy copy(Form form, Published p) {
        return switch (form) {
            case JSON -> json(p.document());
            case PAGE -> Copy.of(form.mediaType, page(p).html().render());
        };
    }

    /** A copy of what a program reads. */
    Copy json(Object body) {
        try {
            return Copy.of(Form.JSON.mediaType, json.writeValueAsBytes(body));
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
