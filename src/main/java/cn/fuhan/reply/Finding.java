package cn.fuhan.reply;

import cn.fuhan.web.Sha256;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something that was noticed in a letter and where (发现). The id depends only on what was found and
 * where, so the same text at the same place is the same finding whenever it is looked for.
 *
 * @param id stable within a letter: 12 hexadecimal digits
 * @param severity only an unresolved {@link Severity#SUSPICIOUS} finding keeps a letter from being
 *     published
 * @param field the letter's field by its JSON name (title, signature, sections …), or breadcrumb,
 *     page for what stands on the source page but outside the letter
 * @param pointer JSON pointer into the letter, e.g. /sections/1/paragraphs/0; null outside the
 *     letter
 * @param text the text itself; null where something is missing
 * @param message in Chinese, what it is and what to do
 */
public record Finding(
        String id,
        Severity severity,
        String field,
        @Nullable String pointer,
        @Nullable String text,
        String message) {

    /** How a finding weighs. */
    public enum Severity {
        /** Recognised, or worth knowing. */
        INFO,
        /** A field that a letter should have and this one does not. */
        MISSING,
        /** Text that can't belong: staff must decide before the letter is published. */
        SUSPICIOUS
    }

    /** A finding with its id. */
    public static Finding of(
            Severity severity,
            String field,
            @Nullable String pointer,
            @Nullable String text,
            String message) {
        String what = severity + "\n" + field + "\n" + pointer + "\n" + text;
        return new Finding(
                HexFormat.of().formatHex(Sha256.of(what), 0, 6),
                severity,
                field,
                pointer,
                text,
                message);
    }
}
