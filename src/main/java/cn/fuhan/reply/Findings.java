package cn.fuhan.reply;

import cn.fuhan.reply.DeskFinding.Resolution;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** All findings of one letter, resolved or not, in the order in which they were found. */
@RegisterForReflection
record Findings(List<DeskFinding> all) {

    Findings {
        all = List.copyOf(all);
    }

    static Findings open(List<Finding> found) {
        return new Findings(found.stream().map(DeskFinding::open).toList());
    }

    List<DeskFinding> blocking() {
        return all.stream().filter(DeskFinding::blocks).toList();
    }

    /**
     * The findings after an edit: what was decided stays decided, what is new is open, and what the
     * edit took out of the letter counts as resolved by it. What stands outside the letter, on the
     * source page, no edit can take away.
     *
     * @param still whether an earlier finding's text still stands where it was found
     */
    Findings after(List<Finding> inspected, Predicate<DeskFinding> still, String by) {
        Map<String, DeskFinding> merged = new LinkedHashMap<>();
        Map<String, Finding> now = new LinkedHashMap<>();
        inspected.forEach(f -> now.put(f.id(), f));
        for (DeskFinding f : all) {
            boolean gone =
                    !f.resolved()
                            && f.pointer() != null
                            && f.severity() != Finding.Severity.INFO
                            && !now.containsKey(f.id())
                            && !still.test(f);
            // what an edit had removed and a later one brought back is open again
            boolean back = f.resolution() == Resolution.EDITED && now.containsKey(f.id());
            merged.put(
                    f.id(),
                    back
                            ? DeskFinding.open(now.get(f.id()))
                            : gone ? f.resolved(Resolution.EDITED, null, null, by) : f);
        }
        now.forEach((id, f) -> merged.putIfAbsent(id, DeskFinding.open(f)));
        return new Findings(new ArrayList<>(merged.values()));
    }

    Findings with(DeskFinding resolved) {
        return new Findings(
                all.stream().map(f -> f.id().equals(resolved.id()) ? resolved : f).toList());
    }
}
