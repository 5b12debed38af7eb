package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {

    @ParameterizedTest
    @CsvSource({
        "关于市政协五届五次会议第0982号提案的复函, 市政协 五届 五次会议 第0982号",
        "关于市十届人大四次会议第215号建议的答复, 十届人大 四次会议 第215号",
        "第3号提案的答复, 第3号",
        "关于停车的复函, ''"
    })
    void aSessionAndANumberStayOnOneLine(String title, String whole) {
        assertThat(
                        Phrase.in(title).stream()
                                .filter(Phrase::whole)
                                .map(Phrase::text)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(whole);
        assertThat(Phrase.in(title).stream().map(Phrase::text).collect(Collectors.joining()))
                .isEqualTo(title);
    }

    @Test
    void aNumberTooLongForASmallPhoneMayBreak() {
        assertThat(Phrase.in("第20260000000001号")).noneMatch(Phrase::whole);
    }
}
