package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The labelled values of a page or document: 索引号, 发文字号, 发布机构 and their like. */
final class Metadata {

    private static final int LONGEST_VALUE = 300;
    private static final Set<String> BLANK =
            Set.of("", "无", "暂无", "空", "-", "--", "——", "/", "null", "none", "无文号", "*", "\\");
    private static final Pattern NUMBER_LIKE =
            Pattern.compile(".{0,24}[\\[(](?:19|20)[0-9]{2}[\\])].{0,12}号?");
    private static final Pattern SHORT_NAME = Pattern.compile("[^,。;:!?《》0-9]{2,30}");

    private final Map<Label, List<String>> values = new EnumMap<>(Label.class);

    /** Takes every labelled value of the lines. */
    void read(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : null);
        }
    }

    /** Below a letter the page names itself: its host (主办单位), its other articles and dates. */
    void readBelow(List<Line> lines) {
        Metadata below = new Metadata();
        below.read(lines);
        List.of(Label.LEAD, Label.SOURCE, Label.TITLE, Label.DATED).forEach(below.values::remove);
        addAll(below);
    }

    private void read(Line line, @Nullable Line next) {
        List<Labels.Hit> hits = Labels.in(line);
        for (int i = 0; i < hits.size(); i++) {
            Labels.Hit hit = hits.get(i);
            boolean last = i == hits.size() - 1;
            int end = last ? line.length() : hits.get(i + 1).start();
            String value = value(line.text().substring(Math.min(hit.value(), end), end));
            if (!isBlank(value)) {
                add(hit.label(), value);
            } else if (last && next != null && belongs(hit.label(), next)) {
                add(hit.label(), next.text());
            }
        }
    }

    void add(Label label, @Nullable String value) {
        if (value != null && !isBlank(value) && value.length() <= LONGEST_VALUE) {
            values.computeIfAbsent(label, l -> new ArrayList<>()).add(Fold.trim(value));
        }
    }

    /** Adds another source's values behind these. */
    void addAll(Metadata other) {
        other.values.forEach((label, list) -> list.forEach(value -> add(label, value)));
    }

    @Nullable String first(Label... labels) {
        for (Label label : labels) {
            List<String> found = values.get(label);
            if (found != null) {
                return found.get(0);
            }
        }
        return null;
    }

    List<String> all(Label label) {
        return values.getOrDefault(label, List.of());
    }

    /** What stands in a cell, or up to the next label, without the marks that set it off. */
    private static String value(String text) {
        String value = Fold.trim(text);
        int cell = value.indexOf('\t');
        if (cell >= 0) {
            value = Fold.trim(value.substring(0, cell));
        }
        int end = value.length();
        while (end > 0 && "|;；[【,，".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = 0;
        while (start < end && "|".indexOf(value.charAt(start)) >= 0) {
            start++;
        }
        return Fold.trim(value.substring(start, end));
    }

    static boolean isBlank(String value) {
        return BLANK.contains(Fold.tight(value).toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the next line is the value of a label that ends its own line. A blank value is as
     * likely, so the next line must look like what the label asks for.
     */
    private static boolean belongs(Label label, Line next) {
        if (!Labels.in(next).isEmpty() || next.length() > 80 || Titles.isTitle(next)) {
            return false;
        }
        String tight = next.tight();
        return switch (label) {
            case ISSUED, PUBLISHED -> Dates.in(tight) != null && tight.length() <= 20;
            case DOCUMENT_NUMBER -> NUMBER_LIKE.matcher(tight).matches();
            case INDEX_NUMBER -> tight.matches("[0-9A-Za-z/_\\-.]{6,60}");
            case TOPICS, GENRE, PUBLISHER, LEAD, SOURCE -> SHORT_NAME.matcher(tight).matches();
            case OUTCOME -> tight.matches("[(\\[]?[ABCD]类?[)\\]]?");
            case DISCLOSURE, WAY -> tight.length() <= 8 && tight.contains("公开");
            default -> false;
        };
    }
}
