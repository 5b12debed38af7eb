package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a page carries around a letter: tools, counters, the way to other pages (页面装饰文字). */
final class Furniture {

    private static final int LONGEST = 100;

    private static final Pattern TOOL =
            Pattern.compile(
                    "(?:\\(?此页无正文\\)?|扫一扫|微信扫|手机扫|用手机|在手机|分享到|分享至|分享|字体|字号|打印|关闭|我要纠错|纠错|收藏|返回|上一篇|下一篇"
                            + "|上一条|下一条|上一页|下一页|相关(?:链接|阅读|文章|信息|文档|稿件|新闻)|版权所有|网站标识码|网站地图|责任编辑|编辑:"
                            + "|责编|审核:|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|量|率|数)?:|访问(?:次数|量)|文章来源|信息来源:|来源:|稿源"
                            + "|视力保护|无障碍|适老|关怀版|语音播报|朗读|听全文|下载(?:文字版|图片版|打印)|点击下载|微信|微博|QQ空间|联系我们"
                            + "|主办:|主办单位:|承办:|承办单位:.{0,30}(?:ICP|备)|技术支持|.{0,30}ICP备|.{0,30}公网安备|您是第|建议使用|首页$|日期:|时间:"
                            + "|发布(?:时间|日期):|【?(?:大|中|小)】?$|A[+-]|Copyright|©).{0,90}",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern CRUMBS =
            Pattern.compile(
                    "[\\[(]?(?:(?:您|你)(?:现在|当前|目前)?的?(?:所在)?的?位置|(?:现在|当前|所在|目前)的?(?:所在)?位置|位置(?=[:>]))(?:是)?[:>]?.{0,200}");
    private static final Pattern BETWEEN = Pattern.compile(">+|/|\\||\\\\|\\t|::");

    private Furniture() {}

    /** Whether the line belongs to the page and not to the letter. */
    static boolean is(Line line) {
        String tight = line.tight();
        boolean sentence = tight.indexOf('。') >= 0 || tight.endsWith(";") || tight.endsWith(",");
        return line.length() <= LONGEST
                && (!sentence || tight.startsWith("扫一扫"))
                && TOOL.matcher(tight).matches();
    }

    /** Whether the line says where on the site the reader is (当前位置). */
    static boolean isBreadcrumb(Line line) {
        String tight = line.tight();
        if (tight.length() > 250 || tight.indexOf('。') >= 0) {
            return false;
        }
        return CRUMBS.matcher(tight).matches()
                || tight.startsWith("首页")
                        && tight.length() > 3
                        && ">/|-".indexOf(tight.charAt(2)) >= 0
                || tight.indexOf('>') > 0 && tight.indexOf('>') != tight.lastIndexOf('>');
    }

    /** The steps of a breadcrumb, as printed. */
    static List<String> steps(Line line) {
        List<String> steps = new ArrayList<>();
        String text = line.text();
        var separator = BETWEEN.matcher(line.folded());
        int from = Math.max(line.folded().indexOf(':') + 1, 0);
        while (separator.find()) {
            if (separator.end() > from) {
                add(steps, text.substring(from, Math.max(from, separator.start())));
                from = separator.end();
            }
        }
        add(steps, text.substring(from));
        return steps;
    }

    private static void add(List<String> steps, String step) {
        String trimmed = Fold.trim(step);
        if (!trimmed.isEmpty()) {
            steps.add(trimmed);
        }
    }
}
