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
        return List.copyOf(findings.values());
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
