package cn.fuhan.intake;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The title of a reply letter: 关于…的复函, …答复的函, …的答复; it may wrap over lines. */
final class Titles {

    private static final int LONGEST = 160;
    private static final int WRAPS = 3;

    private static final Pattern END =
            Pattern.compile(
                    ".{0,160}(?:复函|答复函|回复函|的函|的答复|答复意见|办理意见|的回复|提案答复|建议答复|办理答复|办理情况的?(?:报告|说明|答复)?|答复|回复)"
                            + "(?:\\((?:摘要|全文|摘要公开|[ABCD]类?|公开|节选|二次答复)\\)|[-_|].{0,40})?");
    private static final Pattern HEAD =
            Pattern.compile(
                    "(?:.{0,60}(?:关于|对).{0,160}|.{0,40}致.{0,160}|.{2,60}第[^。]{1,24}号(?:提案|建议).{1,20})");
    private static final Pattern SUBJECT =
            Pattern.compile(".{0,160}(?:提案|建议|议案|委员|代表|[0-9]号).{0,160}");
    private static final Pattern REST =
            Pattern.compile("(?:.{0,60}(?:提案|建议|意见|来函|[0-9]号).{0,60})?(?:的?复函|的?答复|答复的函|的函|函)");

    /** 答 复: the spaces only fill the line. */
    private static final Pattern SPACED_OUT =
            Pattern.compile("(?<=[答复回])[ \\u3000]{1,20}(?=[复函]$)");

    private Titles() {}

    /** First and last line of a title. */
    record Place(int first, int last) {

        String text(List<Line> lines) {
            StringBuilder text = new StringBuilder();
            for (int i = first; i <= last; i++) {
                text.append(lines.get(i).text());
            }
            return SPACED_OUT.matcher(text.toString().replace('\t', ' ')).replaceAll("");
        }
    }

    /** Whether the line is a whole title. */
    static boolean isTitle(Line line) {
        String tight = line.tight();
        return tight.length() >= 6
                && tight.length() <= LONGEST
                && END.matcher(tight).matches()
                && HEAD.matcher(tight).matches()
                && SUBJECT.matcher(tight).matches()
                && !isProse(line);
    }

    /** The title nearest above the letter's beginning. */
    static @Nullable Place above(List<Line> lines, int beginning) {
        for (int i = beginning - 1; i >= 0; i--) {
            if (isTitle(lines.get(i))) {
                return wrapped(lines, i);
            }
            if (REST.matcher(lines.get(i).tight()).matches() && !isProse(lines.get(i))) {
                Place place = ending(lines, i);
                if (place != null) {
                    return place;
                }
            }
        }
        return named(lines, beginning);
    }

    /** Where nothing says where the letter begins: the first title of all. */
    static @Nullable Place first(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (isTitle(lines.get(i))) {
                return new Place(i, i);
            }
        }
        return null;
    }

    /** A title that ends on this line and began on one before. */
    private static @Nullable Place ending(List<Line> lines, int last) {
        StringBuilder tight = new StringBuilder(lines.get(last).tight());
        for (int i = last - 1; i >= Math.max(0, last - WRAPS); i--) {
            Line line = lines.get(i);
            if (!canWrap(line)) {
                return null;
            }
            tight.insert(0, line.tight());
            if (line.tight().contains("关于") || line.tight().startsWith("对")) {
                return isTitle(Line.of(tight.toString())) ? new Place(i, last) : null;
            }
        }
        return null;
    }

    /** A whole title may still be the second half: 关于市政协会议 / 关于…建议第12号提案的复函. */
    private static Place wrapped(List<Line> lines, int last) {
        String tight = lines.get(last).tight();
        int about = tight.indexOf("关于");
        boolean whole =
                about >= 0
                                && (about == 0
                                        || tight.charAt(about - 1) != '《'
                                                && tight.charAt(about - 1) != '“')
                        || tight.startsWith("对")
                        || tight.startsWith("致");
        if (!whole && last > 0 && canWrap(lines.get(last - 1))) {
            String before = lines.get(last - 1).tight();
            if (before.startsWith("关于") || before.startsWith("对") || before.contains("关于")) {
                return new Place(last - 1, last);
            }
        }
        return new Place(last, last);
    }

    /** A line about a proposal that does not end like a letter's title. */
    private static @Nullable Place named(List<Line> lines, int beginning) {
        for (int i = beginning - 1; i >= Math.max(0, beginning - 12); i--) {
            String tight = lines.get(i).tight();
            if (tight.length() <= 120
                    && tight.length() >= 8
                    && (tight.contains("关于") || tight.startsWith("对"))
                    && SUBJECT.matcher(tight).matches()
                    && canWrap(lines.get(i))) {
                return new Place(i, i);
            }
        }
        return null;
    }

    private static boolean canWrap(Line line) {
        return line.length() <= LONGEST
                && !isProse(line)
                && Labels.in(line).isEmpty()
                && !Furniture.is(line)
                && !DocumentNumbers.leads(line)
                && Dates.alone(line) == null;
    }

    private static boolean isProse(Line line) {
        String tight = line.tight();
        return tight.indexOf('。') >= 0
                || tight.endsWith(":")
                || tight.endsWith(";")
                || tight.endsWith(",")
                || tight.contains("收悉")
                || Labels.leads(line);
    }
}
