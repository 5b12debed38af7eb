package cn.fuhan.intake;

import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Outcome;
import cn.fuhan.reply.Letter.Section;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a letter together from a source's labelled values and the letter's parts. */
final class Drafting {

    private static final int TAIL = 40;

    private final Metadata metadata = new Metadata();
    private final Anatomy anatomy;
    private final Contacts contacts = new Contacts();

    /** Whether the disclosure scope was nowhere said. */
    boolean disclosureAssumed;

    /** Further proposals that the letter answers at once (并案). */
    List<String> furtherNumbers = List.of();

    Drafting(Source source) {
        anatomy = Anatomy.of(source.lines);
        metadata.read(anatomy.head());
        metadata.read(anatomy.loose());
        metadata.read(tail());
        metadata.addAll(source.fallback);
    }

    /** What stands around the letter, for the inspection of the page. */
    List<Line> around() {
        List<Line> around = new ArrayList<>(anatomy.head());
        around.addAll(anatomy.tail());
        return around;
    }

    Letter letter() {
        Body body = Body.of(anatomy.body());
        List<String> closing = without(body.closing(), true);
        List<String> opening = without(body.opening(), false);
        List<Section> sections = new ArrayList<>();
        for (Section section : body.sections()) {
            sections.add(new Section(section.heading(), without(section.paragraphs(), false)));
        }
        contactLines();
        String title = title();
        String openingText = text(opening);
        String answered = openingText == null ? firstParagraph(sections) : openingText;
        List<String> addressees =
                anatomy.address() == null ? List.of() : Addressees.split(anatomy.address());
        String session =
                firstOf(
                        Proposals.session(title),
                        Proposals.session(answered),
                        metadata.first(Label.SESSION));
        String document = metadata.first(Label.DOCUMENT_NUMBER);
        return new Letter(
                Proposals.kind(
                        session,
                        title,
                        anatomy.address(),
                        Objects.requireNonNullElse(answered, "")),
                title,
                document == null
                        ? DocumentNumbers.standing(anatomy.head())
                        : DocumentNumbers.normal(document),
                metadata.first(Label.INDEX_NUMBER),
                department(),
                coHandlers(answered),
                topics(),
                metadata.first(Label.GENRE),
                outcome(),
                disclosure(),
                new Letter.Proposal(
                        number(title, answered),
                        session,
                        proposalTitle(title, answered),
                        proposers(addressees)),
                addressees,
                anatomy.letterDate(),
                Dates.in(metadata.first(Label.ISSUED)),
                published(),
                signedOffBy(body, closing),
                openingText,
                sections,
                text(closing),
                anatomy.signature(),
                copiedTo(),
                contacts.joined());
    }

    private List<Line> tail() {
        List<Line> tail = anatomy.tail();
        return tail.subList(0, Math.min(TAIL, tail.size()));
    }

    private @Nullable String title() {
        if (anatomy.title() != null) {
            return Fold.trim(anatomy.title());
        }
        String labelled = metadata.first(Label.TITLE);
        return labelled != null && labelled.length() > 5 ? labelled : null;
    }

