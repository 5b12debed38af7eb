package cn.fuhan.intake;

/**
 * Text copied out of a PDF or a mail breaks its paragraphs at a fixed width. Such breaks are
 * undone: a full line goes on in the next one, unless that one is indented.
 */
final class Wrapping {

    private static final int NARROWEST = 20;
    private static final int WIDEST = 60;
    private static final int FULL_LINES = 5;
    private static final int RAGGED = 2;

    private Wrapping() {}

    static String undo(String text) {
        String[] lines = text.split("\\R", -1);
        int width = 0;
        for (String line : lines) {
            width = Math.max(width, length(line));
        }
        int full = 0;
        for (String line : lines) {
            full += isFull(line, width) ? 1 : 0;
        }
        if (width < NARROWEST || width > WIDEST || full < FULL_LINES) {
            return text;
        }
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < lines.length; i++) {
            boolean goesOn =
                    i + 1 < lines.length && isFull(lines[i], width) && startsWithText(lines[i + 1]);
            joined.append(goesOn ? lines[i].stripTrailing() : lines[i]).append(goesOn ? "" : "\n");
        }
        return joined.toString();
    }

    private static boolean isFull(String line, int width) {
        return length(line) >= width - RAGGED;
    }

    private static boolean startsWithText(String line) {
        return !line.isEmpty() && Fold.of(line).charAt(0) > ' ';
    }

    /** In full-width characters: two half-width ones take the room of one. */
    private static int length(String line) {
        int halves = 0;
        for (int i = 0; i < line.length(); i++) {
            halves += line.charAt(i) < '\u2000' ? 1 : 2;
        }
        return (halves + 1) / 2;
    }
}
