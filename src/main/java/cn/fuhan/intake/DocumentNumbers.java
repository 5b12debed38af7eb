package cn.fuhan.intake;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Document numbers (发文字号): 渝科局函〔2022〕301号, printed with any bracket and any width. */
final class DocumentNumbers {

    private static final Pattern NUMBER =
            Pattern.compile(
                    "([\\u4E00-\\u9FFFA-Za-z]{1,20}(?:\\([\\u4E00-\\u9FFF]{1,8}\\))?)[\\[(<]((?:19|20)[0-9]{2})年?[\\])>]"
                            + "(第?[0-9]{1,6}(?:-[0-9]{1,4})?号?)");

    private static final Pattern APART = Pattern.compile(" {2,200}|\\t");

    private DocumentNumbers() {}

    /** Whether the line begins with a document number. */
    static boolean leads(Line line) {
        return line.tight().length() <= 80 && NUMBER.matcher(line.tight()).lookingAt();
    }

    /** A document number that stands by itself, at the head of one of the lines. */
    static @Nullable String standing(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            // 签发人：… may stand before it on the same line
            for (String part : APART.split(lines.get(i).folded())) {
                if (leads(Line.of(part))) {
                    return normal(part);
                }
            }
        }
        return null;
    }

    /** With brackets as 〔〕 and half-width digits; as printed where it is of no known form. */
    static String normal(String printed) {
        Matcher matcher = NUMBER.matcher(Fold.tight(printed));
        if (matcher.lookingAt()) {
            return matcher.group(1) + "〔" + matcher.group(2) + "〕" + matcher.group(3);
        }
        return Fold.trim(printed);
    }
}
