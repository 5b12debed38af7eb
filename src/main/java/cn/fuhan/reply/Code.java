package cn.fuhan.reply;

import cn.fuhan.web.Base32;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;

/**
 * The name of a letter outside: 10 characters of Crockford's base32, random, short enough for a
 * coarse QR code and for typing by hand.
 */
public final class Code {

    private static final int LENGTH = 10;

    private Code() {}

    /** A new code: 50 random bits. Uniqueness is the database's to enforce. */
    public static String random() {
        return Base32.random(LENGTH);
    }

    /** Whether it is a code, and written as it is here. */
    static boolean isWritten(String code) {
        return code.length() == LENGTH && Base32.parse(code, LENGTH).equals(code);
    }

    /**
     * The code as it is written here, however it was typed.
     *
     * @throws Problem not-found when it can't be a code
     */
    public static String parse(String typed) {
        String code = Base32.parse(typed, LENGTH);
        if (code.isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND, "没有这样的复函编号。编号是 10 位数字和字母，请核对后再试。");
        }
        return code;
    }
}
