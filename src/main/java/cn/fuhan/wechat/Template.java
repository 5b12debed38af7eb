package cn.fuhan.wechat;

import cn.fuhan.web.ChineseDate;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message template (订阅消息模板) as a setting names it: its id, and for each of its fields what goes
 * in, e.g. {@code AbC-123 thing1=title time2=time thing3=department}. What goes in: title,
 * department, proposer, number (the document number), time, event.
 */
record Template(String id, Map<String, String> fields) {

    /** What the fields are filled with. */
    record Filling(
            String title,
            String department,
            String proposer,
            String number,
            Instant time,
            Happening event) {}

    private static final Map<String, Integer> LONGEST =
            Map.of("thing", 20, "character_string", 32, "phrase", 5, "name", 10, "number", 32);

    private static final Map<Happening, String> EVENTS =
            Map.of(
                    Happening.RECEIPT_RECEIVED, "已收到回执",
                    Happening.ANSWERED, "已答复",
                    Happening.REVISED, "有新版本",
                    Happening.PROGRESS, "承诺有进展",
                    Happening.REMINDER, "请填写回执");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(ChineseDate.ZONE);

    /**
     * @throws IllegalArgumentException for what is no template
     */
    static Template parse(String setting) {
        String[] parts = setting.strip().split("\\s+");
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] field = parts[i].split("=", 2);
            if (field.length != 2) {
                throw new IllegalArgumentException("not field=source: " + parts[i]);
            }
            fields.put(field[0], field[1]);
        }
        return new Template(parts[0], fields);
    }

    /** Fills the fields, each as long as WeChat lets it be; what is empty is a dash. */
    void fill(ObjectNode data, Filling with) {
        fields.forEach(
                (field, source) ->
                        data.putObject(field).put("value", fitting(field, value(source, with))));
    }

    private static String value(String source, Filling with) {
        return switch (source) {
            case "title" -> with.title();
            case "department" -> with.department();
            case "proposer" -> with.proposer();
            case "number" -> with.number();
            case "time" -> TIME.format(with.time());
            case "event" -> EVENTS.get(with.event());
            default -> throw new IllegalArgumentException("there is no " + source);
        };
    }

    private static String fitting(String field, String value) {
        int longest = LONGEST.getOrDefault(field.replaceAll("\\d+$", ""), 64);
        String text = value.isBlank() ? "-" : value.strip();
        int length = text.codePointCount(0, text.length());
        return length <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
