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

    private static final String CLERK = "(?:联系人|经办人|承办人|联络员|联系电话|联系方式|承办处室|联系处室|联系科室|联系单位)";
    private static final Pattern IN_BRACKETS =
            Pattern.compile("\\([^()]{0,20}" + CLERK + "[^()]{0,160}\\)");
    private static final Pattern PHONE_IN_BRACKETS =
            Pattern.compile("\\([^()]{0,20}(?:电话|手机)[^()]{0,10}[0-9][0-9\\- ]{5,20}[^()]{0,60}\\)");
    private static final Pattern RUN_IN =
            Pattern.compile("(?<=^|[。;!,\\s])" + CLERK + "[^:。,]{0,10}:[^。]{2,160}(?:。|$)");

    private static final Pattern PHONE =
            Pattern.compile(
                    "[,;、]?(?:联系|办公|咨询)?(?:电话|手机|传真|邮箱|电子邮箱)(?:号码)?[:为是]?[ ]{0,3}[0-9+(][0-9A-Za-z@._+()\\- 转、/]{6,60}");

    private final List<String> found = new ArrayList<>();

    /** The paragraph without the clerk's name and phone; null where nothing else is left. */
    @Nullable String takeFrom(String paragraph, boolean closing) {
        String rest = take(paragraph, IN_BRACKETS);
        if (closing) {
            rest = take(rest, PHONE_IN_BRACKETS);
        }
        if (closing) {
            rest = phones(take(rest, RUN_IN));
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

    /** 请与我局梅晓联系,电话:…: the sentence goes to the contact, only the phone leaves the text. */
    private String phones(String text) {
        String folded = Fold.of(text);
        Matcher matcher = PHONE.matcher(folded);
        if (!matcher.find()) {
            return text;
        }
        int start = folded.lastIndexOf('。', matcher.start()) + 1;
        int end = folded.indexOf('。', matcher.end());
        line(text.substring(start, end < 0 ? text.length() : end));
        StringBuilder rest = new StringBuilder(text);
        do {
            rest.delete(
                    rest.length() - (text.length() - matcher.start()),
                    rest.length() - (text.length() - matcher.end()));
        } while (matcher.find());
        return rest.toString();
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
