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

    /** Names that no letter has a reason to print. */
    private static final Pattern BRAND =
            Pattern.compile(
                    "(?:新)?葡京|新葡萄|葡萄京|新蒲京|澳门新京|威尼斯人(?=官|娱|赌|网|集团|平台|[0-9a-z]{2})|太阳城(?=官|娱乐|集团|网|平台|亚洲|[0-9a-z]{2})|bet-?365|365bet|188bet|manbetx|1xbet"
                            + "|必威体育|亚博体育|皇冠体育|万博体育|开云体育|米兰体育|华体会|乐鱼体育|爱游戏体育|澳门(?:威尼斯|太阳城|金沙|银河|永利|皇冠|美高梅|赌场|葡京|百家乐|真人)|澳彩网"
                            + "|(?:金沙|皇冠|银河|永利|美高梅|威尼斯|太阳城)(?:娱乐|赌场|官网|网投|在线)|开元棋牌|赌搏平台|网上赌搏");

    /** Offers, unless the sentence is about fighting them. */
    private static final Pattern OFFER =
            Pattern.compile(
                    "真人(?:百家乐|荷官|娱乐|视讯|棋牌)|(?:百家乐|老虎机|六合彩|时时彩|棋牌|博彩|彩票|赌球|捕鱼)(?:开户|官网|投注(?!站|点|厅|额|设备|机|者)|app|下载|网址|注册|开奖直播|游戏平台|娱乐)|(?:线上|网上|在线)(?:赌场|百家乐|博彩|真人)"
                            + "|澳门博彩(?:平台|官网|网站|公司)|(?:百家乐|老虎机|六合彩|时时彩){2}|娱乐城(?:开户|官网|注册|平台)|注册送(?:彩金|体验金)|首存(?:优惠|送)|体验金|网投平台|北京赛车pk");

    /** Words that make a name foreign, though prose may use them. */
    private static final Pattern WORD =
            Pattern.compile(
                    "博彩|百家乐|老虎机|六合彩|娱乐城|太阳城|威尼斯人|时时彩|幸运飞艇|北京赛车|棋牌|真人|赌场|赌搏|赌球|网投|彩票投注|投注|开户|斗地主|德州扑克|菠菜|娱乐场");

    private static final Pattern FIGHT =
            Pattern.compile("打击|整治|查处|监管|监督|禁止|取缔|治理|防范|违法|犯罪|非法|涉赌|查禁|严禁|管控|劝导|噪声|噪音|扰民");
    private static final Pattern LEGAL_LOTTERY =
            Pattern.compile("体育彩票|福利彩票|体彩|福彩|彩票管理中心|彩票发行|彩票公益金");
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
        Matcher brand = BRAND.matcher(folded);
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
        Matcher offer = OFFER.matcher(folded);
        from = 0;
        while (offer.find(from)) {
            int end = behind(folded, offer.end());
            String sentence = sentence(folded, offer.start());
            String said = text.substring(offer.start(), end);
            boolean branded = found.stream().anyMatch(known -> overlap(known, said));
            if (!branded
                    && !FIGHT.matcher(sentence).find()
                    && !LEGAL_LOTTERY.matcher(sentence).find()) {
                add(found, text.substring(offer.start(), end));
            }
            from = end;
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
            found.addAll(inName(title.substring(0, about)));
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

    private static int @Nullable [] inToken(String token) {
        Matcher brand = BRAND.matcher(token);
        Matcher word = WORD.matcher(token);
        boolean body =
                Organisations.is(token)
                        && !token.matches(".{0,80}(?:集团|公司|(?<!委员|居委|管委|村委)会|网|台|园|城)");
        if (brand.find()) {
            return whole(token, brand.start(), brand.end());
        }
        if (word.find()
                && !body
                && !LEGAL_LOTTERY.matcher(token).find()
                && !FIGHT.matcher(token).find()) {
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

    private static String lower(String text) {
        char[] folded = Fold.of(text).toCharArray();
        for (int i = 0; i < folded.length; i++) {
            // one by one: lower case of the whole may be longer
            folded[i] = Character.toLowerCase(folded[i]);
        }
        return new String(folded);
    }
}
