package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the labels in a line, however they are set off: colon, square brackets, cell or space. */
final class Labels {

    /** Longer lines are prose. */
    private static final int LONGEST = 2000;

    private static final int SPACES_WITHIN = 4;

    private Labels() {}

    /**
     * A label in a line.
     *
     * @param start where it begins, with its bracket
     * @param value where its value begins
     * @param firm set off by a colon or brackets, not just by a space or a cell
     */
    record Hit(Label label, int start, int value, boolean firm) {}

    static List<Hit> in(Line line) {
        List<Hit> hits = new ArrayList<>();
        String text = line.folded();
        if (text.length() > LONGEST) {
            return hits;
        }
        int i = 0;
        while (i < text.length()) {
            Hit hit = at(text, i);
            if (hit == null) {
                i++;
            } else {
                hits.add(hit);
                i = Math.max(hit.value(), i + 1);
            }
        }
        return hits;
    }

    /**
     * Whether the line begins with a label and a colon (or brackets), as no title or prose does.
     */
    static boolean leads(Line line) {
        List<Hit> hits = in(line);
        return !hits.isEmpty() && hits.get(0).start() == 0 && hits.get(0).firm();
    }

    private static @Nullable Hit at(String text, int i) {
        for (Label.Name name : Label.beginningWith(text.charAt(i))) {
            int end = match(text, i, name.text());
            if (end < 0) {
                continue;
            }
            Hit hit = setOff(text, i, end, name);
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    /** Where the name ends, allowing for the spaces that pages put inside: 索 引 号. */
    private static int match(String text, int from, String name) {
        int position = from;
        for (int k = 0; k < name.length(); k++) {
            int spaces = 0;
            while (k > 0
                    && position < text.length()
                    && text.charAt(position) == ' '
                    && spaces < SPACES_WITHIN) {
                position++;
                spaces++;
            }
            if (position >= text.length() || text.charAt(position) != name.charAt(k)) {
                return -1;
            }
            position++;
        }
        return position;
    }

    private static @Nullable Hit setOff(String text, int start, int end, Label.Name name) {
        int before = start - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        char left = before < 0 ? '\n' : text.charAt(before);
        boolean cellStart = left == '\n' || left == '\t' || left == '|';
        boolean wordStart = cellStart || before < start - 1 || "[](),;。/>".indexOf(left) >= 0;
        int after = end;
        while (after < text.length() && text.charAt(after) == ' ') {
            after++;
        }
        int colonAt = after;
        while (colonAt < text.length() && " \t".indexOf(text.charAt(colonAt)) >= 0) {
            colonAt++;
        }
        if (colonAt < text.length() && text.charAt(colonAt) == ':') {
            after = colonAt;
        }
        char right = after >= text.length() ? '\n' : text.charAt(after);
        if (left == '[' && right == ']') {
            int value = after + 1;
            boolean colon = value < text.length() && text.charAt(value) == ':';
            return new Hit(name.label(), before, colon ? value + 1 : value, true);
        }
        int length = name.text().length();
        if (right == ':') {
            // run together without a space (…00084发文字号:) only long labels are sure
            boolean sure = wordStart || length >= 4 && !Fold.isHan(left);
            int first = left == '[' ? before : start;
            return sure ? new Hit(name.label(), first, after + 1, true) : null;
        }
        if ((right == '\t' || right == '|') && cellStart) {
            return new Hit(name.label(), start, after + 1, false);
        }
        if (right == '\n' && cellStart) {
            return new Hit(name.label(), start, text.length(), false);
        }
        if (after > end && length >= 3 && (cellStart || before < start - 1)) {
            return new Hit(name.label(), start, after, false);
        }
        return null;
    }
}
