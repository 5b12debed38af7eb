package cn.fuhan.intake;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who signed the letter off (审签): 雷虹 (市科技局党委副书记). */
final class SignOff {

    private static final int LONGEST = 60;
    private static final Pattern VERB = Pattern.compile("审签|签发|审定|审核|审批|审阅|签批|审改");
    private static final Pattern BY = Pattern.compile("已经|业经|已由|经由|经|由");
    private static final Pattern POSITION =
            Pattern.compile(
                    ".{0,50}(?:书记|局长|主任|委员|成员|组长|厅长|处长|区长|县长|市长|州长|镇长|秘书长|院长|会长|行长|师|巡视员|调研员|政委|队长|所长|部长"
                            + "|理事长|主席|常委|领导|负责人|主官|校长|台长|社长|司长|署长|检察长|盟长|旗长|主管|总队长|总监|馆长)");
    private static final Pattern NAME =
            Pattern.compile(
                    "[\\u4E00-\\u9FFF]{2,4}|[\\u4E00-\\u9FFF]{1,8}·[\\u4E00-\\u9FFF·]{1,12}");

    /** 孙伟主任: the position behind the name. */
    private static final Pattern TITLED =
            Pattern.compile(
                    "([\\u4E00-\\u9FFF]{2,3})(副?(?:局长|主任|书记|厅长|处长|部长|院长|会长|行长|区长|县长|市长|秘书长|主席|总队长))");

    private SignOff() {}

    static @Nullable String in(List<String> paragraphs) {
        for (String paragraph : paragraphs) {
            String tight = Fold.tight(paragraph);
            Matcher verb = VERB.matcher(tight);
            while (verb.find()) {
                String found = before(tight, verb.start());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The value behind a label (签发人): a name, perhaps with the position before it. */
    static @Nullable String named(String value) {
        return split(Fold.tight(value));
    }

    private static @Nullable String before(String text, int verb) {
        int clause = verb;
        while (clause > 0
                && clause > verb - LONGEST
                && "。;,!?:".indexOf(text.charAt(clause - 1)) < 0) {
            clause--;
        }
        String part = text.substring(clause, verb);
        Matcher by = BY.matcher(part);
        return by.find() ? split(part.substring(by.end())) : null;
    }

    private static @Nullable String split(String who) {
        String person = who.replaceAll("(?:同志)?(?:亲自|研究|同意|审核)?$", "").replaceAll("同志$", "");
        Matcher bracket = Pattern.compile("([^()]{2,20})\\(([^()]{2,40})\\)").matcher(person);
        if (bracket.matches() && NAME.matcher(bracket.group(1)).matches()) {
            return bracket.group(1) + " (" + bracket.group(2) + ")";
        }
        Matcher position = POSITION.matcher(person);
        int end = position.lookingAt() ? position.end() : 0;
        String name = person.substring(end);
        if (!NAME.matcher(name).matches()) {
            Matcher titled = TITLED.matcher(person);
            return titled.matches() && !Organisations.is(titled.group(1))
                    ? titled.group(1) + " (" + titled.group(2) + ")"
                    : null;
        }
        if (end > 0) {
            return name + " (" + person.substring(0, end) + ")";
        }
        // 由市科技局签发 names a department, not a person
        return Organisations.is(name) ? null : name;
    }
}
