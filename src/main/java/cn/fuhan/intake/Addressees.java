package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line that addresses the letter (王济光委员:) and the proposers that it names. */
final class Addressees {

    private static final int LONGEST = 120;
    private static final int AHEAD = 4;

    private static final Pattern PERSON_OR_BODY =
            Pattern.compile(
                    ".{0,100}(?:委员|代表|民盟|民建|民进|民革|农工|致公|九三|台盟|工商联|侨联|妇联|工会|青联|科协|尊敬的|同志|先生|女士|提案|政协"
                            + "|人大|委员会|委|会|组|局|厅|办|社|院|部|室|派|界|支|校|团)(?:\\(.{0,60}\\))?|(?:贵|中国)?(?:民盟|民建|民进|民革|农工|致公|九三|台盟|工商联|侨联|妇联|工会|总工会|共青团|团|民主|知联).{0,40}");
    private static final Pattern PERSON =
            Pattern.compile("(?:尊敬的)?[\\u4E00-\\u9FFF·*×、,]{2,60}(?:委员|代表)(?:\\(.{0,30}\\))?");
    private static final Pattern NOT =
            Pattern.compile(
                    "(?:附件|附|注|抄送|抄报|主题词|说明|备注|联系|电话|[一二三四五六七八九十]+、|[0-9]+[.、]|\\().{0,120}");
    private static final Pattern GREETING =
            Pattern.compile("[!,。\\s]{0,3}(?:您|你们?|大家)好[!,。.]?\\s{0,4}.{0,4}");
    private static final Pattern LETTER_BEGINS =
            Pattern.compile("收悉|收到|提出|提交|答复如下|函复如下|回复如下|建议|提案|您|你|贵|反映|感谢");
    private static final Pattern TITLES =
            Pattern.compile(
                    "(?:等)?(?:[0-9一二三四五六七八九十两]{1,3}[位名]?)?(?:市|区|省|县)?(?:政协|人大)?(?:委员|代表)(?!会)|同志|先生|女士|尊敬的|各位");
    private static final Pattern ET_AL =
            Pattern.compile("等(?![\\u4E00-\\u9FFF]{0,4}(?:学校|教育|法院)).{0,12}");
    private static final Pattern BETWEEN = Pattern.compile("[、,;/]|(?<=委员|代表)[和与及 ]|\\t");
    private static final Pattern JOINED_NAMES =
            Pattern.compile("([\\u4E00-\\u9FFF·]{2,4})[和与及]([\\u4E00-\\u9FFF·]{2,4}(?:委员|代表)?)");

    private static final Pattern PROPOSING =
            Pattern.compile(
                    "(?:^|[,。])(?:(?:市|区|县|省)?(?:政协|人大))?([\\u4E00-\\u9FFF·、]{2,40}(?:委员|代表))(?:(?:联名|等人|在)[^。]{0,30})?(?:提出|提交)的");

    /** The space in 陈思思 委员. */
    private static final Pattern BEFORE_TITLE =
            Pattern.compile("[ \\u3000\\u00A0]{1,8}(?=(?:委员|代表|同志|先生|女士)(?:$|[ \\u3000(（]))");

    private static final Pattern WITHIN_NAME =
            Pattern.compile(
                    "(?<=(?:^|[^\\u4E00-\\u9FFF])[\\u4E00-\\u9FFF])[ \\u3000\\u00A0\\u2002\\u2003]{1,6}(?=[\\u4E00-\\u9FFF](?:委员|代表|$))");

    private Addressees() {}

    /**
     * Where the letter is addressed.
     *
     * @param first and {@code last} line of the address
     * @param text as printed, without the colon
     * @param runIn what follows the colon on the same line, or empty
     */
    record Place(int first, int last, String text, String runIn) {}

