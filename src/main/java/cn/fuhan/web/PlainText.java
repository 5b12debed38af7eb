package cn.fuhan.web;

import org.jspecify.annotations.Nullable;

/** Text that can be stored and shown: no NUL, no lone surrogate, no control character. */
public final class PlainText {

    private PlainText() {}

    /**
     * Whether the text can be stored in PostgreSQL and shown on a page. Tab and line breaks are
     * fine; directional marks are too, since pages isolate what people wrote.
     */
    public static boolean isPlain(@Nullable String text) {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))) {
                    return false;
                }
            } else if (Character.isLowSurrogate(c)
                    || c == 0x7F
                    || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
                return false;
            }
        }
        return true;
    }

    /**
     * The parameter or form field as it came.
     *
     * @throws Problem bad-text when it isn't plain
     */
    public static @Nullable String require(String name, @Nullable String text) {
        if (!isPlain(text)) {
            throw new Problem(ProblemType.BAD_TEXT).error(name, "请删除其中的控制字符或残缺字符");
        }
        return text;
    }
}
