package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that can't belong to an official letter: what hijackers of government sites put in. Where an
 * organisation should stand the rules are strict; in prose they look for offers, because a serious
 * letter may well speak of lotteries, Macao or the fight against gambling.
 */
final class ForeignText {

    private static final String SPAM =
            "(?:官方网站|官方网址|官方入口|官网|网址|网站|平台|登录|登陆|注册|入口|下载|手机版|网页版|app|娱乐城|娱乐场|娱乐|开户|投注|国际|集团|公司|有限公司)";

    /** Words that make a name foreign, though prose may use them. */
    private static final Pattern WORD =
            Pattern.compile(
                    "博彩|百家乐|老虎机|六合彩|娱乐城|太阳城|威尼斯人|时时彩|幸运飞艇|北京赛车|棋牌|真人|赌场|赌搏|赌球|网投|彩票投注|投注|开户|斗地主|德州扑克|菠菜|娱乐场");

    private static final Pattern TOKEN = Pattern.compile("[\\u3400-\\u9FFF〇a-z0-9.·]{2,80}");
    private static final Pattern DIGITS_AND_LETTERS =
            Pattern.compile(
                    "(?:[0-9]{2,12}[a-z]{1,12}|[a-z]{1,12}[0-9]{2,12})[a-z0-9.]{0,12}"
                            + SPAM
                            + "?$");
    private static final Pattern DIGITS =
            Pattern.compile(
                    "(?<![0-9])(?!(?:19|20)[0-9]{2}$|12[0-9]{3}$|96[0-9]{3,4}$)[0-9]{4,12}"
                            + SPAM
                            + "?$");
    private static final Pattern LETTERS = Pattern.compile("(?<=[\\u4E00-\\u9FFF])[a-z]{3,20}$");
    private static final Pattern MIXED_HEAD =
            Pattern.compile("^(?:[0-9]{2,12}[a-z]{2,12}|[a-z]{2,12}[0-9]{2,12})[a-z0-9.]{0,12}");
    private static final Pattern SET_BEFORE =
            Pattern.compile(
                    "[\\s\\[(]{0,3}((?!.{0,20}(?:提案|建议|议案|答复|复函|公开|附件|转发|[0-9]年))[\\u4E00-\\u9FFF]{3,20})[\\])]?[ \\-_|—:>]{1,6}");
    private static final Pattern BEHIND_BRAND =
            Pattern.compile(
                    "(?:[\\u4E00-\\u9FFF]{0,4}(?:[a-z]{0,12}[0-9]{2,12}[a-z0-9.]{0,16}|[a-z]{2,16}[a-z0-9.]{0,16}))?"
                            + SPAM
                            + "?"
                            + SPAM
                            + "?");

    private ForeignText() {}

    /** Foreign strings where a name should stand: department, signature, breadcrumb. */
    static List<String> inName(String name) {
        List<String> found = new ArrayList<>();
        String folded = lower(name);
        Matcher token = TOKEN.matcher(folded);
        while (token.find()) {
            int[] place = inToken(token.group());
            if (place != null) {
                add(found, name.substring(token.start() + place[0], token.start() + place[1]));
            }
        }
        return found;
    }

    /** Foreign strings in a sentence. */
    static List<String> inProse(String text) {
        List<String> found = new ArrayList<>();
        String folded = lower(text);
        Matcher brand = Lures.BRAND.matcher(folded);
        int from = 0;
        while (brand.find(from)) {
            int end = behind(folded, brand.end());
            int start =
                    folded.startsWith("澳门", Math.max(0, brand.start() - 2)) && brand.start() >= 2
                            ? brand.start() - 2
                            : brand.start();
            add(found, text.substring(start, end));
            from = end;
        }
        strewn(text, folded).forEach(said -> add(found, said));
        Matcher offer = Lures.OFFER.matcher(folded);
        from = 0;
        while (offer.find(from)) {
            int end = behind(folded, offer.end());
            String sentence = sentence(folded, offer.start());
            String said = text.substring(offer.start(), end);
            boolean branded = found.stream().anyMatch(known -> overlap(known, said));
            if (!branded
                    && !Lures.FIGHT.matcher(sentence).find()
                    && !Lures.LEGAL_LOTTERY.matcher(sentence).find()) {
                add(found, text.substring(offer.start(), end));
            }
            from = end;
        }
        return found;
    }

