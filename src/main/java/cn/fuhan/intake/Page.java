package cn.fuhan.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** A saved page into lines as a reader sees them; what a reader does not see is only inspected. */
final class Page {

    private static final Set<String> UNSEEN =
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
    private static final Set<String> AROUND = Set.of("nav", "footer", "aside");
    private static final Set<String> INLINE_LABELS =
            Set.of("span", "b", "strong", "em", "label", "i", "a", "font", "u", "th");
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "display\\s{0,3}:\\s{0,3}none|visibility\\s{0,3}:\\s{0,3}hidden|font-size\\s{0,3}:\\s{0,3}0(?![.0-9])");
    private static final Pattern SOURCE_BREAK = Pattern.compile("\\s{0,40}[\\r\\n]\\s{0,200}");
    private static final Pattern BREADCRUMB =
            Pattern.compile(
                    "(?:您|你)?(?:现在|当前|所在|目前)?的?(?:所在)?(?:的)?位置(?:是)?:?.{1,200}|首页[>/|-].{1,200}");
    private static final Pattern HEADING =
            Pattern.compile("(?:[一二三四五六七八九十]{1,3}、|\\([一二三四五六七八九十]{1,3}\\)).{4,50}");
    private static final int LONGEST_CELL = 200;

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
        breadcrumbs(document, source);
        Writer writer = new Writer(source);
        document.body().filter(writer);
        writer.flush();
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
            if (Titles.isTitle(Line.of(headline.text()))) {
                source.fallback.add(Label.TITLE, headline.text());
            }
        }
        source.fallback.add(Label.TITLE, document.title().split("[-_|–—]", 2)[0]);
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
            String text = element.text();
            boolean path = BREADCRUMB.matcher(Fold.tight(text)).matches();
            if (text.length() <= 250 && (hinted || element.childrenSize() > 1 && path)) {
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

    /** Writes lines while walking the page; the walk does not recurse, however deep the page. */
    private static final class Writer implements NodeFilter {

        private final Source source;
        private final StringBuilder line = new StringBuilder();

        Writer(Source source) {
            this.source = source;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                append(text);
                return FilterResult.CONTINUE;
            }
            if (!(node instanceof Element element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            String name = element.normalName();
            if (UNSEEN.contains(name)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (AROUND.contains(name) || isHidden(element)) {
                String text = element.text();
                source.names.add(text.substring(0, Math.min(text.length(), 5000)));
                return FilterResult.SKIP_ENTIRELY;
            }
            if (name.equals("br")) {
                flush();
            } else if (name.equals("tr") && isRow(element)) {
                flush();
                for (Element cell : element.children()) {
                    line.append(line.isEmpty() ? "" : "\t").append(cell.text().replace('\t', ' '));
                }
                flush();
                return FilterResult.SKIP_ENTIRELY;
            } else if (element.isBlock() && !(name.equals("dd") && endsWith('\t'))) {
                flush();
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (name.equals("dt")) {
                    line.append('\t');
                } else if (element.isBlock() || name.equals("td") || name.equals("th")) {
                    flush();
                } else if (INLINE_LABELS.contains(name) && line.length() < 200) {
                    setOff(element, name);
                }
            }
            return FilterResult.CONTINUE;
        }

        /**
         * A label in a span of its own needs no colon; a heading in bold needs no line of its own.
         */
        private void setOff(Element element, String name) {
            String text = element.text();
            if (text.length() <= 16 && Label.is(Fold.tight(text))) {
                line.append('\t');
            } else if ((name.equals("strong") || name.equals("b"))
                    && Fold.trim(line.toString()).equals(Fold.trim(text))
                    && HEADING.matcher(Fold.tight(text)).matches()
                    && element.nextSibling() instanceof TextNode next
                    && next.text().strip().length() > 10
                    && "。：:，,、；".indexOf(next.text().strip().charAt(0)) < 0) {
                flush();
            }
        }

        private void append(TextNode node) {
            String text = node.getWholeText();
            if (node.parent() != null && node.parent().normalName().equals("pre")) {
                String[] parts = text.split("\\R", -1);
                for (int i = 0; i < parts.length; i++) {
                    line.append(parts[i]);
                    if (i < parts.length - 1) {
                        flush();
                    }
                }
                return;
            }
            // a break in the page's source is a space between words, but nothing between characters
            String joined = SOURCE_BREAK.matcher(text).replaceAll("\n");
            for (int i = 0; i < joined.length(); i++) {
                char c = joined.charAt(i);
                if (c == '\n') {
                    boolean characters =
                            !line.isEmpty()
                                    && isWide(line.charAt(line.length() - 1))
                                    && i + 1 < joined.length()
                                    && isWide(joined.charAt(i + 1));
                    line.append(characters || line.isEmpty() ? "" : " ");
                } else {
                    line.append(c == '\t' ? ' ' : c);
                }
            }
        }

        private static boolean isWide(char c) {
            return c >= '\u2E80';
        }

        private boolean endsWith(char c) {
            return !line.isEmpty() && line.charAt(line.length() - 1) == c;
        }

        private static boolean isHidden(Element element) {
            return element.hasAttr("hidden")
                    || element.hasAttr("style")
                            && HIDDEN.matcher(element.attr("style").toLowerCase(Locale.ROOT))
                                    .find();
        }

        /** Rows of short cells are data; others are how old pages place their text. */
        private static boolean isRow(Element row) {
            if (row.childrenSize() < 2) {
                return false;
            }
            for (Element cell : row.children()) {
                if (cell.selectFirst("table, ul, h1, h2, h3, script, style") != null
                        || cell.text().length() > LONGEST_CELL
                        || cell.select("p, div, br").size() > 2) {
                    return false;
                }
            }
            return true;
        }

        void flush() {
            if (!line.isEmpty()) {
                source.add(Line.of(line.toString()));
                line.setLength(0);
            }
        }
    }
}
