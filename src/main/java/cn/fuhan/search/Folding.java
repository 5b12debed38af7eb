package cn.fuhan.search;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text in the one form that index and query compare: runs of Chinese characters and words of
 * digits and letters, everything else gone. {@code 渝科局函〔２０２２〕３０１號} becomes {@code 渝科局函 2022 301 号},
 * with the space that also stands before the first run and after the last one, so that a word can
 * be looked for whole.
 *
 * <p>One code point becomes one code point or none, in one pass, and {@link #start} leads from the
 * folded text back to the original.
 */
final class Folding {

    /** Between runs of different kinds that touch: 2022年 is 2022, then 年. */
    static final char TOUCHING = ' ';

    private enum Kind {
        /** Part of a run of Chinese characters (or kana, hangul: scripts without spaces). */
        HAN,
        /** Part of a word: letters and digits. */
        WORD,
        /** Not there for a reader: zero-width characters, accents, variation selectors. */
        UNSEEN,
        /** Punctuation, white space, symbols, lone surrogates: ends a run. */
        APART
    }

    private static final Kind[] KINDS = Kind.values();

    private static final int KIND_SHIFT = 24;

    /**
     * What has been found out about the chars met so far, as {@link #known} gives it; 0 of others.
     */
    private static final int[] KNOWN = new int[Character.MAX_VALUE + 1];

    private final String original;
    private final boolean zeros;
    private char[] folded;
    private int[] starts;
    private int length;
    private int wordFrom;

    private Folding(String original, boolean zeros) {
        this.original = original;
        this.zeros = zeros;
        this.folded = new char[original.length() + 16];
        this.starts = new int[folded.length];
    }

    /** The form for comparing: runs separated by spaces, numbers without leading zeros. */
    static Folding of(String text) {
        return new Folding(text, false).run(TOUCHING);
    }

    /**
     * The form for taking apart: as {@link #of}, but numbers keep their leading zeros, and {@code
     * apart} stands where something that is neither Chinese nor a word stood between two runs.
     */
    static String separated(String text, char apart) {
        return new Folding(text, true).run(apart).text();
    }

    private Folding run(char apart) {
        Kind before = Kind.APART;
        append(apart, 0);
        for (int at = 0; at < original.length(); ) {
            char first = original.charAt(at);
            int raw = Character.isHighSurrogate(first) ? original.codePointAt(at) : first;
            int known = raw == first ? known(first) : look(raw);
            int codePoint = known & (1 << KIND_SHIFT) - 1;
            Kind kind = KINDS[(known >>> KIND_SHIFT) - 1];
            if (kind != Kind.UNSEEN) {
                if (kind != before) {
                    endOfRun(before, kind == Kind.APART ? apart : TOUCHING, at);
                    wordFrom = length;
                }
                if (kind != Kind.APART) {
                    append(codePoint, at);
                }
                before = kind;
            }
            at += Character.charCount(raw);
        }
        endOfRun(before, apart, original.length());
        return this;
    }

    private void endOfRun(Kind before, char separator, int at) {
        if (before == Kind.APART) {
            return;
        }
        if (before == Kind.WORD && !zeros) {
            int drop = leadingZeros(CharBuffer.wrap(folded), wordFrom, length);
            length -= drop;
            System.arraycopy(folded, wordFrom + drop, folded, wordFrom, length - wordFrom);
            System.arraycopy(starts, wordFrom + drop, starts, wordFrom, length - wordFrom);
        }
        append(separator, at);
    }

    /** How many zeros a number can lose and stay the same number; none where it isn't a number. */
    static int leadingZeros(CharSequence text, int from, int to) {
        int zeros = 0;
        while (from + zeros < to - 1 && text.charAt(from + zeros) == '0') {
            zeros++;
        }
        for (int i = from + zeros; zeros > 0 && i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return zeros;
    }

    private void append(int codePoint, int at) {
        if (length + 2 > folded.length) {
            // a run of one character brings a space with it
            folded = Arrays.copyOf(folded, folded.length * 2);
            starts = Arrays.copyOf(starts, folded.length);
        }
        int from = length;
        length += Character.toChars(codePoint, folded, from);
        starts[from] = at;
        starts[length - 1] = at;
    }

    String text() {
        return new String(folded, 0, length);
    }

    /** Where in the original the code point stands that became this char of the folded text. */
    int start(int index) {
        return starts[index];
    }

    /** Where in the original the code point ends that became this char of the folded text. */
    int end(int index) {
        int start = starts[index];
        return start < original.length()
                ? start + Character.charCount(original.codePointAt(start))
                : start;
    }

    static boolean isHan(int codePoint) {
        return kind(codePoint) == Kind.HAN;
    }

    /**
     * What a char becomes, and above it the number of its kind, from 1. A text has few different
     * characters, and thousands of them. Threads that meet at a new one find out the same.
     */
    private static int known(char c) {
        int known = KNOWN[c];
        return known != 0 ? known : (KNOWN[c] = look(c));
    }

    private static int look(int raw) {
        int codePoint = fold(raw);
        return kind(codePoint).ordinal() + 1 << KIND_SHIFT | codePoint;
    }

    private static int fold(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 0x20 : codePoint;
        }
        if (codePoint >= 0x4e00 && codePoint < 0xa000) {
            return Variants.fold(codePoint);
        }
        if (codePoint >= 0x20000 && codePoint < 0x2f800 || isSurrogate(codePoint)) {
            return codePoint;
        }
        if (codePoint >= 0xff01 && codePoint <= 0xff5e) {
            // full-width forms of ASCII
            return fold(codePoint - 0xff01 + '!');
        }
        if (codePoint >= 0x2000 && codePoint < 0x2070
                || codePoint >= 0x3000 && codePoint < 0x3030) {
            // the punctuation of Chinese text: too frequent for the Normalizer
            return codePoint;
        }
        String compatible =
                Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        int first = compatible.codePointAt(0);
        // what falls apart into several visible characters (㎡, ⅳ) stays as it is
        boolean one =
                compatible
                        .codePoints()
                        .skip(1)
                        .allMatch(mark -> Character.getType(mark) == Character.NON_SPACING_MARK);
        return Variants.fold(Character.toLowerCase(one ? first : codePoint));
    }

    private static Kind kind(int codePoint) {
        if (codePoint >= 0x4e00 && codePoint < 0xa000) {
            return Kind.HAN;
        }
        if (codePoint < 0x80) {
            return codePoint >= 'a' && codePoint <= 'z' || codePoint >= '0' && codePoint <= '9'
                    ? Kind.WORD
                    : Kind.APART;
        }
        if (isSurrogate(codePoint)) {
            return Kind.APART;
        }
        if (Character.isIdeographic(codePoint) || codePoint == '々') {
            return Kind.HAN;
        }
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
                    Kind.UNSEEN;
            default ->
                    switch (Character.UnicodeScript.of(codePoint)) {
                        case HIRAGANA, KATAKANA, BOPOMOFO, HANGUL ->
                                Character.isLetter(codePoint) ? Kind.HAN : Kind.APART;
                        default -> Character.isLetterOrDigit(codePoint) ? Kind.WORD : Kind.APART;
                    };
        };
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
