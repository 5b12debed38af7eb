package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The letter that this project starts from. Its text is not part of the project. */
class StartingLetterTest {

    private static final String INJECTED = "澳门新葡萄新京8883not";

    private Letter letter;
    private List<Finding> findings;

    @BeforeEach
    void readTheLetter() throws IOException {
        Path file =
                Stream.of("../shared/data", "../../shared/data")
                        .map(folder -> Path.of(folder, "reply-0982.txt"))
                        .filter(Files::isReadable)
                        .findFirst()
                        .orElse(null);
        assumeTrue(file != null, "skipped: shared/data/reply-0982.txt is not beside this project");
        Reading reading = Intake.text(Files.readAllBytes(file), null);
        letter = reading.letter();
        findings = reading.findings();
    }

    @Test
    void everyFieldComesOutAsItIsPrinted() {
        assertThat(letter.kind()).isEqualTo(Letter.Kind.PROPOSAL);
        assertThat(letter.title()).isEqualTo(INJECTED + " 关于市政协五届五次会议第0982号提案的复函");
        assertThat(letter.documentNumber()).isEqualTo("渝科局函〔2022〕301号");
        assertThat(letter.indexNumber()).isEqualTo("11500000MB15895317/2022-00084");
        assertThat(letter.department()).isEqualTo("市科技局");
        assertThat(letter.coHandlers())
                .containsExactly("市教委", "市人力社保局", "市经济信息委", "市知识产权局", "市金融监管局");
        assertThat(letter.topics()).containsExactly("科技", "教育");
        assertThat(letter.genre()).isEqualTo("政协提案办理");
        assertThat(letter.outcome()).isNull();
        assertThat(letter.disclosure()).isEqualTo(Letter.Disclosure.FULL);
        assertThat(letter.proposal())
                .isEqualTo(
                        new Letter.Proposal(
                                "0982", "市政协五届五次会议", "关于完善我市科技创新协同机制的建议", List.of("王济光")));
        assertThat(letter.addressees()).containsExactly("王济光委员");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2022, 5, 16));
        assertThat(letter.issuedOn()).isEqualTo(LocalDate.of(2022, 7, 12));
        assertThat(letter.publishedOn()).isEqualTo(LocalDate.of(2022, 7, 12));
        assertThat(letter.signedOffBy()).isEqualTo("雷虹 (市科技局党委副书记)");
        assertThat(letter.signature()).isEqualTo(INJECTED);
        assertThat(letter.copiedTo()).isEmpty();
        assertThat(letter.contact()).isNull();
    }

    @Test
    void theBodyKeepsItsFiveSections() {
        assertThat(letter.opening()).startsWith("您提出的《").endsWith("答复如下:");
        assertThat(letter.sections())
                .extracting(Letter.Section::heading)
                .containsExactly(
                        "一、关于强化核心技术攻关。",
                        "二、关于建立多种创新平台。",
                        "三、关于完善科技成果转化制度",
                        "四、关于加强科技与金融结合",
                        "五、关于创新人才引进和培养");
        assertThat(letter.sections()).allSatisfy(s -> assertThat(s.paragraphs()).hasSize(1));
        assertThat(letter.closing()).startsWith("此复函已经").endsWith("以便我们进一步改进工作。");
    }

    @Test
    void theInjectedNameIsFoundAtEveryPlaceAndNothingElseIs() {
        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.SUSPICIOUS)
                .extracting(Finding::field, Finding::pointer, Finding::text)
                .containsExactlyInAnyOrder(
                        tuple("breadcrumb", null, INJECTED),
                        tuple("title", "/title", INJECTED),
                        tuple("signature", "/signature", INJECTED));
    }

    @Test
    void nothingIsMissing() {
        assertThat(findings).noneMatch(f -> f.severity() == Severity.MISSING);
    }
}
