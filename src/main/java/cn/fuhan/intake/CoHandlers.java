package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The co-handling departments (会办、协办单位) that an opening names: 经我局与市教委、… 协商研究. */
final class CoHandlers {

    private static final int LONGEST_LIST = 300;

    private static final Pattern BEGIN =
            Pattern.compile(
                    "经(?:我|本)?[局委厅办院部府会]?(?:认真|积极)?(?:会同|商请|商|与|和|同|征求)|会同|会商(?!研究)|商请|征求(?:了)?|(?:我|本)[局委厅办院部府会](?:与|和|联合|商)|联合(?!会|国)"
                            + "|(?:结合|综合|根据|汇总)(?=[^,。;]{2,120}(?:会办|协办)(?:单位)?(?:的)?意见)");
    private static final Pattern END =
            Pattern.compile(
                    "协商(?!会议)|共同|研究(?!院|所|中心|室|会|生)|办理(?!中心)|认真|沟通|会商|商议|商定|联合(?!会|国)|的?(?:会办|协办)?意见|(?:会办|协办)|(?:进行|多次|充分|深入|及时|积极|现场)"
                            + "|等(?!教育|法院|学校|院校)|[。;:]|现(?:将|就|答复|函复|回复)|并(?!购|联)|答复");
    private static final Pattern GENERIC =
            Pattern.compile(
                    "(?:市级?|省级?|区|县)?(?:有关|相关|各).{0,12}|我[局委厅办院部].{0,4}|.{0,2}(?:您|你).{0,12}|.");
    private static final Pattern LEADING_AND = Pattern.compile("^(?:以及|和|与|及)(?=[市省区县])");
    private static final Pattern AND = Pattern.compile("以及|和|与|及");

    private CoHandlers() {}

    static List<String> in(String opening) {
        List<String> found = new ArrayList<>();
        String text = Fold.of(opening);
        Matcher begin = BEGIN.matcher(text);
        int from = 0;
        while (begin.find(from)) {
            int start = begin.end();
            Matcher end =
                    END.matcher(text).region(start, Math.min(text.length(), start + LONGEST_LIST));
            int stop = end.find() ? end.start() : Math.min(text.length(), start + LONGEST_LIST);
            for (String name : split(opening.substring(start, stop))) {
                if (!found.contains(name)) {
                    found.add(name);
                }
            }
            from = Math.max(stop, start);
        }
        return found;
    }

    /** The names in a list; a list goes on behind a comma only with another department. */
    static List<String> split(String list) {
        List<String> names = new ArrayList<>();
        int from = 0;
        boolean comma = false;
        for (int i = 0; i <= list.length(); i++) {
            char c = i == list.length() ? '\n' : Fold.of(String.valueOf(list.charAt(i))).charAt(0);
            if (i < list.length() && "、,;/\n".indexOf(c) < 0) {
                continue;
            }
            String part = LEADING_AND.matcher(Fold.trim(list.substring(from, i))).replaceFirst("");
            List<String> parts = apart(part);
            boolean departments = !parts.isEmpty();
            for (String name : parts) {
                departments &= Organisations.is(Fold.tight(name)) || !comma && name.length() <= 25;
            }
            if (!departments) {
                if (comma || !part.isEmpty() && part.length() > 25) {
                    break;
                }
            } else {
                for (String name : parts) {
                    if (!GENERIC.matcher(Fold.tight(name)).matches()) {
                        names.add(name);
                    }
                }
            }
            comma = c == ',';
            from = i + 1;
        }
        return names;
    }

    /** 市教委和市科技局 are two, 市规划和自然资源局 is one: what stands before must be able to end. */
    private static List<String> apart(String part) {
        List<String> names = new ArrayList<>();
        Matcher and = AND.matcher(part);
        int from = 0;
        while (and.find()) {
            boolean ends =
                    and.start() > from + 1 && Organisations.mayEnd(part.charAt(and.start() - 1));
            String rest = part.substring(and.end());
            boolean begins =
                    rest.length() >= 3
                            && Organisations.is(Fold.tight(rest))
                            && !rest.startsWith("平")
                            && "市省区县州国各我自中重人团".indexOf(rest.charAt(0)) >= 0;
            if (ends && (begins || and.group().equals("以及"))) {
                names.add(Fold.trim(part.substring(from, and.start())));
                from = and.end();
            }
        }
        String last = Fold.trim(part.substring(from));
        if (!last.isEmpty()) {
            names.add(last);
        }
        return names;
    }
}
