package cn.fuhan.intake;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Word's automatic numerals (自动编号): they are in no paragraph's text, but on paper they are. */
final class Numbering {

    private static final int LEVELS = 9;

    /** A level of a list: how it counts and what it prints around the numeral. */
    private static final class Level {
        String format = "decimal";
        String text = "";
        int start = 1;
    }

    /** What a style says of numbering, and the style that it is based on. */
    private static final class Style {
        @Nullable String basedOn;
        @Nullable String list;
        int level = -1;
    }

    /** What a paragraph says of its numbering. */
    static final class Mark {
        @Nullable String style;
        @Nullable String list;
        int level = -1;
    }

    private final Map<String, Level[]> kinds = new HashMap<>();
    private final Map<String, String> lists = new HashMap<>();
    private final Map<String, Integer> styled = new HashMap<>();
    private final Map<String, Style> styles = new HashMap<>();
    private final Map<String, int[]> counters = new HashMap<>();

    /** styles.xml. */
    void readStyles(XMLStreamReader xml) throws XMLStreamException {
        Style style = new Style();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "style" -> {
                    style = new Style();
                    styles.put(String.valueOf(WordText.attribute(xml, "styleId")), style);
                }
                case "basedOn" -> style.basedOn = WordText.value(xml);
                case "numId" -> style.list = WordText.value(xml);
                case "ilvl" -> style.level = WordText.number(WordText.value(xml), 0);
                default -> {
                    // says nothing of numbering
                }
            }
        }
    }

    /** numbering.xml. */
    void readLists(XMLStreamReader xml) throws XMLStreamException {
        Level[] kind = levels();
        Level level = kind[0];
        int at = 0;
        String list = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "abstractNum" -> {
                    kind = levels();
                    kinds.put(String.valueOf(WordText.attribute(xml, "abstractNumId")), kind);
                }
                case "lvl" -> {
                    at = Math.min(WordText.number(WordText.attribute(xml, "ilvl"), 0), LEVELS - 1);
                    level = kind[at];
                }
                case "start" -> level.start = WordText.number(WordText.value(xml), 1);
                case "numFmt" -> level.format = String.valueOf(WordText.value(xml));
                case "lvlText" -> {
                    String text = WordText.value(xml);
                    level.text = text == null ? "" : text;
                }
                case "pStyle" -> styled.put(String.valueOf(WordText.value(xml)), at);
                case "num" -> {
                    list = String.valueOf(WordText.attribute(xml, "numId"));
                    level = new Level();
                    kind = levels();
                }
                case "abstractNumId" -> lists.put(list, String.valueOf(WordText.value(xml)));
                default -> {
                    // how it looks
                }
            }
        }
    }

    /** The numeral of the next paragraph that is so marked, or nothing where it has none. */
    String next(Mark mark) {
        String list = mark.list;
        int at = mark.level;
        String name = mark.style;
        for (int depth = 0; list == null && name != null && depth < 20; depth++) {
            Style style = styles.get(name);
            if (style == null) {
                break;
            }
            list = style.list;
            at =
                    at >= 0
                            ? at
                            : list == null
                                    ? -1
                                    : style.level >= 0 ? style.level : styled.getOrDefault(name, 0);
            name = style.basedOn;
        }
        Level[] kind = list == null ? null : kinds.get(lists.getOrDefault(list, ""));
        if (kind == null) {
            return "";
        }
        int level = Math.min(Math.max(at, 0), LEVELS - 1);
        int[] counter = counters.computeIfAbsent(list, l -> new int[LEVELS]);
        counter[level]++;
        Arrays.fill(counter, level + 1, LEVELS, 0);
        String text = kind[level].text;
        if (!text.contains("%" + (level + 1))) {
            return ""; // a bullet
        }
        for (int i = 0; i <= level; i++) {
            int n = Math.max(counter[i], 1) + kind[i].start - 1;
            text = text.replace("%" + (i + 1), printed(n, kind[i].format));
        }
        return text;
    }

    private static Level[] levels() {
        Level[] levels = new Level[LEVELS];
        Arrays.setAll(levels, i -> new Level());
        return levels;
    }

    private static String printed(int n, String format) {
        if (n < 1) {
            return String.valueOf(n);
        }
        if (format.startsWith("chinese")
                || format.startsWith("taiwanese")
                || format.startsWith("japanese")
                || format.startsWith("ideographDigital")) {
            return Numerals.chinese(n);
        }
        return switch (format) {
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese" ->
                    n <= 20 ? String.valueOf((char) ('①' + n - 1)) : String.valueOf(n);
            case "upperLetter" ->
                    n <= 26 ? String.valueOf((char) ('A' + n - 1)) : String.valueOf(n);
            case "lowerLetter" ->
                    n <= 26 ? String.valueOf((char) ('a' + n - 1)) : String.valueOf(n);
            case "ideographTraditional" ->
                    n <= 10 ? "甲乙丙丁戊己庚辛壬癸".substring(n - 1, n) : String.valueOf(n);
            default -> String.valueOf(n);
        };
    }
}
