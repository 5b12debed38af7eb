package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page is read by what its bytes are, whatever it says of itself. */
class DecoderTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "utf-8, gb2312, -",
                "GB18030, gb2312, -",
                "GB18030, -, -",
                "GB18030, utf-8, -",
                "GB18030, -, iso-8859-1",
                "utf-8, -, -",
                "utf-8, -, gbk",
                "x-UTF-16LE-BOM, -, -",
                "UTF-16, gb2312, utf-8",
                "utf-8, x-unknown, nonsense"
            })
    void thePageComesOutWhole(String bytes, String meta, String header) {
        String html =
                "<html><head>"
                        + (meta == null ? "" : "<meta charset=\"" + meta + "\">")
                        + "</head><body><p>发布机构：渭州市水务局</p><h1>关于市政协三届四次会议第56号提案的复函</h1><p>韩偓委员：</p>"
                        + "<p>您提出的《关于修复㳽河湿地的提案》收悉，现答复如下：</p><p>已修复湿地3平方公里。</p></body></html>";
        Reading reading = Intake.page(html.getBytes(Charset.forName(bytes)), header);
        assertThat(reading.letter().title()).isEqualTo("关于市政协三届四次会议第56号提案的复函");
        assertThat(reading.letter().proposal().title()).isEqualTo("关于修复㳽河湿地的提案");
        assertThat(Sample.suspicious(reading)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE"})
    void aTextOfTwoByteCharactersIsReadByItsMark(String charset) {
        byte[] text =
                "\uFEFF关于市政协三届四次会议第56号提案的复函\n韩偓委员：\n您的提案收悉。".getBytes(Charset.forName(charset));
        assertThat(Intake.text(text, null).letter().proposal().number()).isEqualTo("56");
    }
}
