package cn.fuhan.intake;

import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The outcome class (办理结果, A to D) and the disclosure scope (公开属性). */
final class Outcomes {

    private static final Pattern ALONE =
            Pattern.compile(
                    "[(\\[“\"]?([ABCD甲乙丙丁])[”\"]?(?:类|类件|级)?[)\\]]?(?:类)?[,/]?(?:主动公开|不公开|公开)?");
    private static final Pattern CLASS =
            Pattern.compile("[(\\[“\"]?([A-Da-d])(?:类|级|[^A-Za-z]|$).{0,40}");

    /** Some places count their classes 甲类, 乙类, 丙类. */
    private static final String STEMS = "甲乙丙丁";

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?:办理结果|办理类别|答复类别|办复类别|结果类别|答复分类|办理类型)(?:为)?[:]?[(\\[“\"]?([ABCD])(?:类|[^A-Za-z]|$)");
    private static final Pattern STATED =
            Pattern.compile(
                    "[(\\[](?:此件)?.{0,6}公开(?:发布|标题|摘要)?[)\\]]|此件.{0,8}公开.{0,4}|(?:不?同意|不宜)(?:主动|全文)?公开");

    private static final Pattern AT_END =
            Pattern.compile(".{4,80}(?:号|复函|答复)[(\\[]?([ABCD])类?[)\\]]?");

    private Outcomes() {}

    /** The class where a line holds nothing else, as in a letter's top right corner. */
    static @Nullable Outcome alone(Line line) {
        if (line.tight().length() > 9) {
            return null;
        }
        Matcher matcher = ALONE.matcher(line.tight());
        return matcher.matches() ? named(matcher.group(1)) : null;
    }

    /** The class behind a label, as a letter or in the usual words. */
    static @Nullable Outcome named(String value) {
        String tight = Fold.tight(value);
        int stem =
                tight.length() == 1 || tight.startsWith("类", 1)
                        ? STEMS.indexOf(tight.charAt(0))
                        : -1;
        if (stem >= 0) {
            return Outcome.values()[stem];
        }
        Matcher matcher = CLASS.matcher(tight);
        if (matcher.matches()) {
            return Outcome.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        }
        if (tight.length() > 20) {
            return null;
        }
        if (tight.contains("参考")) {
            return Outcome.D;
        }
        if (tight.contains("限制") || tight.contains("暂时") || tight.contains("不能解决")) {
            return Outcome.C;
        }
        if (tight.contains("正在") || tight.contains("列入") || tight.contains("逐步")) {
            return Outcome.B;
        }
        return tight.contains("采纳")
                        || tight.contains("已解决")
                        || tight.contains("已经解决")
                        || tight.contains("基本解决")
                        || tight.equals("解决")
                ? Outcome.A
                : null;
    }

    /** The class that stands somewhere above or below the letter. */
    static @Nullable Outcome in(List<Line> lines) {
        for (Line line : lines) {
            Outcome alone = alone(line);
            if (alone != null) {
                return alone;
            }
            if (line.tight().length() > 90) {
                continue;
            }
            Matcher named = NAMED.matcher(line.tight());
            if (named.find()) {
                return Outcome.valueOf(named.group(1));
            }
            Matcher end = AT_END.matcher(line.tight());
            if (DocumentNumbers.leads(line) && end.matches()) {
                return Outcome.valueOf(end.group(1));
            }
        }
        return null;
    }

    /** The disclosure that a line of its own states: （同意公开）, 此件依申请公开. */
    static @Nullable Disclosure statedAlone(Line line) {
        return STATED.matcher(line.tight()).matches() ? disclosure(line.text()) : null;
    }

    /** The disclosure that a value asks for, or null where it says nothing known. */
    static @Nullable Disclosure disclosure(String value) {
        String tight = Fold.tight(value);
        if (tight.length() > 30) {
            return null;
        }
        if (tight.contains("不予")
                || tight.contains("不公开")
                || tight.contains("不宜")
                || tight.contains("依申请")
                || tight.equals("否")) {
            return Disclosure.NONE;
        }
        if (tight.contains("标题") || tight.contains("摘要") || tight.contains("部分公开")) {
            return Disclosure.TITLE_ONLY;
        }
        return tight.contains("公开")
                        || tight.contains("公开发布")
                        || tight.contains("发布")
                        || tight.equals("是")
                        || tight.equals("全文")
                ? Disclosure.FULL
                : null;
    }
}
