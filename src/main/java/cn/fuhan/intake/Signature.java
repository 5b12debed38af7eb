package cn.fuhan.intake;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of a letter: the department's name (落款) and the letter date under it.
 *
 * @param first the first line of it: what stands before is the letter's body
 * @param after the first line behind it
 */
record Signature(int first, int after, @Nullable String name, @Nullable LocalDate date) {

    private static final int LONGEST = 40;

    private static final Pattern NOT_A_NAME =
            Pattern.compile(
                    "(?:特此|专此|此复|此函|此致|敬礼|附件|附:|注:|联系|电话|抄送|感谢|谢谢|以上|\\(|[一二三四五六七八九十]+、|[0-9]+[.、]|第[一二三四五六七八九十]).{0,60}");
    private static final Pattern SEAL = Pattern.compile("\\s*[(\\[](?:公章|盖章|印章|章|印|代章)[)\\]]$");

    /** 市 财 政 局: the spaces only fill the line. */
    private static final Pattern SPACED_OUT =
            Pattern.compile("(?:[\\u4E00-\\u9FFF] {1,4}){2,20}[\\u4E00-\\u9FFF]");

    private static final Pattern LABEL =
            Pattern.compile("^(?:答复单位|主办单位|承办单位|办理单位|单位)(?:\\((?:公章|盖章)\\))?:\\s*");

    /** The end of the letter that begins at {@code from}. */
    static Signature in(List<Line> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            Line line = lines.get(i);
            LocalDate date = Dates.alone(line);
            if (date != null && (i > from) && dates(lines, i, from)) {
                return around(lines, from, i, date);
            }
            int name = Dates.nameBefore(line);
            if (name > 0) {
                String text = line.text().substring(0, name);
                if (isName(Line.of(text))
                        && (Organisations.is(Fold.tight(text)) || isLastName(lines, i))) {
                    LocalDate signed = Dates.in(line.text().substring(name));
                    int first = i > from && isSecond(lines.get(i - 1)) ? i - 1 : i;
                    return new Signature(first, i + 1, joined(lines, first, i, text), signed);
                }
            }
        }
        return undated(lines, from);
    }

    /** A letter is dated in words (年月日); other dates need the department above them. */
    private static boolean dates(List<Line> lines, int i, int from) {
        String tight = lines.get(i).tight();
        return tight.indexOf('年') > 0
                || isName(lines.get(i - 1)) && Organisations.is(lines.get(i - 1).tight())
                || i > from + 1 && isLast(lines, i);
    }

    /** No organisation, but in its place: a name and a date with nothing but short lines below. */
    private static boolean isLastName(List<Line> lines, int i) {
        String tight = lines.get(i).tight();
        return tight.length() <= 45
                && tight.indexOf('年') > 0
                && !tight.contains("关于")
                && isLast(lines, i);
    }

    private static boolean isLast(List<Line> lines, int i) {
        for (int k = i + 1; k < lines.size(); k++) {
            if (lines.get(k).length() > 100) {
                return false;
            }
        }
        return true;
    }

    private static Signature around(List<Line> lines, int from, int dated, LocalDate date) {
        int above = dated - 1;
        while (above > from && Furniture.is(lines.get(above))) {
            above--;
        }
        if (isName(lines.get(above)) && above >= from) {
            int first = above;
            while (first > from && first > above - 3 && isSecond(lines.get(first - 1))) {
                first--;
            }
            String name = joined(lines, first, above, lines.get(above).text());
            return new Signature(first, dated + 1, name, date);
        }
        // some pages print the date first
        if (dated + 1 < lines.size()
                && isName(lines.get(dated + 1))
                && !Furniture.is(lines.get(dated + 1))
                && Organisations.is(lines.get(dated + 1).tight())) {
            return new Signature(dated, dated + 2, clean(lines.get(dated + 1).text()), date);
        }
        return new Signature(dated, dated + 1, null, date);
    }

    /** Without a date, the last short line that names an organisation. */
    private static Signature undated(List<Line> lines, int from) {
        int end = lines.size();
        for (int i = from + 1; i < lines.size(); i++) {
            if (Furniture.is(lines.get(i)) && isLast(lines, i)) {
                end = i;
                break;
            }
        }
        for (int i = end - 1; i > Math.max(from, end - 5); i--) {
            Line line = lines.get(i);
            if (isName(line) && Organisations.is(line.tight())) {
                return new Signature(i, i + 1, clean(line.text()), null);
            }
        }
        return new Signature(end, end, null, null);
    }

    private static boolean isName(Line line) {
        String tight = LABEL.matcher(line.folded()).replaceFirst("").replace(" ", "");
        if (tight.length() < 2 || tight.length() > LONGEST || NOT_A_NAME.matcher(tight).matches()) {
            return false;
        }
        for (int i = 0; i < tight.length(); i++) {
            if (",。;:!?、《》".indexOf(tight.charAt(i)) >= 0) {
                return false;
            }
        }
        return Dates.alone(line) == null;
    }

    /** A further signatory above the last one. */
    private static boolean isSecond(Line line) {
        return isName(line) && line.length() <= 25 && Organisations.is(line.tight());
    }

    private static String joined(List<Line> lines, int first, int last, String lastText) {
        StringBuilder name = new StringBuilder();
        for (int i = first; i < last; i++) {
            name.append(clean(lines.get(i).text())).append(' ');
        }
        return name.append(clean(lastText)).toString();
    }

    private static String clean(String text) {
        String printed = Fold.trim(text);
        var label = LABEL.matcher(Fold.of(printed));
        if (label.find()) {
            printed = printed.substring(label.end());
        }
        var seal = SEAL.matcher(Fold.of(printed));
        String name = Fold.trim(seal.find() ? printed.substring(0, seal.start()) : printed);
        return SPACED_OUT.matcher(Fold.of(name)).matches() ? Fold.tight(name) : name;
    }
}
