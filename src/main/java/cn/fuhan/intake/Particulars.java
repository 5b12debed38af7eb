package cn.fuhan.intake;

import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a letter that stand around its text, labelled or in their usual places. */
final class Particulars {

    private static final Pattern UNLABELLED =
            Pattern.compile(
                    "20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:[0-9]{1,2}:|来源|浏览|字体|\\[|$)");

    private final Metadata metadata;
    private final Anatomy anatomy;

    /** Whether the disclosure scope was nowhere said. */
    boolean disclosureAssumed;

    Particulars(Metadata metadata, Anatomy anatomy) {
        this.metadata = metadata;
        this.anatomy = anatomy;
    }

    @Nullable String documentNumber() {
        String labelled = metadata.first(Label.DOCUMENT_NUMBER);
        return labelled == null
                ? DocumentNumbers.standing(anatomy.head())
                : DocumentNumbers.normal(labelled);
    }

    /** An identifier, so its digits are half-width however they were printed. */
    @Nullable String index() {
        String index = metadata.first(Label.INDEX_NUMBER);
        return index == null ? null : Fold.tight(index);
    }

    /** The publisher; the letter's own signature only where that names an organisation. */
    @Nullable String department() {
        String signature = anatomy.signature();
        boolean genuine =
                signature != null
                        && ForeignText.inName(signature).isEmpty()
                        && Organisations.is(Fold.tight(signature));
        String named = name(Label.PUBLISHER);
        named = named == null ? name(Label.LEAD) : named;
        named = named == null && genuine ? signature : named;
        if (named != null) {
            return named;
        }
        String source = name(Label.SOURCE);
        return source == null || ForeignText.inName(source).isEmpty() ? source : null;
    }

    private @Nullable String name(Label label) {
        for (String value : metadata.all(label)) {
            String word = label == Label.SOURCE ? Fold.of(value).split(" ", 2)[0] : value;
            if (word.length() <= 60 && Fold.tight(word).matches("[^,。;:!?《》]{2,60}")) {
                return value.substring(0, word.length());
            }
        }
        return null;
    }

    List<String> coHandlers(@Nullable String opening) {
        List<String> names = new ArrayList<>(opening == null ? List.of() : CoHandlers.in(opening));
        for (String list : metadata.all(Label.CO_HANDLERS)) {
            for (String name : CoHandlers.split(list.replaceAll("[  ]+", "、"))) {
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    List<String> topics() {
        String topics = metadata.first(Label.TOPICS);
        return topics == null ? List.of() : parts(topics, "[、,;/|]");
    }

    List<String> copiedTo() {
        List<String> copied = new ArrayList<>();
        for (String list : metadata.all(Label.COPIED)) {
            copied.addAll(parts(list.replaceAll("[。.]$", ""), "[、,;]"));
        }
        return copied.stream().distinct().toList();
    }

    private static List<String> parts(String list, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        Matcher matcher = Pattern.compile(separator).matcher(Fold.of(list));
        while (matcher.find()) {
            addPart(parts, list.substring(from, matcher.start()));
            from = matcher.end();
        }
        addPart(parts, list.substring(from));
        return parts;
    }

    private static void addPart(List<String> parts, String part) {
        String trimmed = Fold.trim(part);
        if (!trimmed.isEmpty()) {
            parts.add(trimmed);
        }
    }

    @Nullable Outcome outcome() {
        for (String value : metadata.all(Label.OUTCOME)) {
            Outcome outcome = Outcomes.named(value);
            if (outcome != null) {
                return outcome;
            }
        }
        Outcome loose = Outcomes.in(anatomy.loose());
        Outcome head = loose == null ? Outcomes.in(anatomy.head()) : loose;
        return head == null ? Outcomes.in(anatomy.near()) : head;
    }

    /** What is said of the letter (公开属性) before what is said of the page (公开方式). */
    Disclosure disclosure() {
        for (Label label : new Label[] {Label.DISCLOSURE, Label.WAY}) {
            for (String value : metadata.all(label)) {
                Disclosure disclosure = Outcomes.disclosure(value);
                if (disclosure != null) {
                    return disclosure;
                }
            }
        }
        for (List<Line> lines : List.of(anatomy.head(), anatomy.loose(), anatomy.near())) {
            for (Line line : lines) {
                Disclosure disclosure = Outcomes.statedAlone(line);
                if (disclosure != null) {
                    return disclosure;
                }
            }
        }
        disclosureAssumed = true;
        return Disclosure.FULL;
    }

    @Nullable LocalDate published() {
        LocalDate date = Dates.in(metadata.first(Label.PUBLISHED));
        date = date == null ? Dates.in(metadata.first(Label.DATED)) : date;
        for (int i = anatomy.head().size() - 1; date == null && i >= 0; i--) {
            // the line under a title may begin with a date that has no label at all
            Line line = anatomy.head().get(i);
            date =
                    line.length() <= 120 && UNLABELLED.matcher(line.tight()).lookingAt()
                            ? Dates.in(line.tight())
                            : null;
        }
        return date;
    }
}
