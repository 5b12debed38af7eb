package cn.fuhan.web;

import java.security.SecureRandom;
import java.util.Locale;

/** Crockford's base32, for codes that people read, type and say aloud. */
public final class Base32 {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Base32() {}

    /** As many random characters, five bits each. */
    public static String random(int length) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return code.toString();
    }

    /**
     * The code as it is written here: case and the look-alikes o, i, l don't matter, nor do hyphens
     * (Crockford's rules for decoding). Empty for what can't be a code of this length.
     */
    public static String parse(String typed, int length) {
        if (typed.length() > 2 * length) {
            return "";
        }
        String code =
                typed.toUpperCase(Locale.ROOT)
                        .replace("-", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        return code.length() == length && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                ? code
                : "";
    }
}