    static @Nullable Place in(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Place place = at(lines, i);
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    private static @Nullable Place at(List<Line> lines, int i) {
        Line line = lines.get(i);
        int colon = line.folded().indexOf(':');
        int end = colon >= 0 ? colon : line.length();
        String name = Fold.tight(line.text().substring(0, end));
        if (name.length() < 2 || name.length() > LONGEST || name.indexOf('。') >= 0) {
            return null;
        }
        if (NOT.matcher(name).matches() || Labels.leads(line) || Label.is(name)) {
            return null;
        }
        boolean person = PERSON.matcher(name).matches();
        if (colon < 0 && !(person && name.length() <= 40)
                || !PERSON_OR_BODY.matcher(name).matches()) {
            return null;
        }
        String rest = colon < 0 ? "" : line.text().substring(colon + 1);
        boolean greeting = GREETING.matcher(Fold.of(rest)).matches();
        if (!rest.isBlank() && !greeting && (name.length() > 40 || !beginsLetter(rest))) {
            return null;
        }
        boolean begins = !rest.isBlank() && beginsLetter(rest);
        for (int k = i + 1; k < lines.size() && k <= i + AHEAD; k++) {
            Line next = lines.get(k);
            begins |=
                    LETTER_BEGINS.matcher(next.tight()).find()
                            && (colon >= 0 || next.length() > 12);
        }
        if (!begins || colon < 0 && !followedByLetter(lines, i)) {
            return null;
        }
        int first = i;
        StringBuilder text = new StringBuilder(Fold.trim(line.text().substring(0, end)));
        while (first > 0 && continues(lines.get(first - 1))) {
            first--;
            String before = lines.get(first).text();
            boolean open = before.endsWith("、") || before.endsWith(",") || before.endsWith("，");
            text.insert(0, before + (open ? "" : "、"));
        }
        return new Place(first, i, text.toString(), Fold.trim(rest));
    }

    private static boolean beginsLetter(String text) {
        String tight = Fold.tight(text);
        return LETTER_BEGINS.matcher(tight.substring(0, Math.min(160, tight.length()))).find();
    }

    /** Without its colon a name is an address only right above the opening. */
    private static boolean followedByLetter(List<Line> lines, int i) {
        if (i + 1 >= lines.size()) {
            return false;
        }
        String next = lines.get(i + 1).tight();
        return next.contains("收悉")
                || next.contains("收到")
                || next.startsWith("您")
                || next.startsWith("你");
    }

    /** A line of names above the last one: 张三委员、 / 李四委员: */
    private static boolean continues(Line line) {
        String tight = line.tight();
        return tight.length() <= 60
                && PERSON.matcher(tight.replaceAll("[、,:]$", "")).matches()
                && !tight.contains("关于")
                && !Labels.leads(line);
    }

    /** The addressees as printed, one by one. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        String folded = Fold.of(text);
        Matcher matcher = BETWEEN.matcher(folded);
        int from = 0;
        while (matcher.find()) {
            int depth = 0;
            for (int k = from; k < matcher.start(); k++) {
                depth += folded.charAt(k) == '(' ? 1 : folded.charAt(k) == ')' ? -1 : 0;
            }
            if (depth == 0) {
                addParts(parts, text.substring(from, matcher.start()));
                from = matcher.end();
            }
        }
        addParts(parts, text.substring(from));
        return parts;
    }

    /** Whose proposal an opening speaks of: 曹雪松委员提出的《…》. */
    static List<String> proposing(@Nullable String opening) {
        Matcher matcher = PROPOSING.matcher(Fold.tight(opening == null ? "" : opening));
        return matcher.find() ? split(matcher.group(1)) : List.of();
    }

    private static void addParts(List<String> parts, String part) {
        // the spaces inside 李 四 only line it up with longer names
        String whole = BEFORE_TITLE.matcher(Fold.trim(part)).replaceAll("");
        String trimmed = WITHIN_NAME.matcher(whole).replaceAll("");
        Matcher joined = JOINED_NAMES.matcher(Fold.tight(trimmed));
        if (joined.matches()) {
            parts.add(joined.group(1));
            parts.add(joined.group(2));
            return;
        }
        // several names set off by spaces; a single character is half of a spaced name (李 四)
        String[] words = Fold.of(trimmed).split(" {1,8}");
        boolean names = words.length > 1;
        for (String word : words) {
            names &= word.length() >= 2 && word.length() <= 6 && !word.contains("(");
        }
        if (names) {
            parts.addAll(List.of(words));
        } else if (!trimmed.isEmpty()) {
            parts.add(trimmed);
        }
    }

    /** The proposers' names, without how they are addressed. */
    static List<String> names(List<String> addressees) {
        List<String> names = new ArrayList<>();
        for (String addressee : addressees) {
            String name = Fold.tight(addressee).replaceAll("\\([^()]{0,80}\\)", "");
            name = name.replaceAll("(?:并转?|暨|及|和|、)(?:各位|其他|联名).{0,12}$", "");
            if (name.contains("各位") || name.contains("联名") && name.length() < 8) {
                continue;
            }
            if (name.endsWith("委员") || name.endsWith("代表") || name.length() <= 12) {
                name = ET_AL.matcher(name).replaceFirst("");
            }
            name = Fold.trim(TITLES.matcher(name).replaceAll("").replaceAll("[*×]{1,8}$", "$0"));
            if (!name.isEmpty() && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The addressee that stands for others who are not named (王济光等委员), or null. */
    static @Nullable String standsForOthers(List<String> addressees) {
        for (String addressee : addressees) {
            String tight = Fold.tight(addressee);
            if (tight.matches(".{2,60}(?:各位|联名|其他).{0,12}")) {
                return addressee;
            }
            int et = tight.indexOf('等');
            if (et > 1 && et < 30 && tight.matches(".{2,30}等.{0,8}(?:委员|代表|人|位|名|同志).{0,6}")) {
                return addressee;
            }
        }
        return null;
    }
}
