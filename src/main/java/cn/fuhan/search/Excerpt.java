package cn.fuhan.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A short piece of a text around what was looked for, with the matches marked. The marks lie on the
 * text as it is stored: whoever looks for 複函 sees 复函 marked. Takes time linear in the text.
 *
 * @param segments the piece, in order; none where the text is empty
 * @param matches how many different words of the query are marked
 * @param cutBefore whether text before the piece is left out
 * @param cutAfter whether text after the piece is left out
 */
public record Excerpt(List<Segment> segments, int matches, boolean cutBefore, boolean cutAfter) {

    /** A length for lists: two lines on a phone. */
    public static final int SHORT = 80;

    /** Matches of a word that are looked at: enough to choose from. */
    private static final int MOST_HITS = 500;

    /** How much of the piece stands before its first match, as a share of its length. */
    private static final int LEAD = 4;

    /** A part of the piece, all of it marked or none. */
    public record Segment(String text, boolean marked) {}

    /** Where in the original a word of the query stands. */
    private record Hit(int word, int start, int end) {}

    public Excerpt {
        segments = List.copyOf(segments);
    }

    /**
     * The piece of about {@code length} code points with most different words of the query, the
     * first of them if there are several; the text's beginning without marks if none is there. With
     * a length not below the text's, the whole text with its marks, for titles.
     */
    public static Excerpt of(String text, Sought sought, int length) {
        List<Hit> hits = hits(text, sought.needles());
        List<Hit> best = densest(text, hits, length);
        int start = 0;
        if (!best.isEmpty()) {
            int used = text.codePointCount(best.get(0).start, best.get(best.size() - 1).end);
            int lead = Math.min(length / LEAD, Math.max(0, length - used));
            start = beginning(text, best.get(0).start, lead);
        }
        // a text that ends within the piece is shown from further in front
        int end = forward(text, start, length);
        start = end == text.length() ? back(text, end, length) : start;
        return cut(text, start, end, hits);
    }

    /** The piece as plain text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(segment.text));
        return text.toString();
    }

    private static List<Hit> hits(String text, List<String> needles) {
        List<Hit> hits = new ArrayList<>();
        if (needles.isEmpty()) {
            return hits;
        }
        Folding folding = Folding.of(text);
        String folded = folding.text();
        for (int word = 0; word < needles.size(); word++) {
            String needle = needles.get(word);
            int spaceBefore = needle.startsWith(" ") ? 1 : 0;
            int spaceAfter = needle.endsWith(" ") ? 1 : 0;
            int at = folded.indexOf(needle);
            for (int count = 0; at >= 0 && count < MOST_HITS; count++) {
                int last = at + needle.length() - spaceAfter - 1;
                hits.add(new Hit(word, folding.start(at + spaceBefore), folding.end(last)));
                at = folded.indexOf(needle, last + 1);
            }
        }
        hits.sort(Comparator.comparingInt(Hit::start).thenComparingInt(Hit::end));
        return hits;
    }

    /** The neighbouring hits that fit into the length and have most different words. */
    private static List<Hit> densest(String text, List<Hit> hits, int length) {
        int[] held = new int[hits.stream().mapToInt(Hit::word).max().orElse(0) + 1];
        int different = 0;
        int most = 0;
        int bestFrom = 0;
        int bestTo = 0;
        for (int from = 0, to = 0; to < hits.size(); to++) {
            different += held[hits.get(to).word]++ == 0 ? 1 : 0;
            // chars for code points: wider than it need be, never wrong
            while (from < to && hits.get(to).end - hits.get(from).start > length) {
                different -= --held[hits.get(from++).word] == 0 ? 1 : 0;
            }
            if (different > most) {
                most = different;
                bestFrom = from;
                bestTo = to + 1;
            }
        }
        return hits.subList(bestFrom, bestTo);
    }

    private static Excerpt cut(String text, int start, int end, List<Hit> hits) {
        List<Segment> segments = new ArrayList<>();
        int at = start;
        for (Hit hit : hits) {
            if (hit.start < at || hit.end > end) {
                continue;
            }
            add(segments, text, at, hit.start, false);
            add(segments, text, hit.start, hit.end, true);
            at = hit.end;
        }
        add(segments, text, at, end, false);
        int matches =
                (int)
                        hits.stream()
                                .filter(hit -> hit.start >= start && hit.end <= end)
                                .mapToInt(Hit::word)
                                .distinct()
                                .count();
        return new Excerpt(segments, matches, start > 0, end < text.length());
    }

    private static void add(List<Segment> segments, String text, int from, int to, boolean marked) {
        if (from < to) {
            segments.add(new Segment(text.substring(from, to), marked));
        }
    }

    /**
     * A start up to {@code lead} code points ahead of the match: behind a full stop if there is
     * one.
     */
    private static int beginning(String text, int match, int lead) {
        int earliest = back(text, match, lead);
        for (int at = match; at > earliest; at--) {
            if ("。！？；\n".indexOf(text.charAt(at - 1)) >= 0) {
                return at;
            }
        }
        return earliest;
    }

    private static int forward(String text, int from, int codePoints) {
        return text.codePointCount(from, text.length()) <= codePoints
                ? text.length()
                : text.offsetByCodePoints(from, codePoints);
    }

    private static int back(String text, int from, int codePoints) {
        return text.codePointCount(0, from) <= codePoints
                ? 0
                : text.offsetByCodePoints(from, -codePoints);
    }
}
