package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page, a document or a text is before it is understood: lines and what stands around. */
final class Source {

    /** More is no letter: the longest known have a tenth of it. */
    private static final int LONGEST = 200_000;

    final List<Line> lines = new ArrayList<>();
    final List<String> breadcrumb = new ArrayList<>();

    /** Names that the page gives itself: its title, its site, what it hides. */
    final List<String> names = new ArrayList<>();

    /** What the page's scripts may write. */
    final List<String> scripts = new ArrayList<>();

    /** What the page says of itself out of sight; what is printed on it goes first. */
    final Metadata fallback = new Metadata();

    /** The links to other sites that readers see, and those they don't. */
    final List<Link> links = new ArrayList<>();

    final List<Link> hiddenLinks = new ArrayList<>();

    /** Where the page sends its readers by itself. */
    @Nullable String refresh;

    private int length;

    static Source ofText(String text) {
        Source source = new Source();
        source.bound(text.length());
        Line.lines(Wrapping.undo(text)).forEach(source::add);
        return source;
    }

    void add(Line line) {
        if (line.text().isEmpty()) {
            return;
        }
        if (Furniture.isBreadcrumb(line)) {
            breadcrumb.addAll(Furniture.steps(line));
        } else {
            bound(line.length());
            lines.add(line);
        }
    }

    private void bound(int more) {
        length += more;
        if (length > 2 * LONGEST || more > LONGEST) {
            throw tooLong();
        }
    }

    /** Refuses what is too long to be a letter. */
    void refuseTooLong() {
        int total = 0;
        for (Line line : lines) {
            total += line.length();
        }
        if (total > LONGEST) {
            throw tooLong();
        }
    }

    private static UnreadableException tooLong() {
        return new UnreadableException("正文超过 20 万字，不像一封复函，请只保留复函正文后重试。");
    }
}
