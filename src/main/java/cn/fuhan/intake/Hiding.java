package cn.fuhan.intake;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page keeps from its readers' eyes, as injected links are (黑链): by style, class or place.
 */
final class Hiding {

    private static final Pattern DECLARED =
            Pattern.compile(
                    "display\\s{0,3}:\\s{0,3}none|visibility\\s{0,3}:\\s{0,3}hidden|font-size\\s{0,3}:\\s{0,3}[01](?:px|pt|em|%)?\\s{0,3}(?:[;!]|$)"
                            + "|(?<![a-z-])opacity\\s{0,3}:\\s{0,3}0?\\.?0{1,3}\\s{0,3}(?:[;!]|$)|(?:left|top|right|text-indent|margin-left|margin-top)\\s{0,3}:\\s{0,3}-[0-9]{3,6}(?:px|pt|em|rem|%)?"
                            + "|(?<![a-z-])(?:height|width)\\s{0,3}:\\s{0,3}[01](?:px)?\\s{0,3}(?:[;!]|$)|scale\\(0\\)|clip\\s{0,3}:\\s{0,3}rect\\(0");
    private static final Pattern MEDIA =
            Pattern.compile(
                    "@[a-z-]{2,20}[^{};]{0,200}\\{(?:[^{}]{0,500}\\{[^{}]{0,2000}\\}){0,200}[^{}]{0,500}\\}");
    private static final Pattern RULE = Pattern.compile("([^{}]{1,300})\\{([^{}]{0,2000})\\}");
    private static final Pattern SIMPLE = Pattern.compile("[a-z0-9]{0,10}([.#][a-z0-9_-]{1,60})");
    private static final int LONGEST_SHEET = 100_000;

    private final Set<String> selectors = new HashSet<>();

    /**
     * Reads the rules for a class or an id in the page's own style sheets; others' are not known.
     */
    Hiding(Document page) {
        for (Element sheet : page.select("style")) {
            String text = sheet.data().toLowerCase(Locale.ROOT);
            if (text.length() <= LONGEST_SHEET) {
                // what holds on some screens or on paper alone hides nothing from a reader
                rules(MEDIA.matcher(text).replaceAll(""));
            }
        }
    }

    private void rules(String sheet) {
        Matcher rule = RULE.matcher(sheet);
        while (rule.find()) {
            if (!DECLARED.matcher(rule.group(2).strip()).find()) {
                continue;
            }
            for (String selector : rule.group(1).split(",")) {
                Matcher simple = SIMPLE.matcher(selector.strip());
                if (simple.matches()) {
                    selectors.add(simple.group(1));
                }
            }
        }
    }

    boolean hides(Element element) {
        if (element.hasAttr("hidden") || element.normalName().equals("marquee")) {
            return true;
        }
        if (element.hasAttr("style")
                && DECLARED.matcher(element.attr("style").strip().toLowerCase(Locale.ROOT))
                        .find()) {
            return true;
        }
        if (selectors.isEmpty()) {
            return false;
        }
        for (String name : element.classNames()) {
            if (selectors.contains("." + name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return selectors.contains("#" + element.id().toLowerCase(Locale.ROOT));
    }
}
