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
                            + "(?:com|cn|net|org|cc|vip|top|xyz|info|biz|club|app|io|me|tv|site|online|live|win|bet|hk|mo|tw|ru|shop|pro|fun|games?|link|work|ltd|icu|cyou|us|la|in)(?![a-z0-9\\-]))"
                            + "(?::[0-9]{2,5})?(?:/[a-z0-9/_.?=&%#~\\-]{0,120})?");
    private static final Pattern OFFICIAL =
            Pattern.compile(
                    "(?:https?://)?(?:[a-z0-9\\-]{1,60}\\.){0,5}(?:gov|edu|mil|org|政务|公益)\\.cn(?![a-z0-9.\\-]).{0,200}|(?:https?://)?(?:[a-z0-9\\-]{1,40}\\.){0,3}(?:cppcc|people|xinhuanet|12371|news)\\.(?:cn|com|com\\.cn)(?![a-z0-9.\\-]).{0,200}");
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
        all(
                traces,
                ADDRESS,
                text,
                folded.toLowerCase(Locale.ROOT),
                t -> isOfficial(t) ? null : "中有非政府网站的网址“" + t + "”，请核对是否应当出现，删除或确认保留。");
        return traces;
    }

    private static boolean isOfficial(String address) {
        return OFFICIAL.matcher(Fold.of(address).toLowerCase(Locale.ROOT)).matches();
    }

    private static void all(
            List<Trace> traces,
            Pattern pattern,
            String text,
            String folded,
            UnaryOperator<@Nullable String> message) {
        if (folded.length() != text.length()) {
            return; // lower case of a rare letter is longer, and such a text holds no address
        }
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
