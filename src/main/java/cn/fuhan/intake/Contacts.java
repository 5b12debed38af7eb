package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The clerk's name and phone (联系人、联系电话), which belong to the proposer's letter and not to the
 * published one: taken out of the text and kept apart.
 */
final class Contacts {

    private static final String CLERK = "(?:(?:具体)?(?:联系|经办|承办|主办)(?:人员?|电话|方式|[处科]室|单位|部门)|联络员)";
    private static final Pattern IN_BRACKETS =
            Pattern.compile("\\([^()]{0,20}" + CLERK + "[^()]{0,160}\\)");
    private static final Pattern PHONE_IN_BRACKETS =
            Pattern.compile("\\([^()]{0,20}(?:电话|手机)[^()]{0,10}[0-9][0-9\\- ]{5,20}[^()]{0,60}\\)");
    private static final Pattern RUN_IN =
            Pattern.compile("(?<=^|[。;!,\\s])" + CLERK + "[^:。,]{0,10}:[^。]{2,160}(?:。|$)");

    private static final Pattern PHONE =
            Pattern.compile(
                    "[,;、]?(?:联系|办公|咨询)?(?:电话|手机|传真|邮箱|电子邮箱)(?:号码)?[:为是]?[ ]{0,3}[0-9+(][0-9A-Za-z@._+()\\- 转、/]{6,60}");

    /** A clause that only says whom to ask, and how the sentence before it ends. */
    private static final Pattern WHOM_TO_ASK =
            Pattern.compile(
                    "(?<=^|[,;!。\\n])(?:如(?:您|果|有|需|对|仍)|若|请(?:您)?(?:与|和|致|联|随)|欢迎|可(?:与|致电|联系|拨)|具体|详|联系|咨询|有关|以上).{0,80}$");

    private static final Pattern THE_SITES = Pattern.compile("网站标识码|ICP备|公网安备|版权所有|技术支持");
    private static final Pattern NUMBER = Pattern.compile("[0-9()+][0-9()\\-—+、,/转 ]{6,60}");
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_LOOSE = 80;

    private final List<String> found = new ArrayList<>();

    /** Whether the line holds nothing but whom to ask: 联系人：…, 经办人 … 电话 …. */
    static boolean isContact(Line line) {
        List<Labels.Hit> hits = line.length() > LONGEST_LINE ? List.of() : Labels.in(line);
        if (hits.isEmpty()
                || hits.get(0).label() != Label.CONTACT
                || hits.get(0).start() > 1
                || THE_SITES.matcher(line.tight()).find()) {
            return false;
        }
        int stop = line.folded().indexOf('。');
        return (stop < 0 || stop == line.length() - 1)
                && (hits.get(0).firm() || line.length() <= LONGEST_LOOSE);
    }

    /** Whether the line holds nothing but a telephone number. */
    static boolean isNumber(Line line) {
        return NUMBER.matcher(line.folded()).matches();
    }

    /** The paragraph without the clerk's name and phone; null where nothing else is left. */
    @Nullable String takeFrom(String paragraph, boolean closing) {
        String rest = take(paragraph, IN_BRACKETS);
        if (closing) {
            rest = phones(take(take(rest, PHONE_IN_BRACKETS), RUN_IN));
        }
        String trimmed = Fold.trim(rest);
        if (trimmed.length() < paragraph.length()
                && (trimmed.endsWith("，") || trimmed.endsWith(",") || trimmed.endsWith("；"))) {
            trimmed = Fold.trim(trimmed.substring(0, trimmed.length() - 1)) + "。";
        }
        return trimmed.isEmpty() || trimmed.equals("。") ? null : trimmed;
    }

    /** A line of its own, with its labels. */
    void line(String line) {
        String text = Fold.trim(line.replace('\t', ' '));
        if (text.startsWith("(") && text.endsWith(")")
                || text.startsWith("（") && text.endsWith("）")) {
            text = Fold.trim(text.substring(1, text.length() - 1));
        }
        if (!text.isEmpty() && !found.contains(text)) {
            found.add(text);
        }
    }

    @Nullable String joined() {
        return found.isEmpty() ? null : String.join("；", found);
    }

    /**
     * 如有疑问，请与我局梅晓联系，电话：…: where a sentence says no more than whom to ask it goes as a whole; of
     * another one only the phone leaves the text.
     */
    private String phones(String text) {
        String folded = Fold.of(text);
        Matcher phone = PHONE.matcher(folded);
        StringBuilder rest = new StringBuilder();
        int from = 0;
        while (phone.find(from)) {
            int sentence = Math.max(folded.lastIndexOf('。', phone.start()) + 1, from);
            int stop = folded.indexOf('。', phone.end());
            int end = stop < 0 ? text.length() : stop;
            line(text.substring(sentence, end));
            Matcher ask = WHOM_TO_ASK.matcher(folded).region(sentence, phone.start());
            boolean asks = ask.find();
            rest.append(text, from, asks ? ask.start() : phone.start());
            from = asks ? end : phone.end();
        }
        return rest.append(text.substring(from)).toString();
    }

    private String take(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(Fold.of(text));
        StringBuilder rest = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            rest.append(text, from, matcher.start());
            line(text.substring(matcher.start(), matcher.end()).replaceAll("[。；;]$", ""));
            from = matcher.end();
        }
        return rest.append(text.substring(from)).toString();
    }
}
