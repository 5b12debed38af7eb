package cn.fuhan.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns Chinese text into search terms, for the index and for the query alike.
 *
 * <p>A run of Chinese characters becomes its characters and its overlapping bigrams: 科技金融 is 科, 技,
 * 金, 融, 科技, 技金, 金融. A single character as the prefix of bigrams would save a quarter of the index,
 * and read all their postings for each query: 的 took a hundred times as long. Digits and letters
 * between other characters become one word: 0982, 2022, pm2. A number with leading zeros is found
 * with and without them. No run goes across punctuation or white space.
 *
 * <p>Terms narrow down, the folded text decides: {@link #query} gives what must all be among a
 * letter's terms, and the {@link Query.Match#needles needles} that must then stand in its {@link
 * #folded} text. Terms have no positions in the body for that reason: PostgreSQL keeps 256
 * positions of a lexeme and none beyond 16383, so phrases of tsquery lose matches in long letters.
 *
 * <p>Promised: whoever looks for a run of Chinese characters of a letter finds the letter, as with
 * LIKE; the same for whole numbers and whole words, and for any of these side by side (2022年5月).
 * Not promised: a part of a number or word (22年).
 */
public final class Terms {

    /** The longest query, in code points. */
    public static final int LONGEST_QUERY = 200;

    /** Before a term of the title: finds it without looking at weights, which the index lacks. */
    private static final char TITLE = '^';

    /** Before a term of title or metadata. */
    private static final char HEAD = '=';

    /** Before an official number as a whole. */
    private static final char NUMBER = '#';

    /** Before a mark: what a letter is filtered by, no word of it. */
    private static final char MARK = '@';

    /** What people write around the digits of a number: 第0982号提案. */
    private static final Pattern AROUND_NUMBER = Pattern.compile("^第 | 号(提案|建议|复函)?$");

    private static final Pattern DIGIT = Pattern.compile("\\d");

    private static final char APART = '\n';

    /** A lexeme may have 2 KB; nobody looks for more of a word than this. */
    private static final int LONGEST_WORD = 64;

    private static final int LONGEST_MARK = 300;

    /** A tsvector may have 1 MB of lexemes and positions; more would fail the whole letter. */
    private static final int MOST_BYTES = 900_000;

    private Terms() {}

    /**
     * The terms of a letter as text of a {@code tsvector}: those of the title weigh A, of the
     * metadata B, of the body D. The text is safe to cast whatever the letter holds. Terms beyond
     * the size that PostgreSQL takes are left out, last ones first: that is beyond 100 000
     * different ones.
     *
     * @param numbers official numbers (发文字号, 索引号, 提案号) by which the letter is looked up
     * @param marks by which it is filtered, each by {@link #mark}
     */
    public static String vector(
            String title,
            String metadata,
            String body,
            Collection<String> numbers,
            Collection<String> marks) {
        Map<String, String> vector = new LinkedHashMap<>();
        int[] bytes = {0};
        int[] position = {0};
        marks.forEach(mark -> add(vector, bytes, mark, ""));
        for (String number : numbers) {
            String key = number(number);
            if (key != null) {
                add(vector, bytes, key, "");
            }
        }
        each(
                title,
                term -> {
                    add(vector, bytes, term, ":" + ++position[0] + "A");
                    add(vector, bytes, TITLE + term, "");
                    add(vector, bytes, HEAD + term, "");
                });
        each(
                metadata,
                term -> {
                    add(vector, bytes, term, ":" + ++position[0] + "B");
                    add(vector, bytes, HEAD + term, "");
                });
        each(body, term -> add(vector, bytes, term, ""));

        StringBuilder text = new StringBuilder(vector.size() * 6);
        vector.forEach((term, weight) -> text.append(quote(term)).append(weight).append(' '));
        return text.toString();
    }

    /**
     * The term for a value by which letters are filtered, such as {@code @year=2022}; null for one
     * that is longer than any letter's.
     */
    public static @Nullable String mark(String name, String value) {
        return value.length() > LONGEST_MARK ? null : MARK + name + '=' + value;
    }

    /** The text of a {@code tsquery} for letters that have all of the terms. */
    public static String all(Collection<String> terms) {
        return terms.stream().map(Terms::quote).collect(Collectors.joining(" & "));
    }

    /** The text of a {@code tsquery} for letters that have one of the terms. */
    public static String any(Collection<String> terms) {
        return terms.stream().map(Terms::quote).collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String quote(String term) {
        // words hold letters and digits alone, but a mark may hold anything
        return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /**
     * The term for an official number, however it is written: 渝科局函2022 301 is 渝科局函〔2022〕301号.
     *
     * @return null where it can't be one
     */
    private static @Nullable String number(String text) {
        String folded = Folding.of(text).text().strip();
        return folded.length() > LONGEST_WORD || !DIGIT.matcher(folded).find()
                ? null
                : NUMBER + AROUND_NUMBER.matcher(folded).replaceAll("");
    }

    private static void add(Map<String, String> vector, int[] bytes, String term, String weight) {
        // 8 for a position and its count, aligned
        int size = term.getBytes(StandardCharsets.UTF_8).length + (weight.isEmpty() ? 0 : 8);
        if (bytes[0] + size <= MOST_BYTES && vector.putIfAbsent(term, weight) == null) {
            bytes[0] += size;
        }
    }

    /**
     * The text that needles are looked for in: the runs of title, metadata and body, each between
     * spaces. Without anything that PostgreSQL refuses, such as NUL and lone surrogates.
     */
    public static String folded(String title, String metadata, String body) {
        return Folding.of(title + '\n' + metadata + '\n' + body).text();
    }

    /** What to look for. Never fails, and takes time linear in the query's length. */
    public static Query query(String input) {
        if (input.length() > LONGEST_QUERY
                && (input.length() > 2 * LONGEST_QUERY
                        || input.codePointCount(0, input.length()) > LONGEST_QUERY)) {
            return new Query.TooLong(LONGEST_QUERY);
        }
        Set<String> terms = new LinkedHashSet<>();
        Set<String> needles = new LinkedHashSet<>();
        for (String piece : pieces(input)) {
            List<String> runs = runs(piece);
            List<String> sure = new ArrayList<>();
            runs.forEach(run -> sure.addAll(certain(run)));
            terms.addAll(sure);
            if (runs.size() > 1 || sure.size() > 1) {
                needles.add(needle(piece));
            }
        }
        if (terms.isEmpty()) {
            return new Query.Empty();
        }
        return new Query.Match(
                List.copyOf(terms),
                terms.stream().map(term -> TITLE + term).toList(),
                terms.stream().map(term -> HEAD + term).toList(),
                number(input),
                List.copyOf(needles));
    }

    /** The query's words as the user separated them, with a space where kinds of runs touch. */
    static List<String> pieces(String input) {
        List<String> pieces = new ArrayList<>();
        for (String piece : Folding.separated(input, APART).split(String.valueOf(APART))) {
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    /** A piece as it stands in folded text: words whole, runs of Chinese inside longer ones. */
    static String needle(String piece) {
        List<String> runs = runs(piece);
        String needle = Folding.of(piece).text();
        return needle.substring(
                isHan(runs.get(0)) ? 1 : 0,
                needle.length() - (isHan(runs.get(runs.size() - 1)) ? 1 : 0));
    }

    /** What a letter with this run has among its terms, whatever stands around the run. */
    private static List<String> certain(String run) {
        if (!isHan(run)) {
            return List.of(cut(run));
        }
        List<String> bigrams = new ArrayList<>();
        for (int from = 0, next; (next = run.offsetByCodePoints(from, 1)) < run.length(); ) {
            bigrams.add(run.substring(from, run.offsetByCodePoints(next, 1)));
            from = next;
        }
        return bigrams.isEmpty() ? List.of(run) : bigrams;
    }

    private static void each(String text, Consumer<String> term) {
        for (String run : runs(Folding.separated(text, Folding.TOUCHING))) {
            certain(run).forEach(term);
            if (isHan(run)) {
                run.codePoints().mapToObj(Character::toString).forEach(term);
            } else if (Folding.leadingZeros(run, 0, run.length()) > 0) {
                term.accept(cut(run.substring(Folding.leadingZeros(run, 0, run.length()))));
            }
        }
    }

    private static List<String> runs(String separated) {
        List<String> runs = new ArrayList<>();
        for (int from = 0, to; from < separated.length(); from = to + 1) {
            to = separated.indexOf(Folding.TOUCHING, from);
            to = to < 0 ? separated.length() : to;
            if (to > from) {
                runs.add(separated.substring(from, to));
            }
        }
        return runs;
    }

    private static String cut(String word) {
        return word.length() <= LONGEST_WORD
                        || word.codePointCount(0, word.length()) <= LONGEST_WORD
                ? word
                : word.substring(0, word.offsetByCodePoints(0, LONGEST_WORD));
    }

    static boolean isHan(String run) {
        return Folding.isHan(run.codePointAt(0));
    }
}
