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
 * Looks a letter over for what is missing and for what can't belong. It sees only the letter, so it
 * answers the same for an imported draft and for one that staff have edited; each finding's text is
 * the smallest foreign string, so that taking it out repairs the field.
 */
public final class Inspector {

    /** A longer list helps nobody; what is left shows when the first are resolved. */
    private static final int MOST = 200;

    private Inspector() {}

    /** The MISSING and SUSPICIOUS findings of a letter, one for each place and text. */
    public static List<Finding> inspect(Letter letter) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        List<Place> places = Place.of(letter);
        Set<String> foreign = new LinkedHashSet<>();
        for (Place place : places) {
            for (String text : foreign(place, letter)) {
                foreign.add(text);
                put(findings, foreignFinding(place, text));
            }
        }
        for (Place place : places) {
            // what is foreign in one place is foreign wherever it stands
            for (String text : foreign) {
                if (place.text().contains(text) && !covered(findings, place, text)) {
                    put(findings, foreignFinding(place, text));
                }
            }
            for (Traces.Trace trace : Traces.in(place)) {
                if (covered(findings, place, trace.text())) {
                    continue;
                }
                put(
                        findings,
                        Finding.of(
                                Severity.SUSPICIOUS,
                                place.field(),
                                place.pointer(),
                                trace.text(),
                                place.label() + trace.message()));
            }
        }
        List<Finding> all = new ArrayList<>(findings.values());
        if (all.size() > MOST) {
            all = new ArrayList<>(all.subList(0, MOST));
        }
        all.addAll(Gaps.in(letter));
        return List.copyOf(all);
    }

    /** The foreign strings that the letter itself gives away. */
    static Set<String> foreign(Letter letter) {
        Set<String> foreign = new LinkedHashSet<>();
        for (Place place : Place.of(letter)) {
            foreign.addAll(foreign(place, letter));
        }
        return foreign;
    }

    private static List<String> foreign(Place place, Letter letter) {
        return switch (place.kind()) {
            case TITLE -> ForeignText.inTitle(place.text());
            case NAME -> ForeignText.inName(place.text());
            case BODY -> {
                List<String> foreign = ForeignText.inName(place.text());
                yield foreign.isEmpty() ? noBodies(place, letter) : foreign;
            }
            case PROSE -> ForeignText.inProse(place.text());
        };
    }

    /**
     * What can't have written a letter: no organisation at all, or an enterprise for an authority.
     */
    private static List<String> noBodies(Place place, Letter letter) {
        boolean authority =
                letter.department() != null
                        && Organisations.isDepartment(Fold.tight(letter.department()));
        List<String> names = new ArrayList<>();
        String before = "";
        for (String word : place.text().split("[\\s\\u3000、，,]+")) {
            String name = Fold.tight(before + word);
            boolean body = Organisations.is(name);
            boolean enterprise = authority && Organisations.isEnterprise(name);
            if (!body && name.length() < 4 && !place.text().endsWith(word)) {
                before += word; // 市 商务局 is spaced out, 鸿运天下 市商务局 are two
                continue;
            }
            if (!body || enterprise && place.field().equals("signature")) {
                names.add(word);
            }
            before = "";
        }
        return names;
    }

    private static boolean covered(Map<String, Finding> findings, Place place, String text) {
        return findings.values().stream()
                .anyMatch(
                        f ->
                                place.pointer().equals(f.pointer())
                                        && f.text() != null
                                        && (f.text().contains(text) || text.contains(f.text())));
    }

    private static Finding foreignFinding(Place place, String text) {
        return Finding.of(
                Severity.SUSPICIOUS,
                place.field(),
                place.pointer(),
                text,
                place.label() + "中有不应出现的文字“" + text + "”，疑似网页被篡改后植入，请核对原件，删除或替换为正确文字后再发布。");
    }

    private static void put(Map<String, Finding> findings, Finding finding) {
        findings.putIfAbsent(finding.id(), finding);
    }
}
