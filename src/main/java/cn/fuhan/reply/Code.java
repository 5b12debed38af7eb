package cn.fuhan.reply;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The name of a letter outside: 10 characters of Crockford's base32, random, short enough for a
 * coarse QR code and for typing by hand.
 */
public final class Code {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Code() {}

    /** A new code: 50 random bits. Uniqueness is the database's to enforce. */
    public static String random() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return code.toString();
    }

    /**
     * The code as it is written here: case and the look-alikes o, i, l don't matter, nor do hyphens
     * (Crockford's rules for decoding).
     *
     * @throws Problem not-found when it can't be a code
     */
    public static String parse(String typed) {
        String code =
                typed.length() > 20
                        ? ""
                        : typed.toUpperCase(Locale.ROOT)
                                .replace("-", "")
                                .replace('O', '0')
                                .replace('I', '1')
                                .replace('L', '1');
        if (code.length() != LENGTH || !code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
            throw new Problem(ProblemType.NOT_FOUND, "没有这样的复函编号。编号是 10 位数字和字母，请核对后再试。");
        }
        return code;
    }
}
