package cn.fuhan.intake;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Writes lines while walking a page; the walk does not recurse, however deep the page. */
final class PageLines implements NodeFilter {

    private static final Set<String> AROUND = Set.of("nav", "footer", "aside");
    private static final Set<String> INLINE_LABELS =
            Set.of("span", "b", "strong", "em", "label", "i", "a", "font", "u", "th");
    private static final Pattern SOURCE_BREAK = Pattern.compile("\\s{0,40}[\\r\\n]\\s{0,200}");
    private static final Pattern HEADING =
            Pattern.compile("(?:[一二三四五六七八九十]{1,3}、|\\([一二三四五六七八九十]{1,3}\\)).{4,50}");

    private final Source source;
    private final Hiding hiding;
    private final StringBuilder line = new StringBuilder();

    PageLines(Source source, Hiding hiding) {
        this.source = source;
        this.hiding = hiding;
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
        if (Page.UNSEEN.contains(name)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        boolean hidden = hiding.hides(element);
        if (AROUND.contains(name) || hidden) {
            String text = element.text();
            source.names.add(text.substring(0, Math.min(text.length(), 5000)));
            if (hidden) {
                Link.foreign(element).forEach(source.hiddenLinks::add);
            }
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("a")) {
            Link.foreign(element).forEach(source.links::add);
        }
        if (name.equals("br")) {
            flush();
        } else if (name.equals("tr") && isRow(element)) {
            flush();
            Link.foreign(element).forEach(source.links::add);
            for (Element cell : element.children()) {
                line.append(line.isEmpty() ? "" : "\t").append(Page.textOf(cell));
            }
            flush();
            return FilterResult.SKIP_ENTIRELY;
        } else if (INLINE_LABELS.contains(name) && isLabel(line)) {
            // <li>索引号<span>…</span></li>
            line.append('\t');
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

    /** A label in a span of its own needs no colon; a heading in bold needs no line of its own. */
    private void setOff(Element element, String name) {
        String text = Page.textOf(element);
        if (text == null) {
            return;
        }
        if (isLabel(text)) {
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

    private static boolean isLabel(CharSequence text) {
        return text.length() <= 16 && Label.is(Fold.tight(text.toString()));
    }

    private static boolean isWide(char c) {
        return c >= '\u2E80';
    }

    private boolean endsWith(char c) {
        return !line.isEmpty() && line.charAt(line.length() - 1) == c;
    }

    /** Rows of short cells are data; others are how old pages place their text. */
    private static boolean isRow(Element row) {
        if (row.childrenSize() < 2) {
            return false;
        }
        for (Element cell : row.children()) {
            if (cell.selectFirst("table, ul, h1, h2, h3, script, style") != null
                    || Page.textOf(cell) == null
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