    /** 新 葡 京 and 新.葡.京: names that marks between their characters hide. */
    private static List<String> strewn(String text, String folded) {
        StringBuilder squeezed = new StringBuilder(folded.length());
        int[] places = new int[folded.length()];
        for (int i = 0; i < folded.length(); i++) {
            if (" .·*-_|/~\t".indexOf(folded.charAt(i)) < 0) {
                places[squeezed.length()] = i;
                squeezed.append(folded.charAt(i));
            }
        }
        if (squeezed.length() == folded.length()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        Matcher brand = Lures.BRAND.matcher(squeezed);
        while (brand.find()) {
            int start = places[brand.start()];
            int end = places[brand.end() - 1] + 1;
            if (end - start > brand.end() - brand.start()) {
                found.add(text.substring(start, end));
            }
        }
        return found;
    }

    /** Foreign strings of a title: a name before 关于 or behind 复函, prose between. */
    static List<String> inTitle(String title) {
        int about = title.indexOf("关于");
        if (about < 0) {
            about = title.indexOf('对');
        }
        List<String> found = new ArrayList<>();
        if (about > 0) {
            String before = title.substring(0, about);
            found.addAll(inName(before));
            if (found.isEmpty()) {
                found.addAll(setBefore(before));
            }
        }
        int end = Math.max(title.lastIndexOf("函"), title.lastIndexOf("答复"));
        if (end > Math.max(0, about) && end + 2 < title.length()) {
            inName(title.substring(end + 1)).forEach(text -> add(found, text));
        }
        for (String text : inProse(title)) {
            if (found.stream().noneMatch(known -> known.contains(text))) {
                add(found, text);
            }
        }
        return found;
    }

    /** A name that is set before a title with a space or a dash, and that no body has. */
    private static List<String> setBefore(String before) {
        Matcher name = SET_BEFORE.matcher(Fold.of(before));
        if (!name.matches() || Organisations.is(name.group(1))) {
            return List.of();
        }
        return List.of(before.substring(name.start(1), name.end(1)));
    }

    private static int @Nullable [] inToken(String token) {
        Matcher brand = Lures.BRAND.matcher(token);
        Matcher word = WORD.matcher(token);
        boolean body =
                Organisations.is(token)
                        && !token.matches(".{0,80}(?:集团|公司|(?<!委员|居委|管委|村委)会|网|台|园|城)");
        if (brand.find()) {
            return whole(token, brand.start(), brand.end());
        }
        if (word.find()
                && !body
                && !Lures.LEGAL_LOTTERY.matcher(token).find()
                && !Lures.FIGHT.matcher(token).find()) {
            return whole(token, word.start(), word.end());
        }
        for (Pattern tail : List.of(DIGITS_AND_LETTERS, DIGITS, LETTERS)) {
            Matcher matcher = tail.matcher(token);
            if (matcher.find() && !token.startsWith("www.") && !token.contains("gov.cn")) {
                return new int[] {afterOrganisation(token, matcher.start()), token.length()};
            }
        }
        Matcher head = MIXED_HEAD.matcher(token);
        return head.find() && !body && token.length() > head.end()
                ? new int[] {0, token.length()}
                : null;
    }

    /** The whole of a foreign name around the word that gave it away. */
    private static int[] whole(String token, int start, int end) {
        int stop = behind(token, end);
        // behind the digits something else begins; without digits the name is all that is left
        boolean mixed = token.substring(end, stop).matches(".{0,60}[a-z0-9].{0,60}");
        return new int[] {afterOrganisation(token, start), mixed ? stop : token.length()};
    }

    private static int behind(String text, int end) {
        Matcher matcher = BEHIND_BRAND.matcher(text).region(end, text.length());
        return matcher.lookingAt() ? matcher.end() : end;
    }

    /** 市科技局新葡京: the organisation before the foreign name is genuine. */
    private static int afterOrganisation(String token, int start) {
        for (int i = start; i > 2; i--) {
            if ("局委厅府院办部处".indexOf(token.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return 0;
    }

    /** 新葡京官网注册 and 注册送彩金 are one offer: the first covers the second. */
    private static boolean overlap(String known, String said) {
        for (int i = Math.min(known.length(), said.length()); i > 1; i--) {
            if (known.endsWith(said.substring(0, i))) {
                return true;
            }
        }
        return known.contains(said);
    }

    private static String sentence(String text, int at) {
        int start = at;
        while (start > 0 && start > at - 200 && "。!?".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        int end = at;
        while (end < text.length() && end < at + 200 && "。!?".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(start, end);
    }

    private static void add(List<String> found, String text) {
        String trimmed = Fold.trim(text);
        if (!trimmed.isEmpty() && !found.contains(trimmed)) {
            found.add(trimmed);
        }
    }

    /** Folded and in lower case, of the same length. */
    static String lower(String text) {
        char[] folded = Fold.of(text).toCharArray();
        for (int i = 0; i < folded.length; i++) {
            // one by one: lower case of the whole may be longer
            folded[i] = Character.toLowerCase(folded[i]);
        }
        return new String(folded);
    }
}
