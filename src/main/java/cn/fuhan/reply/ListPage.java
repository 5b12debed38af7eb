package cn.fuhan.reply;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Phrase;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first page: a search and what it found.
 *
 * @param choices what the filters offer
 * @param next cursor of the next page, null on the last
 * @param total about how many letters there are on all pages, null where that isn't known
 */
public record ListPage(
        Site site,
        Query query,
        Choices choices,
        Map<Letter.Outcome, String> outcomeWords,
        List<Item> items,
        @Nullable String next,
        @Nullable Long total) {

    /** What was asked for; null where the reader set nothing. */
    public record Query(
            @Nullable String q,
            @Nullable String year,
            @Nullable String department,
            @Nullable String topic,
            Letter.@Nullable Kind kind,
            Letter.@Nullable Outcome outcome,
            @Nullable String cursor) {

        public static final Query ALL = new Query(null, null, null, null, null, null, null);
    }

    /** The values that the filters offer; an empty list leaves its filter out. */
    public record Choices(List<String> years, List<String> departments, List<String> topics) {}

    /**
     * A letter found.
     *
     * @param excerpt text around the hits, may be empty
     */
    public record Item(
            String code,
            String title,
            @Nullable String documentNumber,
            @Nullable String department,
            @Nullable LocalDate publishedOn,
            Letter.Kind kind,
            Letter.@Nullable Outcome outcome,
            List<Piece> excerpt,
            boolean sample) {}

    /** An item in the words of the page. */
    public record Card(
            String href,
            String title,
            List<String> facts,
            LetterPage.@Nullable Badge outcome,
            List<Piece> excerpt,
            boolean sample) {

        public List<Phrase> phrases() {
            return Phrase.in(title);
        }
    }

    /** A filter: a select element. */
    public record Filter(String name, String label, List<Option> options) {}

    /** One of its options. */
    public record Option(String value, String label, boolean selected) {}

    /** A filter that is set, with the address of the search without it. */
    public record Chip(String label, String href) {}

    public Head head() {
        var first = parameters().isEmpty() && query.cursor() == null;
        return new Head(
                site,
                query.q() == null ? site.name() : "查找“" + query.q() + "”",
                site.name() + "：政协提案、人大建议的复函，可按标题、正文、提案号、文号查找。",
                "/",
                first,
                null);
    }

    public String q() {
        return query.q() == null ? "" : query.q();
    }

    public String heading() {
        return query.q() != null ? "查找结果" : chips().isEmpty() ? "最新发布" : "筛选结果";
    }

    /** How many there are, in words: exactly where all are on this page. */
    public @Nullable String count() {
        if (total == null || items.isEmpty()) {
            return null;
        }
        return next == null && !later()
                ? "共 %d 件".formatted(items.size())
                : "约 %,d 件".formatted(rounded(total));
    }

    /** Two digits are as much as an estimate can say. */
    private static long rounded(long estimate) {
        long unit = 1;
        while (estimate / unit >= 100) {
            unit *= 10;
        }
        return (estimate + unit / 2) / unit * unit;
    }

    public boolean searching() {
        return !parameters().isEmpty();
    }

    public boolean later() {
        return query.cursor() != null;
    }

    /** The address of this search's first page. */
    public String firstHref() {
        return href(parameters());
    }

    public @Nullable String nextHref() {
        if (next == null) {
            return null;
        }
        var parameters = parameters();
        parameters.put("cursor", next);
        return href(parameters);
    }

    public List<Chip> chips() {
        var chips = new ArrayList<Chip>();
        for (var set : parameters().entrySet()) {
            if (!set.getKey().equals("q")) {
                var others = parameters();
                others.remove(set.getKey());
                chips.add(new Chip(label(set.getKey(), set.getValue()), href(others)));
            }
        }
        return chips;
    }

    public List<Filter> filters() {
        var filters = new ArrayList<Filter>();
        add(filters, "year", "年份", choices.years());
        add(filters, "department", "单位", choices.departments());
        add(filters, "topic", "主题", choices.topics());
        add(filters, "kind", "类别", names(Letter.Kind.values()));
        add(
                filters,
                "outcome",
                "办理结果",
                names(Letter.Outcome.values()).stream()
                        .filter(name -> outcomeWords.containsKey(Letter.Outcome.valueOf(name)))
                        .toList());
        return filters;
    }

    public List<Card> cards() {
        return items.stream().map(this::card).toList();
    }

    public TemplateInstance html() {
        return Templates.list(this);
    }

    @CheckedTemplate(basePath = "reply")
    static class Templates {
        static native TemplateInstance list(ListPage page);
    }

    private Card card(Item item) {
        var facts = new ArrayList<String>();
        facts.add(Labels.kind(item.kind()));
        if (item.department() != null) {
            facts.add(item.department());
        }
        if (item.documentNumber() != null) {
            facts.add(item.documentNumber());
        }
        if (item.publishedOn() != null) {
            facts.add(ChineseDate.day(item.publishedOn()));
        }
        var outcome = item.outcome();
        return new Card(
                "/r/" + item.code(),
                item.title(),
                facts,
                outcome == null
                        ? null
                        : new LetterPage.Badge(
                                outcome.name(), outcomeWords.getOrDefault(outcome, "")),
                item.excerpt(),
                item.sample());
    }

    private void add(List<Filter> filters, String name, String label, List<String> values) {
        var set = parameters().get(name);
        var offered = new ArrayList<>(values);
        if (set != null && !offered.contains(set)) {
            offered.add(set);
        }
        if (offered.isEmpty()) {
            return;
        }
        var options = new ArrayList<Option>();
        options.add(new Option("", "全部", set == null));
        offered.forEach(
                value -> options.add(new Option(value, label(name, value), value.equals(set))));
        filters.add(new Filter(name, label, options));
    }

    private String label(String name, String value) {
        return switch (name) {
            case "year" -> value + "年";
            case "kind" -> Labels.kind(Letter.Kind.valueOf(value));
            case "outcome" ->
                    value + " " + outcomeWords.getOrDefault(Letter.Outcome.valueOf(value), "");
            default -> value;
        };
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        put(parameters, "q", query.q());
        put(parameters, "year", query.year());
        put(parameters, "department", query.department());
        put(parameters, "topic", query.topic());
        put(parameters, "kind", query.kind());
        put(parameters, "outcome", query.outcome());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static String href(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? "/"
                : parameters.entrySet().stream()
                        .map(
                                set ->
                                        set.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        set.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "/?", ""));
    }
}