    /** The publisher; the letter's own signature only where that names an organisation. */
    private @Nullable String department() {
        String signature = anatomy.signature();
        boolean genuine = signature != null && ForeignText.inName(signature).isEmpty();
        return firstOf(
                name(Label.PUBLISHER),
                name(Label.LEAD),
                genuine ? signature : null,
                name(Label.SOURCE));
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

    private List<String> coHandlers(@Nullable String opening) {
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

    private List<String> topics() {
        String topics = metadata.first(Label.TOPICS);
        return topics == null ? List.of() : parts(topics, "[、,;/|]");
    }

    private List<String> copiedTo() {
        List<String> copied = new ArrayList<>();
        for (String list : metadata.all(Label.COPIED)) {
            copied.addAll(parts(list.replaceAll("[。.]$", ""), "[、,;]"));
        }
        return copied.stream().distinct().toList();
    }

    private static List<String> parts(String list, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        var matcher = java.util.regex.Pattern.compile(separator).matcher(Fold.of(list));
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

    private @Nullable Outcome outcome() {
        for (String value : metadata.all(Label.OUTCOME)) {
            Outcome outcome = Outcomes.named(value);
            if (outcome != null) {
                return outcome;
            }
        }
        Outcome loose = Outcomes.in(anatomy.loose());
        Outcome head = loose == null ? Outcomes.in(anatomy.head()) : loose;
        return head == null ? Outcomes.in(tail()) : head;
    }

    /** What is said of the letter (公开属性) before what is said of the page (公开方式). */
    private Disclosure disclosure() {
        for (Label label : new Label[] {Label.DISCLOSURE, Label.WAY}) {
            for (String value : metadata.all(label)) {
                Disclosure disclosure = Outcomes.disclosure(value);
                if (disclosure != null) {
                    return disclosure;
                }
            }
        }
        for (Line line : tail()) {
            // (此件公开发布) below the letter date
            Disclosure disclosure =
                    line.tight().contains("此件") ? Outcomes.disclosure(line.text()) : null;
            if (disclosure != null) {
                return disclosure;
            }
        }
        disclosureAssumed = true;
        return Disclosure.FULL;
    }

    private @Nullable String number(@Nullable String title, @Nullable String opening) {
        List<String> numbers = Proposals.numbers(title);
        if (numbers.isEmpty()) {
            numbers = Proposals.numbers(opening);
        }
        if (numbers.isEmpty()) {
            String labelled = metadata.first(Label.NUMBER);
            if (labelled == null) {
                return null;
            }
            numbers = Proposals.numbers(labelled);
            return numbers.isEmpty() ? Fold.tight(labelled) : numbers.get(0);
        }
        furtherNumbers = numbers.subList(1, numbers.size());
        return numbers.get(0);
    }

    private @Nullable String proposalTitle(@Nullable String title, @Nullable String opening) {
        return firstOf(
                Proposals.titleIn(opening),
                title == null || !title.contains("《") ? null : Proposals.titleIn(title),
                metadata.first(Label.PROPOSAL_TITLE));
    }

    private List<String> proposers(List<String> addressees) {
        List<String> labelled = new ArrayList<>();
        for (String list : metadata.all(Label.PROPOSER)) {
            labelled.addAll(Addressees.names(Addressees.split(list)));
        }
        List<String> addressed = Addressees.names(addressees);
        return labelled.size() > addressed.size() ? labelled : addressed;
    }

    private @Nullable LocalDate published() {
        LocalDate date = Dates.in(metadata.first(Label.PUBLISHED));
        return date == null ? Dates.in(metadata.first(Label.DATED)) : date;
    }

    private @Nullable String signedOffBy(Body body, List<String> closing) {
        List<String> last = new ArrayList<>(closing);
        for (Section section : body.sections()) {
            List<String> paragraphs = section.paragraphs();
            if (section == body.sections().get(body.sections().size() - 1)) {
                last.addAll(
                        paragraphs.subList(Math.max(0, paragraphs.size() - 2), paragraphs.size()));
            }
        }
        String found = SignOff.in(last);
        String labelled = metadata.first(Label.SIGNED_OFF);
        return found == null && labelled != null ? SignOff.named(labelled) : found;
    }

    private void contactLines() {
        List<Line> lines = new ArrayList<>(anatomy.loose());
        lines.addAll(tail());
        for (Line line : lines) {
            List<Labels.Hit> hits = Labels.in(line);
            if (!hits.isEmpty()
                    && hits.get(0).label() == Label.CONTACT
                    && hits.get(0).firm()
                    && line.length() <= 200) {
                contacts.line(line.text());
            }
        }
    }

    private List<String> without(List<String> paragraphs, boolean closing) {
        List<String> rest = new ArrayList<>();
        for (String paragraph : paragraphs) {
            String left = contacts.takeFrom(paragraph, closing);
            if (left != null) {
                rest.add(left);
            }
        }
        return rest;
    }

    private static @Nullable String firstParagraph(List<Section> sections) {
        return sections.isEmpty() || sections.get(0).paragraphs().isEmpty()
                ? null
                : sections.get(0).paragraphs().get(0);
    }

    private static @Nullable String text(List<String> paragraphs) {
        return paragraphs.isEmpty() ? null : String.join("\n", paragraphs);
    }

    @SafeVarargs
    private static <T> @Nullable T firstOf(@Nullable T... values) {
        for (T value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
