package cn.fuhan.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** A saved page into lines as a reader sees them; what a reader does not see is only inspected. */
final class Page {

    static final Set<String> UNSEEN =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "iframe",
                    "object",
                    "svg",
                    "select",
                    "option",
                    "input",
                    "button",
                    "textarea",
                    "head",
                    "link",
                    "audio",
                    "video",
                    "canvas");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\r\\n ]{1,200}");
    private static final Pattern ESCAPE = Pattern.compile("[\\\\%]u([0-9a-fA-F]{4})");
    private static final int LONGEST_SCRIPT = 100_000;
    private static final int LONGEST_TEXT = 250;
    private static final int MOST_NODES = 400;

    private Page() {}

    static boolean looksLikeOne(String text) {
        String head =
                text.substring(0, Math.min(text.length(), 300))
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        return head.startsWith("<!doctype html")
                || head.startsWith("<html")
                || head.contains("<body");
    }

    static Source source(String html) {
        Document document = Jsoup.parse(html);
        Source source = new Source();
        meta(document, source);
        scripts(document, source);
        breadcrumbs(document, source);
        PageLines lines = new PageLines(source, new Hiding(document));
        document.body().filter(lines);
        lines.flush();
        return source;
    }

    /** The page's own statements; they count for less than what is printed on it. */
    private static void meta(Document document, Source source) {
        source.names.add(document.title());
        for (Element meta : document.select("meta[name], meta[property]")) {
            String name = meta.hasAttr("name") ? meta.attr("name") : meta.attr("property");
            String content = Fold.trim(meta.attr("content"));
            if (content.isEmpty()) {
                continue;
            }
            switch (name.toLowerCase(Locale.ROOT)) {
                case "articletitle" -> source.fallback.add(Label.TITLE, content);
                case "pubdate", "publishdate" -> source.fallback.add(Label.PUBLISHED, content);
                case "contentsource" -> source.fallback.add(Label.SOURCE, content);
                case "sitename",
                        "columnname",
                        "description",
                        "keywords",
                        "columndescription",
                        "columnkeywords",
                        "author" ->
                        source.names.add(content.substring(0, Math.min(500, content.length())));
                default -> {
                    // says nothing of the letter
                }
            }
        }
        for (Element headline : document.select("h1, h2")) {
            String text = textOf(headline);
            if (text != null && Titles.isTitle(Line.of(text))) {
                source.fallback.add(Label.TITLE, text);
            }
        }
        String title = document.title().split("[-_|–—]", 2)[0];
        if (Titles.isTitle(Line.of(title))) {
            source.fallback.add(Label.TITLE, title);
        }
    }

    /** What scripts write into the page, and where the page sends its readers. */
    private static void scripts(Document document, Source source) {
        for (Element script : document.select("script, noscript")) {
            String code = script.data() + script.wholeText();
            source.scripts.add(
                    unescaped(code.substring(0, Math.min(code.length(), LONGEST_SCRIPT))));
        }
        for (Element meta : document.select("meta[http-equiv=refresh]")) {
            String content = meta.attr("content");
            int url = content.toLowerCase(Locale.ROOT).indexOf("url=");
            String address = url < 0 ? "" : content.substring(url + 4).replaceAll("[\"'\\s]", "");
            if (Link.isForeign(address)) {
                source.refresh = address;
            }
        }
    }

    /** With \\u6fb3 and &#28595; as characters. */
    private static String unescaped(String code) {
        return ESCAPE.matcher(Parser.unescapeEntities(code, false))
                .replaceAll(
                        escape ->
                                Matcher.quoteReplacement(
                                        String.valueOf(
                                                (char) Integer.parseInt(escape.group(1), 16))));
    }

    /** A breadcrumb may be a list with a line for each step: the smallest element that holds it. */
    private static void breadcrumbs(Document document, Source source) {
        for (Element element : document.body().select("*")) {
            if (element.childNodeSize() == 0
                    || element.parent() == null
                    || UNSEEN.contains(element.normalName())) {
                continue;
            }
            boolean hinted =
                    (element.className() + element.id()).toLowerCase(Locale.ROOT).contains("crumb");
            Element first = element.firstElementChild();
            String start = element.ownText() + (first == null ? "" : first.ownText());
            if (!hinted && !start.contains("位置") && !start.startsWith("首页")) {
                continue;
            }
            String text = textOf(element);
            if (text == null) {
                continue;
            }
            boolean path = Furniture.isBreadcrumb(Line.of(text)) && !holdsBreadcrumb(element);
            if (hinted || element.childrenSize() > 1 && path) {
                for (Element step : element.select("a, li, span")) {
                    if (step.childrenSize() == 0) {
                        source.breadcrumb.add(Fold.trim(step.text()));
                    }
                }
                source.breadcrumb.addAll(Furniture.steps(Line.of(text)));
                element.remove();
            }
        }
    }

    private static boolean holdsBreadcrumb(Element element) {
        for (Element child : element.children()) {
            String text = textOf(child);
            if (text != null && Furniture.isBreadcrumb(Line.of(text))) {
                return true;
            }
        }
        return false;
    }

    /** The element's text where it is short; a page of boxes in boxes is not read over and over. */
    static @Nullable String textOf(Element element) {
        StringBuilder text = new StringBuilder();
        int[] nodes = {0};
        element.filter(
                (node, depth) -> {
                    if (node instanceof TextNode part) {
                        text.append(part.getWholeText());
                    } else if (node instanceof Element box && box.isBlock()) {
                        text.append(' ');
                    }
                    return ++nodes[0] > MOST_NODES || text.length() > LONGEST_TEXT
                            ? NodeFilter.FilterResult.STOP
                            : NodeFilter.FilterResult.CONTINUE;
                });
        return nodes[0] > MOST_NODES || text.length() > LONGEST_TEXT
                ? null
                : Fold.trim(BLANKS.matcher(text).replaceAll(" "));
    }
}
