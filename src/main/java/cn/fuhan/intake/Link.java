package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * A link from a page to another site that no government page has a reason for.
 *
 * @param text what it is set on
 * @param address where it leads
 */
record Link(String text, String address) {

    private static final int MOST = 200;

    private static final Pattern ABSOLUTE =
            Pattern.compile(
                    "\\s{0,5}(?:https?:)?//[^\\s/]{3,200}.{0,500}", Pattern.CASE_INSENSITIVE);

    /** Sharing, counting and the marks that every government site carries. */
    private static final Pattern CUSTOMARY =
            Pattern.compile(
                    "(?:https?:)?//(?:[a-z0-9-]{1,40}\\.){0,3}(?:weibo|qq|weixin|wechat|baidu|conac|kaipuyun|cnzz|jiathis|51\\.la|douban|toutiao|w3|microsoft|google)\\.(?:com|cn|org|la)(?![a-z0-9.-]).{0,500}",
                    Pattern.CASE_INSENSITIVE);

    /** The links to other sites on an element and in it; the first of them where they are many. */
    static List<Link> foreign(Element element) {
        List<Link> links = new ArrayList<>();
        for (Element anchor : element.select("a[href]")) {
            String address = Fold.trim(anchor.attr("href"));
            if (links.size() < MOST && isForeign(address)) {
                links.add(new Link(Fold.trim(anchor.text()), address));
            }
        }
        return links;
    }

    /** Whether an address leads to a site that is neither a public body's nor customary. */
    static boolean isForeign(String address) {
        return ABSOLUTE.matcher(address).matches()
                && !Traces.isOfficial(address)
                && !CUSTOMARY.matcher(address).matches();
    }
}
