package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the page around a letter gives away: a hijacked site (网站被篡改) carries the foreign name in its
 * breadcrumb, its title and between its own lines.
 */
final class Surroundings {

    private static final int MOST = 50;

    private Surroundings() {}

    static List<Finding> inspect(Source source, List<Line> around, Letter letter) {
        Set<String> foreign = new LinkedHashSet<>(Inspector.foreign(letter));
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (String step : source.breadcrumb) {
            for (String text : found(ForeignText.inName(step), step, foreign)) {
                Finding finding =
                        finding(
                                "breadcrumb",
                                text,
                                "网页导航（当前位置）中有不应出现的文字“" + text + "”，说明来源网页可能被篡改，请核对全文并通知网站管理单位。");
                findings.putIfAbsent(finding.id(), finding);
                foreign.add(text);
            }
        }
        List<String> page = new ArrayList<>(source.names);
        page.addAll(source.scripts);
        around.forEach(line -> page.add(line.text()));
        for (String line : page) {
            for (String text : found(ForeignText.inProse(line), line, foreign)) {
                Finding finding =
                        finding(
                                "page",
                                text,
                                "来源网页上有不应出现的文字“" + text + "”，说明网页可能被篡改，请核对复函全文是否完整、真实。");
                // the same name in a longer form says nothing new
                if (findings.size() < MOST) {
                    findings.putIfAbsent(finding.id(), finding);
                }
            }
        }
        links(source, letter).forEach(finding -> findings.putIfAbsent(finding.id(), finding));
        return List.copyOf(findings.values());
    }

    /** Links that no reader sees, or that stand on the letter's own words; the draft has none. */
    private static List<Finding> links(Source source, Letter letter) {
        List<Finding> findings = new ArrayList<>();
        if (source.refresh != null) {
            findings.add(
                    finding(
                            "page",
                            source.refresh,
                            "来源网页会自动跳转到其他网站“" + source.refresh + "”，说明网页可能被篡改，请核对复函全文是否完整、真实。"));
        }
        if (!source.hiddenLinks.isEmpty()) {
            Link first = source.hiddenLinks.get(0);
            findings.add(
                    finding(
                            "page",
                            first.address(),
                            "来源网页上有 %d 处隐藏的外站链接，例如“%s”（%s），说明网页可能被篡改，请核对复函全文是否完整、真实。"
                                    .formatted(
                                            source.hiddenLinks.size(),
                                            first.text(),
                                            first.address())));
        }
        List<Place> places = source.links.isEmpty() ? List.of() : Place.of(letter);
        for (Link link : source.links) {
            for (Place place : places) {
                if (findings.size() < MOST
                        && link.text().length() > 1
                        && place.text().contains(link.text())) {
                    findings.add(
                            finding(
                                    "page",
                                    link.address(),
                                    place.label()
                                            + "中的“"
                                            + link.text()
                                            + "”在来源网页上带有外站链接“"
                                            + link.address()
                                            + "”，草稿中没有保留，请核对来源网页是否被篡改。"));
                    break;
                }
            }
        }
        return findings;
    }

    /** What the rules find in a line, else the strings known to be foreign that it holds. */
    private static List<String> found(List<String> byRule, String line, Set<String> foreign) {
        List<String> found = new ArrayList<>();
        for (String known : foreign) {
            if (line.contains(known)) {
                found.add(known);
            }
        }
        for (String text : byRule) {
            if (found.stream().noneMatch(known -> known.contains(text) || text.contains(known))) {
                found.add(text);
            }
        }
        return found;
    }

    private static Finding finding(String field, String text, String message) {
        return Finding.of(Severity.SUSPICIOUS, field, null, text, message);
    }
}
