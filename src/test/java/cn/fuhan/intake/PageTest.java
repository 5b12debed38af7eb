package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.reply.Letter.Outcome;
import cn.fuhan.reply.Letter.Section;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void aTableOfMetadataIsReadInThePagesOwnCharset() {
        Letter letter = Intake.page(Sample.gb18030("table-metadata.html"), null).letter();
        assertThat(letter.title()).isEqualTo("关于市政协九届二次会议第0107号提案的答复");
        assertThat(letter.documentNumber()).isEqualTo("云水函〔2023〕64号");
        assertThat(letter.indexNumber()).isEqualTo("015890231/2023-00417");
        assertThat(letter.department()).isEqualTo("云岭市水务局");
        assertThat(letter.topics()).containsExactly("水利", "水务");
        assertThat(letter.outcome()).isEqualTo(Outcome.A);
        assertThat(letter.coHandlers()).containsExactly("市住房城乡建设局", "市财政局", "市自然资源和规划局");
        assertThat(letter.issuedOn()).isEqualTo(LocalDate.of(2023, 9, 18));
        assertThat(letter.publishedOn()).isEqualTo(LocalDate.of(2023, 9, 21));
        assertThat(letter.sections()).hasSize(2);
        assertThat(letter.sections().get(0).heading()).isEqualTo("一、已开展的工作");
        assertThat(letter.sections().get(0).paragraphs()).hasSize(3);
        assertThat(letter.contact()).isEqualTo("联系人：郝明，联系电话：0899-3102277");
        assertThat(letter.closing()).isEqualTo("感谢您对我市水务工作的关心和支持！");
    }

    @Test
    void aPageOfASoundSiteHasNothingSuspicious() {
        assertThat(Sample.suspicious(Intake.page(Sample.bytes("table-metadata.html"), "utf-8")))
                .isEmpty();
    }

    @Test
    void aListWithSpacedLabelsAndADeputysSuggestionIsRead() {
        Letter letter = Intake.page(Sample.bytes("spaced-list.html"), null).letter();
        assertThat(letter.kind()).isEqualTo(Kind.SUGGESTION);
        assertThat(letter.proposal().session()).isEqualTo("市十七届人大四次会议");
        assertThat(letter.proposal().number()).isEqualTo("58");
        assertThat(letter.proposal().title()).isEqualTo("关于增开滨江新区公交线路的建议");
        assertThat(letter.proposal().proposers()).containsExactly("沈立", "欧阳雪");
        assertThat(letter.documentNumber()).isNull();
        assertThat(letter.disclosure()).isEqualTo(Disclosure.TITLE_ONLY);
        assertThat(letter.coHandlers()).containsExactly("市公安局", "滨江新区管委会");
        assertThat(letter.copiedTo()).containsExactly("市人大常委会代表工委", "市政府督查室");
        assertThat(letter.contact()).contains("卢静", "0577-62210000");
        assertThat(letter.closing()).doesNotContain("卢静");
        assertThat(letter.sections())
                .extracting(Section::heading)
                .containsExactly("一、关于线路优化。", "二、关于候车设施。");
    }

    @Test
    void aBlankDocumentNumberStaysBlank() {
        Reading reading = Intake.page(Sample.bytes("blank-number-2025.html"), null);
        Letter letter = reading.letter();
        assertThat(letter.documentNumber()).isNull();
        assertThat(letter.topics()).containsExactly("卫生");
        assertThat(letter.department()).isEqualTo("市卫生健康委");
        assertThat(letter.signature()).isEqualTo("澜州市卫生健康委员会");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2025, 6, 9));
        assertThat(letter.signedOffBy()).isEqualTo("孙伟 (主任)");
        assertThat(letter.coHandlers()).containsExactly("市民政局", "市医保局", "市住房和城乡建设委员会");
        assertThat(reading.findings())
                .filteredOn(f -> f.severity() == Finding.Severity.MISSING)
                .extracting(Finding::pointer)
                .containsExactlyInAnyOrder("/documentNumber", "/proposal/proposers");
    }

    @Test
    void aHijackedPageIsReportedPlaceByPlace() {
        Reading reading = Intake.page(Sample.bytes("hijacked.html"), null);
        String injected = "新葡京7761vip官网";
        assertThat(Sample.suspicious(reading))
                .extracting(Finding::field, Finding::pointer, Finding::text)
                .contains(
                        tuple("breadcrumb", null, injected),
                        tuple("page", null, injected),
                        tuple("department", "/department", injected),
                        tuple("coHandlers", "/coHandlers/0", injected),
                        tuple("opening", "/opening", injected))
                .doesNotHaveDuplicates();
        assertThat(reading.letter().signature()).isEqualTo("柳溪区应急管理局");
        assertThat(reading.letter().opening()).contains(injected);
    }

    @Test
    void whatThePageHidesIsNotTheLettersTextButIsReported() {
        Reading reading = Intake.page(Sample.bytes("hijacked.html"), null);
        assertThat(reading.letter().toString()).doesNotContain("百家乐");
        assertThat(Sample.suspicious(reading)).extracting(Finding::text).contains("百家乐开户");
    }

    @Test
    void definitionListsAndBoxesOfLabelsAreMetadataToo() {
        Letter letter =
                Sample.page(
                                """
                                <dl><dt>索引号</dt><dd>AB-2020-7</dd><dt>发文机关</dt><dd>市林业局</dd></dl>
                                <div><div>成文日期</div><div>2020-03-02</div></div>
                                <div><label>文号</label><span>宁林函【2020】5号</span></div>
                                <h1>关于市政协二届一次会议第3号提案的复函</h1>
                                <p>梁音委员：</p><p>您提出的《关于增加口袋公园的提案》收悉，现答复如下：</p>
                                <p>已建成公园6处。</p><p>市林业局</p><p>2020年3月1日</p>
                                """)
                        .letter();
        assertThat(letter.indexNumber()).isEqualTo("AB-2020-7");
        assertThat(letter.department()).isEqualTo("市林业局");
        assertThat(letter.issuedOn()).isEqualTo(LocalDate.of(2020, 3, 2));
        assertThat(letter.documentNumber()).isEqualTo("宁林函〔2020〕5号");
    }

    @Test
    void metaElementsServeWhereNothingIsPrinted() {
        Letter letter =
                Sample.page(
                                """
                                <html><head><meta name="ArticleTitle" content="关于区政协一届二次会议第8号提案的答复">
                                <meta name="PubDate" content="2021-05-06 09:00"><meta name="ContentSource" content="区城管局">
                                </head><body><p>岑溪委员：</p><p>您提出的《关于规范共享单车停放的提案》收悉，现答复如下：</p>
                                <p>已施划停车位900处。</p></body></html>
                                """)
                        .letter();
        assertThat(letter.title()).isEqualTo("关于区政协一届二次会议第8号提案的答复");
        assertThat(letter.publishedOn()).isEqualTo(LocalDate.of(2021, 5, 6));
        assertThat(letter.department()).isEqualTo("区城管局");
    }

    @Test
    void aWrongCharsetFromTheServerDoesNotSpoilThePage() {
        Letter letter = Intake.page(Sample.gb18030("table-metadata.html"), "utf-8").letter();
        assertThat(letter.department()).isEqualTo("云岭市水务局");
    }

    @Test
    void pageFurnitureStaysOutOfTheLetter() {
        Letter letter = Intake.page(Sample.bytes("table-metadata.html"), "utf-8").letter();
        assertThat(letter.toString()).doesNotContain("打印", "浏览次数", "网站标识码", "首页", "var a");
    }

    @Test
    void anEmptyPageIsRefusedInChinese() {
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        Intake.page(
                                                "<p> </p>".getBytes(StandardCharsets.UTF_8), null)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("没有文字");
    }
}
