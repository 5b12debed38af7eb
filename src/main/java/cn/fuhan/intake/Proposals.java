package cn.fuhan.intake;

import cn.fuhan.reply.Letter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which proposal or suggestion a letter answers, from its title and its opening. */
final class Proposals {

    private static final String COUNT = "[0-9〇零一二三四五六七八九十]{1,4}";
    private static final Pattern SESSION =
            Pattern.compile(
                    "第?" + COUNT + "届[\\u4E00-\\u9FFF]{0,14}?第?" + COUNT + "次(?:全体)?(?:会议|大会|全会)?");
    private static final Pattern BEFORE_SESSION =
            Pattern.compile("关于|转来|交办|对|在|您|你|的|致|于|[^\\u4E00-\\u9FFF0-9]");
    private static final int BODY = 24;

    private static final String ONE =
            "(?:[A-Z]{0,3}-?[0-9]{1,10}(?:-[0-9]{1,6}){0,3}|[〇零一二三四五六七八九十百千]{1,9})";

    /** 第0982号, 第12、15号, 第12号、第15号, 第三十七号. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "第[(\\[“\"]?(?<list>@(?:号?[、,和及与]第?@){0,20})[)\\]”\"]?号".replace("@", ONE));

    private static final Pattern EACH = Pattern.compile(ONE);

    /** “厦12号”建议, 编号为0982, 0982号提案. */
    private static final Pattern BARE_NUMBER =
            Pattern.compile(
                    "[“\"]([\\u4E00-\\u9FFF]?[A-Z]{0,3}[0-9]{1,10})号?[”\"]号?(?:提案|建议|议案)"
                            + "|(?:编号|案号|提案号|建议号)(?:为|是)?[:]?[(\\[]?([A-Z]{0,3}[0-9]{1,10})"
                            + "|(?<![〕\\])0-9])([0-9]{1,10})号(?:的)?(?:提案|建议|议案|《)");

    private static final Pattern QUOTED = Pattern.compile("[“\"](关于[^”\"。]{2,80})[”\"]");
    private static final Pattern PLAIN =
            Pattern.compile("(?:提出|提交|您|你)的?(关于[^,。;《》()]{2,80}?的?(?:提案|建议|议案))");

    private Proposals() {}

    /** The session as printed, e.g. 市政协五届五次会议, 市十四届人大三次会议. */
    static @Nullable String session(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String tight = Fold.tight(text);
        Matcher matcher = SESSION.matcher(tight);
        if (!matcher.find()) {
            return null;
        }
        String before = tight.substring(Math.max(0, matcher.start() - BODY), matcher.start());
        Matcher border = BEFORE_SESSION.matcher(before);
        int start = 0;
        while (border.find()) {
            start = border.end();
        }
        return before.substring(start) + matcher.group();
    }

    /** All numbers, in order and once each; several where one letter answers several proposals. */
    static List<String> numbers(@Nullable String text) {
        List<String> numbers = new ArrayList<>();
        if (text == null) {
            return numbers;
        }
        String tight = Fold.tight(text);
        Matcher matcher = NUMBER.matcher(tight);
        while (matcher.find()) {
            Matcher each = EACH.matcher(matcher.group("list"));
            while (each.find()) {
                String number = Numerals.digits(each.group());
                if (!numbers.contains(number)) {
                    numbers.add(number);
                }
            }
        }
        Matcher bare = BARE_NUMBER.matcher(tight);
        if (numbers.isEmpty() && bare.find()) {
            for (int group = 1; group <= bare.groupCount(); group++) {
                if (bare.group(group) != null) {
                    numbers.add(bare.group(group));
                }
            }
        }
        return numbers;
    }

    /** The proposal's title in an opening: 您提出的《关于…的建议》收悉. */
    static @Nullable String titleIn(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String tight = Fold.trim(text);
        int received = tight.indexOf("收悉");
        String named = null;
        for (int open = tight.indexOf('《'); open >= 0; open = tight.indexOf('《', open + 1)) {
            int close = closing(tight, open);
            if (close < 0) {
                break;
            }
            String title = Fold.trim(tight.substring(open + 1, close));
            if (isProposal(title)) {
                return title;
            }
            boolean given =
                    tight.substring(Math.max(0, open - 16), open)
                            .matches("(?s).{0,16}(?:提出|提交|号|提案|建议|反映|的|议案|:|：)");
            if (named == null && given && (received < 0 || open < received) && !title.isEmpty()) {
                named = title;
            }
            open = close;
        }
        if (named != null) {
            return named;
        }
        Matcher quoted = QUOTED.matcher(tight);
        if (quoted.find()) {
            return quoted.group(1);
        }
        Matcher plain = PLAIN.matcher(Fold.tight(text));
        return plain.find() ? plain.group(1) : null;
    }

    private static boolean isProposal(String title) {
        return title.length() <= 120
                && (title.startsWith("关于")
                                && !title.matches(".{0,120}(?:通知|意见|通告|公告|条例|办法|决定|规定|方案|批复|函)")
                        || title.matches(".{2,120}(?:建议|提案|议案|对策|思考)"));
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < Math.min(text.length(), open + 300); i++) {
            char c = text.charAt(i);
            depth += c == '《' ? 1 : c == '》' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Deputies (代表) of the people's congress file suggestions, members (委员) proposals. */
    static Kind kind(
            @Nullable String session,
            @Nullable String title,
            @Nullable String address,
            String opening) {
        for (String text : new String[] {session, title}) {
            if (text != null && (text.contains("政协") || text.contains("提案"))) {
                return Kind.PROPOSAL;
            }
            if (text != null && (text.contains("人大") || text.contains("人民代表大会"))) {
                return Kind.SUGGESTION;
            }
        }
        String who = address == null ? "" : Fold.tight(address);
        if (who.matches(".{0,120}代表(?:\\(.{0,30}\\))?") && !opening.contains("提案")) {
            return Kind.SUGGESTION;
        }
        if (opening.contains("提案") || opening.contains("政协") || who.contains("委员")) {
            return Kind.PROPOSAL;
        }
        return opening.contains("人大") || opening.contains("代表") ? Kind.SUGGESTION : Kind.PROPOSAL;
    }
}
