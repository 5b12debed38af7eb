package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces that need a decision whatever the letter says: addresses of other sites, personal data,
 * characters that cannot be seen or read.
 */
final class Traces {

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:https?://[a-z0-9][a-z0-9.\\-]{1,80}|(?<![a-z0-9@.\\-_])(?:[a-z0-9][a-z0-9\\-]{0,40}\\.){1,4}"
                            + "(?:com|cn|net|org|cc|vip|top|xyz|info|biz|club|app|io|me|tv|site|online|live|win|bet|hk|mo|tw|ru|shop|pro|fun|games?|link|work|ltd|icu|cyou|us|la|in|cm|to|gg|ws|kim|wang|ren|red|store|tech|space|buzz|sbs|cfd|lol|mobi|asia)(?![a-z0-9\\-])"
                            + "|(?<![a-z0-9])(?:www点)?[a-z0-9\\-]{2,40}(?:点|\\[dot\\])(?:com|cc|net|vip|top|xyz)(?![a-z0-9\\-]))"
                            + "(?::[0-9]{2,5})?(?:/[a-z0-9/_.?=&%#~\\-]{0,120})?");
    private static final Pattern OFFICIAL =
            Pattern.compile(
                    "(?:(?:https?:)?//)?(?:[a-z0-9\\-]{1,60}\\.){0,5}(?:gov|edu|mil|org|政务|公益)\\.cn(?![a-z0-9.\\-]).{0,200}|(?:(?:https?:)?//)?(?:[a-z0-9\\-]{1,40}\\.){0,3}(?:cppcc|people|xinhuanet|12371|news)\\.(?:cn|com|com\\.cn)(?![a-z0-9.\\-]).{0,200}");
    private static final Pattern MOBILE =
            Pattern.compile(
                    "(?<![0-9A-Za-z.\\-])1[3-9][0-9][ \\-]?[0-9]{4}[ \\-]?[0-9]{4}(?![0-9A-Za-z]|\\.[0-9]| ?[万亿元吨户人个件%平次])");
    private static final Pattern IDENTITY =
            Pattern.compile(
                    "(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])");
    private static final Pattern LANDLINE =
            Pattern.compile(
                    "(?<![0-9A-Za-z.])(?:\\(?0[0-9]{2,3}\\)?[ \\-]?)[2-9][0-9]{6,7}(?![0-9])");
    private static final Pattern EMAIL =
            Pattern.compile(
                    "(?<![A-Za-z0-9._\\-])[A-Za-z0-9._\\-]{1,40}@[A-Za-z0-9\\-]{1,40}(?:\\.[A-Za-z0-9\\-]{1,20}){1,4}");
    private static final Pattern ACCOUNT =
            Pattern.compile(
                    "(?:qq|扣扣)(?:群|号|号码)?[: ]{0,3}[1-9][0-9]{4,11}(?![0-9])|(?:加?(?:微信|威信|薇信|v信|vx)号?|加(?:微|v))[: ]{1,3}[a-z][a-z0-9_\\-]{5,19}"
                            + "|加(?:微信|威信|薇信|v信|vx|微)[a-z0-9_\\-]{5,20}|(?:telegram|tg|电报|纸飞机|飞机)(?:群|号|频道)?[: ]{0,3}@[a-z0-9_]{4,32}");

    /** Letters of other alphabets among ours, letters of formulas, digits in rings as a number. */
    private static final Pattern DISGUISED =
            Pattern.compile(
                    "[a-z0-9\\u0370-\\u052F]{0,40}(?:(?<=[a-z0-9])[\\u0400-\\u052F]|[\\u0400-\\u052F](?=[a-z0-9\\u4E00-\\u9FFF]))[a-z0-9\\u0370-\\u052F]{0,40}"
                            + "|(?:[\\x{1D400}-\\x{1D7FF}\\x{1F130}-\\x{1F189}][a-z0-9]{0,3}){2,40}|[\\u2460-\\u249B\\u24B6-\\u24FF\\u2776-\\u2793]{4,20}");

    private static final Set<String> WITH_CLERKS =
            Set.of("opening", "closing", "signature", "addressees");

    private Traces() {}

    /** The text and what to say of it, to be read behind the field's name. */
    record Trace(String text, String message) {}

    static List<Trace> in(Place place) {
        List<Trace> traces = new ArrayList<>();
        String text = place.text();
        String folded = Fold.of(text);
        invisible(traces, text);
        if (!place.field().equals("indexNumber")) {
            all(traces, IDENTITY, text, folded, t -> "中有疑似身份证号码“" + t + "”，属于个人信息，请删除或确认确需公开。");
            all(traces, MOBILE, text, folded, t -> "中有手机号码“" + t + "”，属于个人信息，请删除、移到联系方式，或确认确需公开。");
            all(
                    traces,
                    EMAIL,
                    text,
                    folded,
                    t ->
                            t.toLowerCase(Locale.ROOT).endsWith("gov.cn")
                                    ? null
                                    : "中有电子邮箱“" + t + "”，可能是个人信息，请删除、移到联系方式，或确认确需公开。");
        }
        if (WITH_CLERKS.contains(place.field())) {
            all(
                    traces,
                    LANDLINE,
                    text,
                    folded,
                    t -> "中有电话号码“" + t + "”，可能是经办人的联系方式，请移到联系方式，或确认确需公开。");
        }
        String lower = ForeignText.lower(text);
        all(
                traces,
                ADDRESS,
                text,
                lower,
                t -> isOfficial(t) ? null : "中有非政府网站的网址“" + t + "”，请核对是否应当出现，删除或确认保留。");
        all(traces, ACCOUNT, text, lower, t -> "中有社交账号“" + t + "”，请核对是否应当出现，删除或确认保留。");
        all(traces, DISGUISED, text, lower, t -> "中有用形近字符伪装的文字“" + t + "”，疑似植入，请对照原件删除或改正。");
        return traces;
    }

    /**
     * Whether the address is a public body's: gov.cn, edu.cn, the party's and the state's press.
     */
    static boolean isOfficial(String address) {
        return OFFICIAL.matcher(Fold.of(address).toLowerCase(Locale.ROOT)).matches();
    }

    private static void all(
            List<Trace> traces,
            Pattern pattern,
            String text,
            String folded,
            UnaryOperator<@Nullable String> message) {
        Matcher matcher = pattern.matcher(folded);
        while (matcher.find()) {
            String found = text.substring(matcher.start(), matcher.end());
            String says = message.apply(found);
            if (says != null && traces.stream().noneMatch(t -> t.text().contains(found))) {
                traces.add(new Trace(found, says));
            }
        }
    }

    private static void invisible(List<Trace> traces, String text) {
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((Fold.isInvisible(c) || c == '\uFFFD') && seen.indexOf(String.valueOf(c)) < 0) {
                seen.append(c);
                String code = String.format("U+%04X", (int) c);
                traces.add(
                        new Trace(
                                String.valueOf(c),
                                c == '\uFFFD'
                                        ? "中有无法识别的字符（" + code + "），原文编码已损坏，请对照原件补正。"
                                        : "中有看不见的控制字符（" + code + "），可能掩盖了其他内容，请删除。"));
            }
        }
    }
}
