package cn.fuhan.intake;

import java.text.Normalizer;

/**
 * Printed characters as they are compared. Folding keeps the length, so that a place in the folded
 * text is the same place in the printed one: what is found by the folded text is taken from the
 * printed text.
 */
final class Fold {

    private Fold() {}

    /** Half-width, one kind of space, one kind of square bracket. Same length as the input. */
    static String of(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return new String(folded);
    }

    /** Folded and without any space. */
    static String tight(String text) {
        StringBuilder tight = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.charAt(i));
            if (c != ' ' && c != '\t') {
                tight.append(c);
            }
        }
        return tight.toString();
    }

    /** Without the white space of any width, and the invisible fillers, at both ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Characters that leave no mark on paper but change what a machine reads. */
    static boolean isInvisible(char c) {
        return isFiller(c)
                || c >= '\u200C' && c <= '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2061' && c <= '\u206F'
                || c == '\u00AD'
                || "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0".indexOf(c) >= 0
                || c == '\u061C'
                || c == '\u180E'
                || c >= '\uFFF9' && c <= '\uFFFB'
                || c < ' ' && c != '\t' && c != '\n' && c != '\r'
                || c >= '\u007F' && c < '\u00A0' && c != '\u0085';
    }

    static boolean isHan(char c) {
        return c >= '\u4E00' && c <= '\u9FFF' || c >= '\u3400' && c <= '\u4DBF' || c == '〇';
    }

    private static boolean isBlank(char c) {
        return isSpace(c) || c == '\n' || c == '\r' || c == '\t' || isFiller(c);
    }

    /** Editors sprinkle these at the ends of paragraphs; there they mean no more than a space. */
    private static boolean isFiller(char c) {
        return c == '\u200B' || c == '\uFEFF' || c == '\u2060';
    }

    private static boolean isSpace(char c) {
        return c == ' '
                || c == '\u00A0'
                || c == '\u1680'
                || c >= '\u2000' && c <= '\u200A'
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202F'
                || c == '\u205F'
                || c == '\u3000'
                || c == '\u0085';
    }

    private static char fold(char c) {
        if (c < '\u0080') {
            return c == '\n' || c == '\r' || c == '\f' || c == '\u000B' ? ' ' : c;
        }
        if (c >= '\uFF01' && c <= '\uFF5E') {
            char ascii = (char) (c - 0xFEE0);
            return ascii;
        }
        if (isSpace(c) || isInvisible(c)) {
            return ' ';
        }
        return switch (c) {
            case '【', '〔', '〖', '﹝', '［' -> '[';
            case '】', '〕', '〗', '﹞', '］' -> ']';
            case '﹙', '❨' -> '(';
            case '﹚', '❩' -> ')';
            case '∶', '︰', '﹕', 'ː' -> ':';
            case '﹐', '､' -> c == '､' ? '、' : ',';
            case '﹔' -> ';';
            case '｡' -> '。';
            case '‐', '‑', '‒', '–', '−', '﹣' -> '-';
            case '»', '›', '→', '❯' -> '>';
            case '│', '∣' -> '|';
            case '○', '◯', '⚪' -> '〇';
            default -> radical(c);
        };
    }

    /** Text copied out of a PDF has radicals and compatibility forms where characters should be. */
    private static char radical(char c) {
        if (c >= '\u2E80' && c <= '\u2FDF' || c >= '\uF900' && c <= '\uFAFF') {
            String usual = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
            return usual.length() == 1 ? usual.charAt(0) : c;
        }
        return c;
    }
}
