package cn.fuhan.reply;

import cn.fuhan.web.Sha256;
import org.jspecify.annotations.Nullable;

/** When two letters are the same letter: the same text, or the same official number. */
final class Identity {

    private Identity() {}

    /** The document number (发文字号), which a department gives once; null where there is none. */
    static @Nullable String of(Letter letter) {
        return letter.documentNumber();
    }

    /** A digest of the letter's own text, whatever page or file it was found in. */
    static byte[] digest(Letter l) {
        StringBuilder text = new StringBuilder(8192);
        text.append(l.kind()).append(l.title()).append(l.addressees()).append(l.opening());
        l.sections().forEach(s -> text.append(s.heading()).append(s.paragraphs()));
        text.append(l.closing()).append(l.letterDate());
        return Sha256.of(text.toString().replaceAll("\\s+", ""));
    }
}
