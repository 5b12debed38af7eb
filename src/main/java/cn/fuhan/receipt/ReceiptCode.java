package cn.fuhan.receipt;

import cn.fuhan.web.Base32;
import cn.fuhan.web.Sha256;

/**
 * The code on a receipt sheet (回执码): 26 characters of Crockford's base32, 130 random bits. Only its
 * SHA-256 is kept; with so many bits a plain hash can't be reversed by trying.
 */
final class ReceiptCode {

    private static final int LENGTH = 26;

    private ReceiptCode() {}

    static String random() {
        return Base32.random(LENGTH);
    }

    /** A number to speak of a receipt by (回执编号): 10 random characters, no secret. */
    static String randomNumber() {
        return Base32.random(10);
    }

    /**
     * The hash under which the code is kept, however it was typed; nobody's for what is no code.
     */
    static byte[] hash(String typed) {
        return Sha256.of("receipt-code\n" + Base32.parse(typed, LENGTH));
    }
}
