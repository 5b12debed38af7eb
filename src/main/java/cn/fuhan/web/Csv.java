package cn.fuhan.web;

import org.jspecify.annotations.Nullable;

/**
 * Lines of a spreadsheet as text (RFC 4180). What a spreadsheet would take for a formula is marked
 * as text by an apostrophe (CSV injection), whoever wrote it.
 */
public final class Csv {

    /** Without it a spreadsheet takes UTF-8 for the machine's old encoding. */
    public static final String BOM = "\uFEFF";

    /** What begins a formula, half-width and full-width, and what a spreadsheet skips before it. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    /** One line, with its end. */
    public static String line(@Nullable String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        return line.append("\r\n").toString();
    }

    private static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        int first = 0;
        while (first < text.length() - 1 && text.charAt(first) == ' ') {
            first++;
        }
        boolean formula = FORMULA.indexOf(text.charAt(first)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
