package cn.fuhan.receipt;

import cn.fuhan.web.Sha256;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The code on a receipt sheet (回执码): 26 characters of Crockford's base32, 130 random bits. Only its
 * SHA-256 is kept; with so many bits a plain hash can't be reversed by trying.
 */
final class ReceiptCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ReceiptCode() {}

    static String random() {
        return random(LENGTH);
    }

    /** A number to speak of a receipt by (回执编号): 10 random characters, no secret. */
    static String randomNumber() {
        return random(10);
    }

    /** The hash under which the code is kept; case and hyphens don't matter. */
    static byte[] hash(String typed) {
        String code =
                typed.length() > 64
                        ? ""
                        : typed.toUpperCase(Locale.ROOT)
                                .replace("-", "")
                                .replace('O', '0')
                                .replace('I', '1')
                                .replace('L', '1');
        return Sha256.of("receipt-code\n" + code);
    }

    private static String random(int length) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return code.toString();
    }
}
