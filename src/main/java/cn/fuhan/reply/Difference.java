package cn.fuhan.reply;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two texts of a letter (版本对照): first which paragraphs, then which characters
 * of a paragraph that was changed. Chinese has no spaces to go by, so each character is a word, and
 * so is each run of Latin letters or digits.
 *
 * @param parts in the letter's order: what both have, once; what only one has, with that said
 */
@RegisterForReflection
@Schema(name = "Difference", description = "两版之间的不同")
public record Difference(
        @Schema(description = "有没有不同") boolean different,
        @Schema(description = "按复函的次序，两版合在一起的各段") List<Part> parts) {

    /** What became of a text from the one to the other. */
    @Schema(
            name = "DifferenceKind",
            description = "SAME 两版相同；CHANGED 改过，pieces 指出改了哪里；ADDED 后一版才有；REMOVED 只有前一版有")
    public enum Kind {
        SAME,
        CHANGED,
        ADDED,
        REMOVED
    }

    /**
     * A paragraph, or one of the facts.
     *
     * @param label which fact; null for the letter's text
     */
    @RegisterForReflection
    @Schema(name = "DifferencePart", description = "一段，或公文信息中的一项")
    public record Part(
            @Schema(description = "公文信息的哪一项，如 标题；正文各段为 null") @Nullable String label,
            @Schema(description = "这一段有没有变") Kind kind,
            @Schema(description = "这一段的文字，依次相连；ADDED 和 SAME 的连起来是后一版，REMOVED 和 SAME 的是前一版")
                    List<Span> pieces) {

        /** Whether it is the same in both. */
        public boolean same() {
            return kind == Kind.SAME;
        }
    }

    /** A stretch of a paragraph: in both, only in the later, or only in the earlier one. */
    @RegisterForReflection
    @Schema(name = "DifferenceSpan", description = "一截文字")
    public record Span(
            @Schema(description = "文字") String text,
            @Schema(description = "SAME、ADDED 或 REMOVED") Kind kind) {

        public boolean added() {
            return kind == Kind.ADDED;
        }

        public boolean removed() {
            return kind == Kind.REMOVED;
        }
    }

    /** Above this, what lies between two equal paragraphs is compared no further. */
    private static final long MOST_CELLS = 4_000_000;

    /** From this share of common characters on, two paragraphs are one that was changed. */
    private static final double ALIKE = 0.4;

    /** From one public revision to another, or to what would be the next. */
    public static Difference between(LetterDocument before, LetterDocument after) {
        List<Part> parts = new ArrayList<>(facts(facts(before), facts(after)));
        parts.addAll(paragraphs(body(before), body(after)));
        return new Difference(parts.stream().anyMatch(p -> !p.same()), parts);
    }

    private static Map<String, String> facts(LetterDocument d) {
        Map<String, String> facts = new LinkedHashMap<>();
        fact(facts, "标题", d.title());
        fact(facts, "类别", Labels.kind(d.kind()));
        fact(facts, "发文字号", d.documentNumber());
        fact(facts, "索引号", d.indexNumber());
        fact(facts, "发布机构", d.department());
        fact(facts, "会办单位", join(d.coHandlers()));
        fact(facts, "主题分类", join(d.topics()));
        fact(facts, "体裁分类", d.genre());
        fact(facts, "办理结果", d.outcome() == null ? null : d.outcome().name());
        fact(facts, "公开属性", Labels.disclosure(d.disclosure()));
        fact(facts, "编号", d.proposal().number());
        fact(facts, "会议", d.proposal().session());
        fact(facts, "案由", d.proposal().title());
        fact(facts, "提出者", join(d.proposal().proposers()));
        fact(facts, "落款日期", text(d.letterDate()));
        fact(facts, "成文日期", text(d.issuedOn()));
        fact(facts, "发布日期", text(d.publishedOn()));
        fact(facts, "审签人", d.signedOffBy());
        fact(facts, "落款", d.signature());
        fact(facts, "抄送", join(d.copiedTo()));
        return facts;
    }

    private static void fact(Map<String, String> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.put(label, value);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String join(List<String> values) {
        return values.isEmpty() ? null : String.join("、", values);
    }

    private static List<String> body(LetterDocument d) {
        List<String> body = new ArrayList<>();
        if (!d.addressees().isEmpty()) {
            body.add(String.join("、", d.addressees()) + "：");
        }
        lines(body, d.opening());
        for (Letter.Section section : d.sections()) {
            if (section.heading() != null) {
                body.add(section.heading());
            }
            body.addAll(section.paragraphs());
        }
        lines(body, d.closing());
        return body;
    }

    private static void lines(List<String> body, @Nullable String text) {
        if (text != null) {
            text.lines().filter(line -> !line.isBlank()).forEach(body::add);
        }
    }

    private static List<Part> facts(Map<String, String> before, Map<String, String> after) {
        Map<String, String> labels = new LinkedHashMap<>(before);
        labels.putAll(after);
        // a fact that only the later one has stands where it has it, not at the end
        List<String> order = new ArrayList<>(labels.keySet());
        order.sort(java.util.Comparator.comparingInt(ORDER::indexOf));
        List<Part> parts = new ArrayList<>();
        for (String label : order) {
            parts.add(part(label, before.get(label), after.get(label)));
        }
        return parts;
    }

    private static final List<String> ORDER =
            List.of(
                    "标题", "类别", "发文字号", "索引号", "发布机构", "会办单位", "主题分类", "体裁分类", "办理结果", "公开属性", "编号",
                    "会议", "案由", "提出者", "落款日期", "成文日期", "发布日期", "审签人", "落款", "抄送");

    private static Part part(
            @Nullable String label, @Nullable String before, @Nullable String after) {
        if (before == null) {
            return whole(label, String.valueOf(after), Kind.ADDED);
        }
        if (after == null) {
            return whole(label, before, Kind.REMOVED);
        }
        return before.equals(after)
                ? whole(label, after, Kind.SAME)
                : new Part(label, Kind.CHANGED, spans(before, after));
    }

    private static Part whole(@Nullable String label, String text, Kind kind) {
        return new Part(label, kind, List.of(new Span(text, kind)));
    }

    /** Two lists of paragraphs, as one. */
    static List<Part> paragraphs(List<String> before, List<String> after) {
        List<Part> parts = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (Step<String> step : steps(before, after)) {
            switch (step.kind()) {
                case REMOVED -> removed.add(step.item());
                case ADDED -> added.add(step.item());
                default -> {
                    pair(parts, removed, added);
                    parts.add(whole(null, step.item(), Kind.SAME));
                }
            }
        }
        pair(parts, removed, added);
        return parts;
    }

    /** Paragraphs that replaced others: those alike are one that was changed, in their order. */
    private static void pair(List<Part> parts, List<String> removed, List<String> added) {
        int next = 0;
        for (String after : added) {
            int like = -1;
            for (int i = next; i < removed.size() && like < 0; i++) {
                like = alike(removed.get(i), after) ? i : -1;
            }
            if (like < 0) {
                parts.add(whole(null, after, Kind.ADDED));
            } else {
                for (; next < like; next++) {
                    parts.add(whole(null, removed.get(next), Kind.REMOVED));
                }
                parts.add(part(null, removed.get(next++), after));
            }
        }
        for (; next < removed.size(); next++) {
            parts.add(whole(null, removed.get(next), Kind.REMOVED));
        }
        removed.clear();
        added.clear();
    }

    private static boolean alike(String before, String after) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> words = words(before);
        words.forEach(w -> counts.merge(w, 1, Integer::sum));
        List<String> others = words(after);
        int common = 0;
        for (String word : others) {
            if (counts.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        return common >= ALIKE * Math.max(words.size(), others.size());
    }

    /** Two texts of one paragraph, as one. */
    static List<Span> spans(String before, String after) {
        List<Step<String>> steps = steps(words(before), words(after));
        List<Span> spans = new ArrayList<>();
        StringBuilder removed = new StringBuilder();
        StringBuilder added = new StringBuilder();
        for (int i = 0; i < steps.size(); ) {
            if (steps.get(i).kind() != Kind.SAME) {
                (steps.get(i).kind() == Kind.REMOVED ? removed : added).append(steps.get(i).item());
                i++;
                continue;
            }
            int end = i;
            StringBuilder same = new StringBuilder();
            while (end < steps.size() && steps.get(end).kind() == Kind.SAME) {
                same.append(steps.get(end++).item());
            }
            boolean between = i > 0 && end < steps.size();
            if (between && isChance(same)) {
                // one character in the middle of a change is no help to whoever reads it
                removed.append(same);
                added.append(same);
            } else {
                flush(spans, removed, added);
                spans.add(new Span(same.toString(), Kind.SAME));
            }
            i = end;
        }
        flush(spans, removed, added);
        return spans;
    }

    private static boolean isChance(CharSequence same) {
        return same.codePoints().filter(Character::isLetterOrDigit).count() <= 1;
    }

    private static void flush(List<Span> spans, StringBuilder removed, StringBuilder added) {
        if (!removed.isEmpty()) {
            spans.add(new Span(removed.toString(), Kind.REMOVED));
            removed.setLength(0);
        }
        if (!added.isEmpty()) {
            spans.add(new Span(added.toString(), Kind.ADDED));
            added.setLength(0);
        }
    }

    /** Characters, with runs of Latin letters and digits kept whole. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < text.length(); ) {
            int end = i + Character.charCount(text.codePointAt(i));
            if (isLatin(text.charAt(i))) {
                while (end < text.length() && isLatin(text.charAt(end))) {
                    end++;
                }
            }
            words.add(text.substring(i, end));
            i = end;
        }
        return words;
    }

    private static boolean isLatin(char c) {
        return c < 0x250 && Character.isLetterOrDigit(c);
    }

    private record Step<T>(Kind kind, T item) {}

    /** The shortest way from one list to the other: the longest common subsequence stays. */
    private static <T> List<Step<T>> steps(List<T> before, List<T> after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int tail = 0;
        while (tail < shorter - start
                && before.get(before.size() - 1 - tail)
                        .equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Step<T>> steps = new ArrayList<>();
        before.subList(0, start).forEach(t -> steps.add(new Step<>(Kind.SAME, t)));
        middle(
                steps,
                before.subList(start, before.size() - tail),
                after.subList(start, after.size() - tail));
        before.subList(before.size() - tail, before.size())
                .forEach(t -> steps.add(new Step<>(Kind.SAME, t)));
        return steps;
    }

    private static <T> void middle(List<Step<T>> steps, List<T> before, List<T> after) {
        int rows = before.size();
        int columns = after.size();
        if ((long) rows * columns > MOST_CELLS || !overlap(before, after)) {
            before.forEach(t -> steps.add(new Step<>(Kind.REMOVED, t)));
            after.forEach(t -> steps.add(new Step<>(Kind.ADDED, t)));
            return;
        }
        int[][] common = new int[rows + 1][columns + 1];
        for (int r = rows - 1; r >= 0; r--) {
            for (int c = columns - 1; c >= 0; c--) {
                common[r][c] =
                        before.get(r).equals(after.get(c))
                                ? common[r + 1][c + 1] + 1
                                : Math.max(common[r + 1][c], common[r][c + 1]);
            }
        }
        int r = 0;
        int c = 0;
        while (r < rows && c < columns) {
            if (before.get(r).equals(after.get(c))) {
                steps.add(new Step<>(Kind.SAME, before.get(r++)));
                c++;
            } else if (common[r + 1][c] >= common[r][c + 1]) {
                steps.add(new Step<>(Kind.REMOVED, before.get(r++)));
            } else {
                steps.add(new Step<>(Kind.ADDED, after.get(c++)));
            }
        }
        for (; r < rows; r++) {
            steps.add(new Step<>(Kind.REMOVED, before.get(r)));
        }
        for (; c < columns; c++) {
            steps.add(new Step<>(Kind.ADDED, after.get(c)));
        }
    }

    private static <T> boolean overlap(List<T> before, List<T> after) {
        Set<T> known = new HashSet<>(before);
        return after.stream().anyMatch(known::contains);
    }
}
