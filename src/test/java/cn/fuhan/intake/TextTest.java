package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.reply.Letter.Outcome;
import cn.fuhan.reply.Letter.Section;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private static Letter letter(String sample) {
        return Intake.text(Sample.bytes(sample), null).letter();
    }

    @Test
    void aLetterWithoutMetadataIsReadByItsGrammar() {
        Letter letter = letter("plain-joint.txt");
        assertThat(letter.title()).isEqualTo("关于县政协十届三次会议第036号提案的答复函");
        assertThat(letter.documentNumber()).isEqualTo("青教函〔2021〕17号");
        assertThat(letter.outcome()).isEqualTo(Outcome.B);
        assertThat(letter.department()).isEqualTo("青禾县教育局");
        assertThat(letter.proposal().proposers()).containsExactly("何丽萍", "申屠刚", "马蓉");
        assertThat(letter.proposal().number()).isEqualTo("036");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2021, 8, 23));
        assertThat(letter.signedOffBy()).isEqualTo("范一鸣");
        assertThat(letter.copiedTo()).containsExactly("县政协提案委员会", "县政府办公室");
        assertThat(letter.disclosure()).isEqualTo(Disclosure.FULL);
    }

    @Test
    void fullWidthDigitsAndColonsReadLikeHalfWidthOnes() {
        Letter letter = letter("fullwidth.txt");
        assertThat(letter.indexNumber()).isEqualTo("001234567/2020-00089");
        assertThat(letter.documentNumber()).isEqualTo("松农函〔2020〕12号");
        assertThat(letter.title()).isEqualTo("关于县政协第八届委员会第四次会议第００２１号提案的复函");
        assertThat(letter.proposal().number()).isEqualTo("0021");
        assertThat(letter.proposal().proposers()).containsExactly("民盟松江县总支");
        assertThat(letter.topics()).containsExactly("农业", "乡村振兴");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2020, 6, 30));
        assertThat(letter.publishedOn()).isEqualTo(LocalDate.of(2020, 7, 6));
        assertThat(letter.signature()).isEqualTo("松江县农业农村局");
        assertThat(letter.sections())
                .extracting(Section::heading)
                .containsExactly("第一，关于种苗供应。", "第二，关于品牌培育。");
    }

    @Test
    void runInPointsAreSplitAndAClerksPhoneLeavesTheText() {
        Letter letter = letter("run-in-points.txt");
        assertThat(letter.sections().get(1))
                .isEqualTo(new Section("2.存在困难。", java.util.List.of("县级财力有限，暂不具备统一提标条件。")));
        assertThat(letter.outcome()).isEqualTo(Outcome.C);
        assertThat(letter.documentNumber()).isEqualTo("白民函〔2019〕90号");
        assertThat(letter.signature()).isEqualTo("白洲市民政局");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2019, 10, 30));
        assertThat(letter.contact()).contains("梅晓", "0563-2020118", "13955501234");
        assertThat(letter.closing()).isNull();
    }

    @Test
    void aSuggestionWithOthersUnnamedSaysSo() {
        Reading reading = Intake.text(Sample.bytes("suggestion-pipes.txt"), null);
        assertThat(reading.letter().kind()).isEqualTo(Kind.SUGGESTION);
        assertThat(reading.letter().proposal().title()).isEqualTo("关于支持中小企业数字化转型的建议");
        assertThat(reading.letter().coHandlers()).containsExactly("市财政局", "市数据局", "市中小企业服务中心");
        assertThat(reading.letter().outcome()).isEqualTo(Outcome.A);
        assertThat(reading.letter().documentNumber()).isNull();
        assertThat(Sample.only(reading.findings(), Severity.MISSING))
                .extracting(Finding::text)
                .contains("钟岳等4位代表");
    }

    @Test
    void aWrappedTitleIsOneTitle() {
        Letter letter = letter("wrapped-title.txt");
        assertThat(letter.title()).isEqualTo("对区政协十五届三次会议第45号提案的复函");
        assertThat(letter.proposal().proposers()).containsExactly("夏禹", "白鹭");
        assertThat(letter.signedOffBy()).isEqualTo("严冬 (区科技局党组书记、局长)");
        assertThat(letter.contact()).contains("13912345678");
    }

    @Test
    void paragraphsBrokenAtAFixedWidthAreWholeAgain() {
        Letter letter = letter("fixed-width.txt");
        assertThat(letter.opening()).contains("收悉。经与市财政局、市人力社保局协商研究");
        assertThat(letter.sections()).hasSize(2);
        assertThat(letter.sections().get(1).paragraphs()).hasSize(1);
    }

    @Test
    void aLetterWithoutNumeralsIsOneSectionWithoutAHeading() {
        Letter letter = letter("no-sections.txt");
        assertThat(letter.sections()).hasSize(1);
        assertThat(letter.sections().get(0).heading()).isNull();
        assertThat(letter.sections().get(0).paragraphs()).hasSize(3);
        assertThat(letter.outcome()).isEqualTo(Outcome.A);
        assertThat(letter.proposal().session()).isEqualTo("政协川岭省第十三届委员会第二次会议");
        assertThat(letter.coHandlers()).containsExactly("省发展改革委", "水利厅", "林草局");
    }

    @Test
    void aPartyAndAMemberAreBothProposers() {
        Letter letter = letter("party-and-member.txt");
        assertThat(letter.proposal().proposers()).containsExactly("民进江湾市委会", "费雨桐");
        assertThat(letter.coHandlers()).containsExactly("市自然资源和规划局", "市住房和城乡建设局", "市发展和改革委员会");
        assertThat(letter.outcome()).isEqualTo(Outcome.B);
        assertThat(letter.sections().get(2).paragraphs())
                .containsExactly("我局将：", "1.编制保护规划；", "2.设立专项资金。");
    }

    @Test
    void aHijackedTextKeepsWhatItSaysButLendsNoDepartment() {
        Reading reading = Intake.text(Sample.bytes("hijacked-plain.txt"), null);
        Letter letter = reading.letter();
        assertThat(letter.signature()).isEqualTo("澳门威尼斯人8040官网");
        assertThat(letter.department()).isNull();
        assertThat(letter.publishedOn()).isEqualTo(LocalDate.of(2022, 7, 12));
        assertThat(letter.coHandlers()).containsExactly("市发展改革委", "市经济信息委", "市财政局");
        assertThat(letter.signedOffBy()).isEqualTo("明炎 (市科技局局长)");
        assertThat(letter.contact()).isEqualTo("联系人：程果；联系电话：67513000");
        assertThat(Sample.suspicious(reading))
                .extracting(Finding::field)
                .containsExactlyInAnyOrder("page", "signature");
    }

    @Test
    void numeralsInBracketsMakeSectionsWhereThereAreNoOthers() {
        Reading reading = Intake.text(Sample.bytes("bracket-numerals.txt"), null);
        Letter letter = reading.letter();
        assertThat(letter.sections())
                .extracting(Section::heading)
                .containsExactly("（一）完善服务网络", "（二）培育产业");
        assertThat(letter.sections().get(0).paragraphs()).hasSize(2);
        assertThat(letter.outcome()).isEqualTo(Outcome.A);
        assertThat(letter.proposal().proposers()).containsExactly("江一帆");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2023, 6, 12));
        assertThat(letter.signature()).isEqualTo("长河市民政局");
        assertThat(Sample.only(reading.findings(), Severity.MISSING))
                .extracting(Finding::pointer)
                .contains("/proposal/proposers");
    }

    @Test
    void aTitleThatIsPublishedAloneIsALetterToo() {
        Letter letter =
                Sample.text(
                                "索引号: 1234-2021-0003\n发布机构: 市水利局\n标题: 关于市政协五届四次会议第0031号提案的复函\n发布日期: 2021-09-09\n公开属性: 仅公开标题")
                        .letter();
        assertThat(letter.title()).isEqualTo("关于市政协五届四次会议第0031号提案的复函");
        assertThat(letter.disclosure()).isEqualTo(Disclosure.TITLE_ONLY);
        assertThat(letter.proposal().number()).isEqualTo("0031");
        assertThat(letter.publishedOn()).isEqualTo(LocalDate.of(2021, 9, 9));
        assertThat(letter.sections()).isEmpty();
    }

    @Test
    void textThatIsNoLetterGetsFindingsAndNoError() {
        Reading reading = Intake.text(Sample.bytes("no-letter.txt"), null);
        assertThat(reading.letter().title()).isNull();
        assertThat(Sample.only(reading.findings(), Severity.MISSING))
                .extracting(Finding::field)
                .contains("title", "documentNumber", "department", "proposal");
    }

    @Test
    void aDisclosureThatIsAssumedIsSaid() {
        assertThat(Intake.text(Sample.bytes("no-sections.txt"), null).findings())
                .anyMatch(f -> f.field().equals("disclosure") && f.message().contains("暂按全文公开"));
    }

    @ParameterizedTest
    @CsvSource({
        "2022年5月16日",
        "２０２２年５月１６日",
        "二〇二二年五月十六日",
        "二○二二年五月十六日",
        "二零二二年五月十六日",
        "2022 年 5 月 16 日"
    })
    void aLetterDateIsReadHoweverItIsWritten(String date) {
        Letter letter = Sample.text("王青委员：\n您提出的《关于绿化的提案》收悉，现答复如下：\n已完成。\n市园林局\n" + date).letter();
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2022, 5, 16));
        assertThat(letter.signature()).isEqualTo("市园林局");
    }

    @ParameterizedTest
    @CsvSource({
        "此复函已经市科技局党委副书记雷虹审签。, 雷虹 (市科技局党委副书记)",
        "本答复已经局党组成员、副局长高远同志审定。, 高远 (局党组成员、副局长)",
        "此函由总工程师苏默签发。, 苏默 (总工程师)",
        "该答复经徐来审签。, 徐来"
    })
    void whoSignedOffIsNameAndPosition(String sentence, String expected) {
        assertThat(SignOff.in(java.util.List.of(sentence))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"渝科局函[2022]301号", "渝科局函【2022】３０１号", "渝科局函（2022）301 号", "渝科局函〔2022〕301号"})
    void aDocumentNumberHasOneForm(String printed) {
        assertThat(DocumentNumbers.normal(printed)).isEqualTo("渝科局函〔2022〕301号");
    }

    @Test
    void gb18030IsReadWithoutBeingNamed() {
        assertThat(Intake.text(Sample.gb18030("plain-joint.txt"), null).letter())
                .isEqualTo(letter("plain-joint.txt"));
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertThatThrownBy(() -> Intake.text(new byte[] {65, 0, 66}, null))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Intake.text(new byte[] {(byte) 0xFF, (byte) 0xFF, 65}, null))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Intake.text(new byte[] {(byte) 0xE4, (byte) 0xBD}, "UTF-8"))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Intake.text("%PDF-1.7".getBytes(StandardCharsets.UTF_8), null))
                .hasMessageContaining("PDF");
        assertThatThrownBy(() -> Intake.text(new byte[0], null))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("没有文字");
    }
}
