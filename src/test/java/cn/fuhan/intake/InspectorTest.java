package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {

    private static Letter letter(String title, String department, String paragraph) {
        return new Letter(
                Letter.Kind.PROPOSAL,
                title,
                null,
                null,
                department,
                List.of(),
                List.of(),
                null,
                null,
                Letter.Disclosure.FULL,
                new Letter.Proposal("1", null, null, List.of("许南")),
                List.of("许南委员"),
                null,
                null,
                null,
                null,
                "您的提案收悉。",
                List.of(new Letter.Section(null, List.of(paragraph))),
                null,
                department,
                List.of(),
                null);
    }

    private static List<String> suspicious(Letter letter) {
        return Sample.only(Inspector.inspect(letter), Severity.SUSPICIOUS).stream()
                .map(Finding::text)
                .toList();
    }

    private static List<String> inParagraph(String paragraph) {
        return suspicious(letter("关于第1号提案的复函", "市科技局", paragraph));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "梳理168项技术，推动5G、AI、LED和R&D投入，PM2.5下降，“十四五”期间完成。",
                "请拨打12345热线，登录www.example.gov.cn或https://kjj.example.gov.cn/a?b=1查询。",
                "严厉打击六合彩、百家乐等赌博违法犯罪，加强棋牌室噪声治理和博彩业监管。",
                "使用体育彩票公益金建设健身步道，规范福利彩票投注站。",
                "学习澳门经验，太阳城小区加装电梯，威尼斯人口稠密，银行开户便利，举办真人图书馆活动。",
                "投资13800000000元，编号11500000MB15895317，容量5000kWh，型号CR400AF，标准ISO9001。",
                "引入Web3.0、C919、GB18030和COVID-19防控经验。",
                "金沙县、永利街道、银河社区和皇冠山公园。"
            })
    void whatASeriousLetterSaysIsNotSuspicious(String paragraph) {
        assertThat(inParagraph(paragraph)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "市科技局",
                "重庆市科学技术局(市外国专家局)",
                "市12345热线服务中心",
                "第18中学",
                "市5G产业办公室",
                "G60科创走廊管委会",
                "市体育彩票管理中心",
                "市公安局110指挥中心",
                "太阳城社区居委会",
                "澳门特别行政区政府",
                "市发展和改革委员会",
                "金沙县人民政府",
                "国家税务总局某某市税务局"
            })
    void anOrganisationMayHaveDigitsAndLetters(String name) {
        assertThat(ForeignText.inName(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "澳门新葡萄新京8883not, 澳门新葡萄新京8883not",
        "太阳城集团网站2138, 太阳城集团网站2138",
        "市科技局新葡京88, 新葡京88",
        "皇冠8868vip, 皇冠8868vip",
        "bet365体育, bet365体育",
        "某某市科学技术局 yabo888, yabo888",
        "金沙9170官网, 金沙9170官网",
        "威尼斯人娱乐城, 威尼斯人娱乐城"
    })
    void aForeignNameIsFoundWhereAnOrganisationShouldStand(String name, String foreign) {
        assertThat(ForeignText.inName(name)).containsExactly(foreign);
    }

    @ParameterizedTest
    @CsvSource({
        "澳门新葡京9527关于市政协一届一次会议第1号提案的复函, 澳门新葡京9527",
        "关于市政协一届一次会议第1号提案的复函-太阳城138官网, 太阳城138官网",
        "关于市政协一届一次会议第1号提案的复函 新葡京, 新葡京"
    })
    void aForeignNameIsFoundBeforeAndBehindATitle(String title, String foreign) {
        assertThat(suspicious(letter(title, "市科技局", "正文。"))).containsExactly(foreign);
    }

    @Test
    void aTitleMayBeginWithItsDepartment() {
        assertThat(suspicious(letter("重庆市科学技术局关于市政协第1号提案的复函", "市科技局", "正文。"))).isEmpty();
        assertThat(suspicious(letter("对2024年第1号提案的答复", "市科技局", "正文。"))).isEmpty();
    }

    @Test
    void whatIsForeignInOnePlaceIsForeignEverywhere() {
        Letter letter = letter("关于第1号提案的复函", "鸿运6688xyz", "由鸿运6688xyz负责落实。");
        assertThat(Sample.only(Inspector.inspect(letter), Severity.SUSPICIOUS))
                .extracting(Finding::pointer)
                .containsExactlyInAnyOrder("/department", "/signature", "/sections/0/paragraphs/0");
    }

    @Test
    void takingTheTextOutRepairsTheField() {
        Letter found = letter("澳门新葡京9527 关于第1号提案的复函", "市科技局", "正文。");
        String text = suspicious(found).get(0);
        Letter repaired = letter(found.title().replace(text, "").strip(), "市科技局", "正文。");
        assertThat(suspicious(repaired)).isEmpty();
        assertThat(repaired.title()).isEqualTo("关于第1号提案的复函");
    }

    @Test
    void offersInProseAreFound() {
        assertThat(inParagraph("更多精彩请看真人百家乐平台。")).containsExactly("真人百家乐平台");
        assertThat(inParagraph("新葡京官网注册送彩金。")).containsExactly("新葡京官网注册");
    }

    @Test
    void personalDataAndForeignAddressesNeedADecision() {
        assertThat(inParagraph("联系王先生13912345678。")).containsExactly("13912345678");
        assertThat(inParagraph("身份证号11010119900307123X。")).containsExactly("11010119900307123X");
        assertThat(inParagraph("详见http://www.abc8.com/x。"))
                .containsExactly("http://www.abc8.com/x");
        assertThat(inParagraph("详见kjj.gov.cn.evil.top。")).containsExactly("kjj.gov.cn.evil.top");
    }

    @Test
    void charactersThatCannotBeSeenOrReadAreFound() {
        assertThat(inParagraph("正\u200B文\u202E")).containsExactly("\u200B", "\u202E");
        assertThat(inParagraph("正\uFFFD文")).containsExactly("\uFFFD");
    }

    @Test
    void aContactIsNotPublicAndMayHoldAPhone() {
        Reading reading =
                Sample.text(
                        "王青委员：\n您提出的《关于绿化的提案》收悉，现答复如下：\n已完成。\n（联系人：李四，电话：13912345678）\n市园林局\n2022年5月16日");
        assertThat(reading.letter().contact()).contains("13912345678");
        assertThat(Sample.suspicious(reading)).isEmpty();
    }

    @Test
    void findingsOfTheSameLetterAreTheSame() {
        Letter letter = letter("澳门新葡京9527 关于第1号提案的复函", "市科技局", "正文13912345678。");
        assertThat(Inspector.inspect(letter)).isEqualTo(Inspector.inspect(letter));
        assertThat(Inspector.inspect(letter)).extracting(Finding::id).doesNotHaveDuplicates();
    }
}
