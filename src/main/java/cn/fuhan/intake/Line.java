package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One printed line or paragraph.
 *
 * @param text as printed, without surrounding white space; the cells of a table's row are separated
 *     by tabs
 * @param folded the same for matching, of the same length
 * @param tight the same without spaces, for matching where position doesn't matter
 */
record Line(String text, String folded, String tight) {

    private static final Pattern BREAK = Pattern.compile("\\R");

    static Line of(String text) {
        String trimmed = Fold.trim(text);
        return new Line(trimmed, Fold.of(trimmed), Fold.tight(trimmed));
    }

    /** The lines of a text that have something on them. */
    static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        for (String part : BREAK.split(text)) {
            Line line = of(part);
            if (!line.text.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    int length() {
        return text.length();
    }
}
