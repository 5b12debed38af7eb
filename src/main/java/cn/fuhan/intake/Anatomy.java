package cn.fuhan.intake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a page or document, found by the letter's grammar: title, address, body, signature.
 *
 * @param head what stands above the letter, without its title
 * @param body the lines between address and signature, without page furniture
 * @param loose labelled lines inside the letter: 办理结果, 联系人, 抄送
 * @param tail what stands below the letter
 */
record Anatomy(
        @Nullable String title,
        List<Line> head,
        @Nullable String address,
        List<String> body,
        List<Line> loose,
        @Nullable String signature,
        @Nullable LocalDate letterDate,
        List<Line> tail) {

    private static final Pattern OPENING =
            Pattern.compile("收悉|答复如下|函复如下|回复如下|(?:您|你|贵).{0,40}(?:提出|提交)的?.{0,80}(?:提案|建议)");
    private static final int LOOSE = 160;
    private static final int NEAR = 40;

    /** The part of the tail that may still belong to the letter. */
    List<Line> near() {
        return tail.subList(0, Math.min(NEAR, tail.size()));
    }

    static Anatomy of(List<Line> lines) {
        Addressees.Place address = Addressees.in(lines);
        int opening = address == null ? opening(lines) : address.last() + 1;
        Titles.Place title =
                address == null && opening < 0
                        ? Titles.first(lines)
                        : Titles.above(lines, address == null ? opening : address.first());
        int begin = opening >= 0 ? opening : title == null ? 0 : title.last() + 1;
        int headEnd = address != null ? address.first() : begin;
        if (address == null && title == null) {
            headEnd = opening >= 0 ? opening : 0;
        }
        List<Line> head = new ArrayList<>();
        for (int i = 0; i < headEnd; i++) {
            if (title == null || i < title.first() || i > title.last()) {
                head.add(lines.get(i));
            }
        }
        return below(lines, begin, head, title == null ? null : title.text(lines), address);
    }

    private static Anatomy below(
            List<Line> lines,
            int begin,
            List<Line> head,
            @Nullable String title,
            Addressees.@Nullable Place address) {
        Signature signature = Signature.in(lines, begin);
        List<String> body = new ArrayList<>();
        List<Line> loose = new ArrayList<>();
        if (address != null && !address.runIn().isEmpty()) {
            body.add(address.runIn());
        }
        for (int i = begin; i < Math.min(signature.first(), lines.size()); i++) {
            Line line = lines.get(i);
            if (isLoose(line) || address == null && isData(line)) {
                loose.add(line);
            } else if (!Furniture.is(line)) {
                body.add(line.text().replace('\t', ' '));
            }
        }
        List<Line> tail = lines.subList(Math.min(signature.after(), lines.size()), lines.size());
        return new Anatomy(
                title,
                head,
                address == null ? null : address.text(),
                body,
                loose,
                signature.name(),
                signature.date(),
                tail);
    }

    private static int opening(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (OPENING.matcher(lines.get(i).tight()).find() && !Titles.isTitle(lines.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Without an address the page's data may stand between its title and what there is of text. */
    private static boolean isData(Line line) {
        return line.length() <= LOOSE && line.folded().indexOf('。') < 0 && Labels.leads(line);
    }

    private static boolean isLoose(Line line) {
        if (line.length() > LOOSE
                || line.folded().indexOf('。') >= 0
                        && line.folded().indexOf('。') < line.length() - 1) {
            return false;
        }
        if (Outcomes.alone(line) != null
                || Outcomes.statedAlone(line) != null
                || Contacts.isContact(line)) {
            return true;
        }
        List<Labels.Hit> hits = Labels.in(line);
        if (hits.isEmpty()
                || hits.get(0).start() > 1
                || !hits.get(0).firm() && hits.get(0).label() != Label.OUTCOME) {
            return false;
        }
        return switch (hits.get(0).label()) {
            case OUTCOME, DISCLOSURE, COPIED, SIGNED_OFF, CO_HANDLERS -> true;
            default -> false;
        };
    }
}
