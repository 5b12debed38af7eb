package cn.fuhan.reply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.reply.Difference.Kind;
import cn.fuhan.reply.Difference.Part;
import cn.fuhan.reply.Difference.Span;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two texts of a letter, as one: {+added+}, [-removed-]. */
class DifferenceTest {

    @Test
    void changedCharactersAreShownInTheirParagraph() {
        assertThat(shown("第一批十二个活动室的改造预计十月底前完成。", "第一批十五个活动室的改造预计十一月底前完成。"))
                .isEqualTo("第一批十[-二-]{+五+}个活动室的改造预计十{+一+}月底前完成。");
    }

    @Test
    void numbersAndLatinWordsChangeWhole() {
        assertThat(shown("投入1200万元，建设5G基站", "投入1250万元，建设4G基站"))
                .isEqualTo("投入[-1200-]{+1250+}万元，建设[-5G-]{+4G+}基站");
    }

    @Test
    void oneCharacterInCommonIsNoCommonText() {
        assertThat(shown("由市级承担", "由各区按比例承担")).isEqualTo("由[-市级-]{+各区按比例+}承担");
        assertThat(shown("甲乙丙丁戊", "己乙庚丁辛")).isEqualTo("[-甲乙丙丁戊-]{+己乙庚丁辛+}");
    }

    @Test
    void paragraphsThatCameAndWentAreShownWhole() {
        List<Part> parts =
                Difference.paragraphs(
                        List.of("一、关于场所。", "场所已有。", "经费由区里承担，今年列支。", "三、结语。"),
                        List.of("一、关于场所。", "经费由市里承担，今年列支。", "志愿者另有保险和交通补贴。", "三、结语。"));

        assertThat(parts.stream().map(Part::kind))
                .containsExactly(Kind.SAME, Kind.REMOVED, Kind.CHANGED, Kind.ADDED, Kind.SAME);
        assertThat(text(parts.get(2).pieces())).isEqualTo("经费由[-区-]{+市+}里承担，今年列支。");
    }

    @Test
    void bothTextsCanBeReadBackFromTheOne() {
        String before = "去年以来，我局会同有关部门在三个街道试开手机课堂。一是选点方便。";
        String after = "今年以来，我局会同5个部门在十个街道开设手机课堂。二是内容实用，一是选点方便。";
        List<Span> spans = Difference.spans(before, after);

        assertThat(only(spans, Kind.ADDED)).isEqualTo(before);
        assertThat(only(spans, Kind.REMOVED)).isEqualTo(after);
    }

    @Test
    void charactersBeyondTheBasicPlaneStayWhole() {
        assertThat(shown("𠮷甲委员", "𠮶甲委员")).isEqualTo("[-𠮷-]{+𠮶+}甲委员");
    }

    @Test
    void longTextsThatHaveNothingInCommonAreReplaced() {
        List<Part> parts =
                Difference.paragraphs(List.of("甲".repeat(40_000)), List.of("乙".repeat(40_000)));

        assertThat(parts.stream().map(Part::kind)).containsExactly(Kind.ADDED, Kind.REMOVED);
    }

    private static String only(List<Span> spans, Kind without) {
        return spans.stream()
                .filter(s -> s.kind() != without)
                .map(Span::text)
                .collect(Collectors.joining());
    }

    private static String shown(String before, String after) {
        return text(Difference.spans(before, after));
    }

    private static String text(List<Span> spans) {
        return spans.stream()
                .map(
                        s ->
                                s.added()
                                        ? "{+" + s.text() + "+}"
                                        : s.removed() ? "[-" + s.text() + "-]" : s.text())
                .collect(Collectors.joining());
    }
}
