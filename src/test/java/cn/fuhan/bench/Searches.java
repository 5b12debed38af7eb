package cn.fuhan.bench;

import cn.fuhan.reply.Letter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * What strangers look for, as requests for {@code Arrivals}: it comes from the letters of {@link
 * Letters}, each search something else, and is the same at every run.
 */
public final class Searches {

    private static final String[] COMMON = {
        "复函", "提案", "建议", "市政协", "我市", "工作", "2022", "号", "市政协五届五次会议", "的", "感谢您", "政协提案办理"
    };

    private final long letters;
    private final Letters source = new Letters(2022);

    private Searches(long letters) {
        this.letters = letters;
    }

    /** {@code Searches LETTERS COUNT}: so many lines, each a path and its kind. */
    public static void main(String... arguments) {
        Searches searches = new Searches(Long.parseLong(arguments[0]));
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder lines = new StringBuilder();
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            String[] search = searches.search(random);
            lines.append("/api/v1/replies?")
                    .append(search[1])
                    .append("\t#")
                    .append(search[0])
                    .append('\n');
        }
        System.out.print(lines);
    }

    /** A kind of search, and its query string. */
    private String[] search(SplittableRandom random) {
        Letter letter = source.letter(random.nextLong(letters));
        return switch (random.nextInt(10)) {
            case 0 -> search("name", letter.proposal().proposers().get(0));
            case 1 ->
                    search(
                            "number",
                            letter.proposal().number() + (random.nextBoolean() ? "" : "号"));
            case 2 ->
                    search(
                            "document",
                            random.nextBoolean()
                                    ? letter.documentNumber()
                                    : letter.documentNumber().replaceAll("[〔〕]", " "));
            case 3 ->
                    search(
                            "two words",
                            Phrasing.pick(Phrasing.pick(Vocabulary.TOPICS, random).things(), random)
                                    + " "
                                    + Phrasing.pick(Vocabulary.PLACES, random));
            case 4 -> search("common", COMMON[random.nextInt(COMMON.length)]);
            case 5 ->
                    search(
                            "filtered",
                            run(letter, random),
                            random.nextBoolean()
                                    ? "&department=" + encode(letter.department())
                                    : "&year=" + letter.issuedOn().getYear());
            default -> search("text", run(letter, random));
        };
    }

    private static String[] search(String kind, String q, String... more) {
        return new String[] {kind, "q=" + encode(q) + String.join("", more)};
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Two to six Chinese characters that stand together in the letter. */
    private static String run(Letter letter, SplittableRandom random) {
        String text = letter.sections().get(random.nextInt(3)).paragraphs().get(0);
        int length = 2 + random.nextInt(5);
        while (true) {
            int from = random.nextInt(text.length() - length);
            String piece = text.substring(from, from + length);
            if (piece.chars().allMatch(c -> c >= 0x4e00 && c < 0xa000)) {
                return piece;
            }
        }
    }
}
