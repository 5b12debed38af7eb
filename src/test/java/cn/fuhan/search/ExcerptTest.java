package cn.fuhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.search.Excerpt.Segment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    private static final String LONG =
            "我局高度重视，现答复如下。".repeat(40) + "我们大力发展科技金融，支持企业。" + "以上答复妥否，请反馈。".repeat(40);

    @Test
    void theMatchIsMarkedInAShortPieceAroundIt() {
        Excerpt excerpt = Excerpt.of(LONG, Sought.of("科技金融"), Excerpt.SHORT);

        assertThat(excerpt.segments())
                .startsWith(new Segment("我们大力发展", false), new Segment("科技金融", true));
        assertThat(excerpt.text()).hasSize(Excerpt.SHORT);
        assertThat(excerpt.matches()).isEqualTo(1);
        assertThat(excerpt.cutBefore()).isTrue();
        assertThat(excerpt.cutAfter()).isTrue();
        assertThat(LONG).contains(excerpt.text());
    }

    @Test
    void marksLieOnTheTextAsItIsStored() {
        assertThat(marked("關於市政協第０９８２號提案的復函", "第982号")).containsExactly("第０９８２號");
        assertThat(marked("按照ＣＯＶＩＤ防控要求", "covid")).containsExactly("ＣＯＶＩＤ");
        assertThat(marked("葛\uDB40\uDD00城𠀀𠀁人", "葛城𠀀𠀁")).containsExactly("葛\uDB40\uDD00城𠀀𠀁");
    }

    @Test
    void aDocumentNumberIsMarkedHoweverItWasTyped() {
        String text = "发文字号：渝科局函〔2022〕301号";

        assertThat(marked(text, "渝科局函〔2022〕301号")).containsExactly("渝科局函", "2022", "301号");
        assertThat(marked(text, "渝科局函2022 301")).containsExactly("渝科局函〔2022", "301");
    }

    @Test
    void thePieceWithMostWordsOfTheQueryIsChosen() {
        String text = "科技工作。" + "其他内容，".repeat(60) + "养老与科技结合。" + "其他内容，".repeat(60);
        Excerpt excerpt = Excerpt.of(text, Sought.of("科技 养老"), Excerpt.SHORT);

        assertThat(excerpt.matches()).isEqualTo(2);
        assertThat(excerpt.text()).contains("养老与科技结合");
    }

    @Test
    void aMatchAtTheEndStillHasText() {
        Excerpt excerpt = Excerpt.of("其他内容，".repeat(60) + "完", Sought.of("完"), Excerpt.SHORT);

        assertThat(excerpt.text()).hasSize(Excerpt.SHORT).endsWith("完");
        assertThat(excerpt.cutAfter()).isFalse();
    }

    @Test
    void withoutAMatchItIsTheBeginning() {
        Excerpt excerpt = Excerpt.of(LONG, Sought.of("航天"), Excerpt.SHORT);

        assertThat(excerpt.segments())
                .containsExactly(new Segment(LONG.substring(0, Excerpt.SHORT), false));
        assertThat(excerpt.matches()).isZero();
        assertThat(Excerpt.of("", Sought.of("科技"), Excerpt.SHORT).segments()).isEmpty();
        assertThat(Excerpt.of("短", Sought.of("！"), Excerpt.SHORT).text()).isEqualTo("短");
    }

    @Test
    void aMatchLongerThanThePieceIsShownFromItsStart() {
        String text = "前".repeat(30) + "科技金融".repeat(20);

        assertThat(Excerpt.of(text, Sought.of("科技金融".repeat(20)), 20).text()).hasSize(20);
    }

    @Test
    void aHugeTextIsReadInAMoment() {
        String text = "的".repeat(400_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> {
                    Excerpt.of(text, Sought.of("的".repeat(199) + "复"), Excerpt.SHORT);
                    Excerpt.of(text, Sought.of("的 ".repeat(100)), Excerpt.SHORT);
                });
    }

    private static List<String> marked(String text, String query) {
        return Excerpt.of(text, Sought.of(query), 1000).segments().stream()
                .filter(Segment::marked)
                .map(Segment::text)
                .toList();
    }
}
