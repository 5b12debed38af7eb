package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
        int i = 0;
        while (i < lines.size()) {
            int apart = apart(lines, i);
            if (apart == 0) {
                read(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : null);
            }
            i += Math.max(apart, 1);
        }
    }

    /** Labels first and their values behind them; how many lines that took. */
    private int apart(List<Line> lines, int first) {
        int end = first;
        while (end < lines.size() && Label.alone(lines.get(end).text()) != null) {
            end++;
        }
        if (end - first >= 2) {
            return column(lines, first, end);
        }
        String[] labels = lines.get(first).text().split("\t", -1);
        String[] cells =
                end < lines.size() - 1 ? lines.get(first + 1).text().split("\t", -1) : labels;
        if (labels.length < 2 || cells.length != labels.length) {
            return 0;
        }
        for (int i = 0; i < labels.length; i++) {
            if (Label.alone(labels[i]) == null || Label.alone(cells[i]) != null) {
                return 0;
            }
        }
        for (int i = 0; i < labels.length; i++) {
            add(Objects.requireNonNull(Label.alone(labels[i])), cells[i]);
        }
        return 2;
    }

    /**
     * A column of labels and a column of values below each other. Where there are fewer values than
     * labels some are blank, and each value goes to the next label that it suits.
     */
    private int column(List<Line> lines, int first, int middle) {
        int end = middle;
        while (end < lines.size() && end - middle < middle - first && isValue(lines.get(end))) {
            end++;
        }
        boolean whole = end - middle == middle - first;
        int at = middle;
        for (int i = first; i < middle && at < end; i++) {
            Label label = Objects.requireNonNull(Label.alone(lines.get(i).text()));
            if (whole || suits(label, lines.get(at).tight())) {
                add(label, lines.get(at++).text());
            }
        }
        return at - first;
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
            } else if (last && next != null && isValue(next) && suits(hit.label(), next.tight())) {
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

    private static boolean isValue(Line line) {
        return Labels.in(line).isEmpty() && line.length() <= 80 && !Titles.isTitle(line);
    }

    /**
     * Whether a text is the value of a label that stands apart from it. A blank value is as likely,
     * so it must look like what the label asks for.
     */
    private static boolean suits(Label label, String tight) {
        return switch (label) {
            case ISSUED, PUBLISHED -> Dates.in(tight) != null && tight.length() <= 20;
            case DOCUMENT_NUMBER -> NUMBER_LIKE.matcher(tight).matches();
            case INDEX_NUMBER -> tight.matches("(?=.{0,60}[0-9])[0-9A-Za-z/_\\-.]{3,60}");
            case TOPICS, GENRE, PUBLISHER, LEAD, SOURCE -> SHORT_NAME.matcher(tight).matches();
            case OUTCOME -> tight.matches("[(\\[]?[ABCD]类?[)\\]]?");
            case DISCLOSURE, WAY -> tight.length() <= 8 && tight.contains("公开");
            case CONTACT -> tight.matches("[0-9()\\-—、,转]{7,40}|[\\u4E00-\\u9FFF]{2,4}");
            case OTHER -> tight.matches("有效|无效|失效|废止|已废止|中文|是|否");
            default -> false;
        };
    }
}
