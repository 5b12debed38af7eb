package cn.fuhan.intake;

import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a letter together from a source's labelled values and the letter's parts. */
final class Drafting {

    private final Metadata metadata = new Metadata();
    private final Anatomy anatomy;
    private final Contacts contacts = new Contacts();
    private final Particulars particulars;

    /** Further proposals that the letter answers at once (并案). */
    List<String> furtherNumbers = List.of();

    Drafting(Source source) {
        anatomy = Anatomy.of(source.lines);
        metadata.read(anatomy.head());
        metadata.read(anatomy.loose());
        metadata.readBelow(anatomy.near());
        metadata.addAll(source.fallback);
        particulars = new Particulars(metadata, anatomy);
    }

    boolean disclosureAssumed() {
        return particulars.disclosureAssumed;
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
        return new Letter(
                Proposals.kind(
                        session,
                        title,
                        anatomy.address(),
                        Objects.requireNonNullElse(answered, "")),
                title,
                particulars.documentNumber(),
                particulars.index(),
                particulars.department(),
                particulars.coHandlers(answered),
                particulars.topics(),
                metadata.first(Label.GENRE),
                particulars.outcome(),
                particulars.disclosure(),
                new Letter.Proposal(
                        number(title, answered),
                        session,
                        proposalTitle(title, answered),
                        proposers(addressees, answered)),
                addressees,
                anatomy.letterDate(),
                Dates.in(metadata.first(Label.ISSUED)),
                particulars.published(),
                signedOffBy(body, closing),
                openingText,
                sections,
                text(closing),
                anatomy.signature(),
                particulars.copiedTo(),
                contacts.joined());
    }

    private @Nullable String title() {
        if (anatomy.title() != null) {
            return Fold.trim(anatomy.title());
        }
        String labelled = metadata.first(Label.TITLE);
        return labelled != null && labelled.length() > 5 ? labelled : null;
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

    private List<String> proposers(List<String> addressees, @Nullable String opening) {
        List<String> labelled = new ArrayList<>();
        for (String list : metadata.all(Label.PROPOSER)) {
            labelled.addAll(Addressees.names(Addressees.split(list)));
        }
        List<String> addressed = Addressees.names(addressees);
        List<String> known = labelled.size() > addressed.size() ? labelled : addressed;
        // a co-handler writes to the lead department about somebody else's proposal
        List<String> told = Addressees.names(Addressees.proposing(opening));
        boolean toDepartment =
                !known.isEmpty() && known.stream().allMatch(Organisations::isDepartment);
        return toDepartment && !told.isEmpty() ? told : known;
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
        return found == null && labelled != null
                ? SignOff.named(Fold.of(labelled).split(" {2}|\t", 2)[0])
                : found;
    }

    private void contactLines() {
        List<Line> lines = new ArrayList<>(anatomy.loose());
        lines.addAll(anatomy.near());
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!Contacts.isContact(line)) {
                continue;
            }
            boolean split = Label.alone(line.text()) != null && i + 1 < lines.size();
            boolean number = split && Contacts.isNumber(lines.get(i + 1));
            contacts.line(number ? line.text() + " " + lines.get(i + 1).text() : line.text());
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
