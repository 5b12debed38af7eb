package cn.fuhan.intake;

import cn.fuhan.reply.Letter.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The letter between its address and its signature.
 *
 * @param opening which proposal is answered, up to the first section
 * @param sections one for each top-level numeral; one without a heading where the letter has none
 * @param closing who signed off, the request for a receipt, thanks
 */
record Body(List<String> opening, List<Section> sections, List<String> closing) {

    private static final int LONGEST_CLOSING = 400;
    private static final int LONGEST_HEADING = 60;

    private static final Pattern CLOSING =
            Pattern.compile(
                    "(?:此(?:复函|答复|函|复)|本(?:复函|答复|函)|专此|特此|再次感谢|最后.{0,4}(?:感谢|祝)|(?:衷心|非常|诚挚|真诚)?(?:地)?感谢|谢谢|(?:您|你|贵).{0,12}对.{0,12}(?:答复|办理)"
                            + "|如(?:您|你|果)?.{0,8}(?:对.{0,14})?(?:还?有|不同|其他|仍有).{0,12}意见|(?:对|以上|上述).{0,6}(?:以上|上述|本次|本|我[局委厅办])?.{0,4}(?:答复|办理情况|回复|复函).{0,30}"
                            + "|(?:请|恳请|敬请)(?:您|你|予以|将|填|及时|收到|继续|对)|欢迎(?:您|你|继续|对|提)|诚(?:恳|挚)(?:希望|欢迎|感谢)|希望(?:您|你|今后|继续)|顺(?:致|颂|祝)|此致|敬礼|祝"
                            + "|如(?:您|你|果)?.{0,4}(?:有|需|对).{0,12}(?:疑问|问题|不明|了解|咨询|联系).{0,60}(?:联系|咨询|致电|电话)|附件|附:|随函|若有|联系人|联系电话|(?:真诚|期待|期盼).{0,6}(?:您|你)|恳请|专复).{0,400}");
    private static final Pattern IN_CLOSING =
            Pattern.compile("(?:回执|征询意见表|反馈意见表|意见反馈表|意见表).{0,120}|.{0,80}(?:审签|签发|审定)。?");
    private static final Pattern ANSWER =
            Pattern.compile("收悉|答复如下|函复如下|回复如下|报告如下|情况如下|如下:?$|汇报如下|说明如下");

    /** Numbering from the highest level down: the first that a letter uses makes its sections. */
    private static final List<Pattern> NUMBERING =
            List.of(
                    Pattern.compile("(?<n>[一二三四五六七八九十]{1,3}) ?[、.,:](?! ?是).{0,4000}"),
                    Pattern.compile("第(?<n>[一二三四五六七八九十]{1,3})(?:部分|方面)?[、,:.].{0,4000}"),
                    Pattern.compile("\\((?<n>[一二三四五六七八九十]{1,3})\\) ?[、.]?.{0,4000}"),
                    Pattern.compile("(?<n>[0-9]{1,2}) ?(?:[、,]|[.](?![0-9])).{0,4000}"));

    static Body of(List<String> lines) {
        int end = closingBegins(lines);
        List<String> closing = lines.subList(end, lines.size());
        List<String> rest = lines.subList(0, end);
        Pattern numbering = numbering(rest);
        return numbering == null
                ? plain(rest, closing)
                : numbered(rest, closing, headings(rest, numbering));
    }

    private static Body plain(List<String> lines, List<String> closing) {
        int opening = 0;
        for (int i = 0; i < Math.min(4, lines.size()); i++) {
            if (ANSWER.matcher(Fold.tight(lines.get(i))).find()) {
                opening = i + 1;
            }
        }
        List<String> text = lines.subList(opening, lines.size());
        List<Section> sections = text.isEmpty() ? List.of() : List.of(new Section(null, text));
        return new Body(lines.subList(0, opening), sections, closing);
    }

    private static Body numbered(List<String> lines, List<String> closing, List<Integer> headings) {
        List<Section> sections = new ArrayList<>();
        for (int k = 0; k < headings.size(); k++) {
            int at = headings.get(k);
            int end = k + 1 < headings.size() ? headings.get(k + 1) : lines.size();
            List<String> paragraphs = new ArrayList<>();
            String heading = heading(lines.get(at), paragraphs);
            paragraphs.addAll(lines.subList(at + 1, end));
            sections.add(new Section(heading, paragraphs));
        }
        return new Body(lines.subList(0, headings.get(0)), sections, closing);
    }

    /**
     * The heading of a line that begins with a numeral. What runs on behind a short first sentence
     * is a paragraph; a numeral before a long sentence only numbers it.
     */
    private static @Nullable String heading(String line, List<String> paragraphs) {
        int stop = line.indexOf('。');
        if (stop >= 0 && stop < LONGEST_HEADING && stop < line.length() - 1) {
            paragraphs.add(Fold.trim(line.substring(stop + 1)));
            return line.substring(0, stop + 1);
        }
        boolean sentence = stop == line.length() - 1 && stop >= 0;
        if (line.length() <= LONGEST_HEADING
                || line.length() <= LONGEST_HEADING * 2 && !sentence && stop < 0) {
            return line;
        }
        paragraphs.add(line);
        return null;
    }

    private static @Nullable Pattern numbering(List<String> lines) {
        for (Pattern numbering : NUMBERING) {
            List<Integer> found = headings(lines, numbering);
            boolean chinese = numbering == NUMBERING.get(0);
            if (found.size() >= (chinese ? 1 : 2)) {
                return numbering;
            }
        }
        return null;
    }

    /** The lines that go on counting from one; a list inside a section starts again. */
    private static List<Integer> headings(List<String> lines, Pattern numbering) {
        List<Integer> found = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < lines.size(); i++) {
            String folded = Fold.of(lines.get(i));
            Matcher matcher =
                    numbering.matcher(folded.substring(0, Math.min(folded.length(), 4000)));
            if (!matcher.matches()) {
                continue;
            }
            int n = Numerals.value(matcher.group("n"));
            // misnumbered letters skip or repeat a numeral
            boolean next = n == last + 1 || last > 0 && (n == last + 2 || n == last);
            if (next && (last > 0 || n == 1)) {
                found.add(i);
                last = n;
            }
        }
        return found;
    }

    private static int closingBegins(List<String> lines) {
        int begin = lines.size();
        while (begin > 1 && isClosing(lines.get(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static boolean isClosing(String line) {
        String tight = Fold.tight(line);
        if (tight.length() > LONGEST_CLOSING || ANSWER.matcher(tight).find()) {
            return false;
        }
        return CLOSING.matcher(tight).matches() || IN_CLOSING.matcher(tight).matches();
    }
}
