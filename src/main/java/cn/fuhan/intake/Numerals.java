package cn.fuhan.intake;

/** Chinese numerals: 二〇二二 digit by digit, 三十一 and 一百二十三 by their units. */
final class Numerals {

    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String UNITS = "十百千";

    private Numerals() {}

    /** The value of up to nine numerals or digits; what is neither (零, O, o) counts as zero. */
    static int value(String text) {
        int whole = 0;
        int part = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int unit = UNITS.indexOf(c);
            if (unit >= 0) {
                whole += Math.max(part, 1) * (int) Math.pow(10, unit + 1);
                part = 0;
            } else {
                part = part * 10 + digit(c);
            }
        }
        return whole + part;
    }

    /** The same with digits, as a number that names something: leading zeros stay. */
    static String digits(String text) {
        if (text.chars().noneMatch(c -> isNumeral((char) c))) {
            return text;
        }
        if (text.chars().anyMatch(c -> UNITS.indexOf(c) >= 0)) {
            return String.valueOf(value(text));
        }
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(digit((char) c)));
        return digits.toString();
    }

    /** One to ninety-nine as headings count: 十二; larger numbers in digits. */
    static String chinese(int n) {
        if (n < 1 || n > 99) {
            return String.valueOf(n);
        }
        String tens = n < 20 ? (n < 10 ? "" : "十") : DIGITS.charAt(n / 10) + "十";
        return tens + (n % 10 == 0 ? "" : String.valueOf(DIGITS.charAt(n % 10)));
    }

    private static boolean isNumeral(char c) {
        return c == '零' || DIGITS.indexOf(c) >= 0 || UNITS.indexOf(c) >= 0;
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : Math.max(DIGITS.indexOf(c), 0);
    }
}
