package cn.fuhan.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as letters and pages write them: 2022-07-12, 2022/7/12, 2022年5月16日, 二〇二二年五月十六日. */
final class Dates {

    private static final String NUMERAL = "[〇零一二三四五六七八九十Oo0]";
    private static final String DATE =
            "(?<year>(?:19|20)[0-9]{2}|"
                    + NUMERAL
                    + "{4})(?:年|[-/.])(?<month>[0-9]{1,2}|"
                    + NUMERAL
                    + "{1,2})(?:月|[-/.])(?<day>[0-9]{1,2}|"
                    + NUMERAL
                    + "{1,3})(?:日|号)?";
    private static final Pattern ANYWHERE = Pattern.compile(DATE);
    private static final Pattern ALONE =
            Pattern.compile("[(\\[]?" + DATE + "[)\\]]?(?:\\(?(?:印发|公章|盖章|印章)\\)?)?[。.]?");
    private static final Pattern SIGNED =
            Pattern.compile("(?<name>[^,。;:!?《》\\n]{2,40}?)" + DATE + "[。]?");

    private Dates() {}

    /** The first date in the text. */
    static @Nullable LocalDate in(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = ANYWHERE.matcher(Fold.tight(text));
        return matcher.find() ? date(matcher) : null;
    }

    /** The date, where the line holds nothing else. */
    static @Nullable LocalDate alone(Line line) {
        if (line.tight().length() > 24) {
            return null;
        }
        Matcher matcher = ALONE.matcher(line.tight());
        return matcher.matches() ? date(matcher) : null;
    }

    /** Where a line is a name followed by a date, the length of the name in the printed text. */
    static int nameBefore(Line line) {
        if (line.tight().length() > 60) {
            return -1;
        }
        Matcher matcher = SIGNED.matcher(line.tight());
        if (!matcher.matches() || date(matcher) == null) {
            return -1;
        }
        int left = matcher.end("name");
        int position = 0;
        while (left > 0) {
            char c = line.folded().charAt(position++);
            if (c != ' ' && c != '\t') {
                left--;
            }
        }
        return position;
    }

    private static @Nullable LocalDate date(Matcher matcher) {
        try {
            return LocalDate.of(
                    Numerals.value(matcher.group("year")),
                    Numerals.value(matcher.group("month")),
                    Numerals.value(matcher.group("day")));
        } catch (DateTimeException e) {
            return null; // 2月30日 is a misprint, which staff see as a missing date
        }
    }
}
