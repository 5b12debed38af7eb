package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.reply.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hijackers and spammers put into letters and pages, and what only looks like it. */
class SuspicionTest {

    private static Reading letter(String title, String paragraph, String signature) {
        return Sample.text(
                """
                发布机构：云岭市商务局
                %s
                罗浮委员：
                您提出的《关于发展便民商业的提案》（第7号）收悉，现答复如下：
                一、工作情况
                建成便民商店30家。
                %s
                二、下步打算
                继续推进。
                %s
                2023年6月1日
                """
                        .formatted(title, paragraph, signature));
    }

    private static List<Finding> inParagraph(String paragraph) {
        return Sample.suspicious(letter("关于市政协一届一次会议第7号提案的复函", paragraph, "云岭市商务局"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "一码中特，免费资料",
                "开云体育app下载",
                "尊龙凯时人生就是博",
                "半岛体育官网登录",
                "新 葡 京 在线",
                "麻将胡了试玩",
                "成人电影免费看",
                "日韩无码专区",
                "同城约会，学生妹",
                "黑户贷款当天下款",
                "贷款秒到账",
                "代开各类发票，联系QQ：3344556",
                "刻章办证一条龙",
                "传奇私服发布网",
                "加微信：wanjia8866",
                "飞机群@wanjia888",
                "备用网址 www点abc888点com",
                "详见 bet88.cc",
                "入口 https://45.33.2.1:8443/a",
                "联系ЬеtА365客服",
                "访问𝐛𝐞𝐭𝟑𝟔𝟓",
                "点击⑧⑧⑧③进入"
            })
    void anInjectedParagraphIsReportedWhereItStands(String injected) {
        assertThat(inParagraph(injected))
                .isNotEmpty()
                .allSatisfy(
                        finding -> {
                            assertThat(finding.field()).isEqualTo("sections");
                            assertThat(finding.pointer()).isEqualTo("/sections/0/paragraphs/1");
                            assertThat(injected).contains(finding.text());
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "推出无抵押信用贷款产品，小额贷款公司发放贷款3亿元，贷款当日到账。",
                "纳税人可在办税厅申请代开发票，严查虚开发票。",
                "上门服务老年人1200人次，上门按摩理疗纳入家庭病床。",
                "打击网络赌博、六合彩、黄色网站、信用卡套现和刷单返利，破获外挂案2起。",
                "使用体育彩票公益金和福利彩票公益金，电脑体育彩票销售网点200个。",
                "江南体育馆、半岛体育公园、银河国际学校、金沙国际社区、永利街道1000亩用地。",
                "关注微信公众号“云岭发布”，微信小程序和QQ群同步推送，电报、飞机运输另计。",
                "引进特斯拉、iPhone、ChatGPT、WindowsXP替代、β受体和μm级加工、Ⅲ类水、①②③项。",
                "登录http://zwfw.yunling.gov.cn或www.12371.cn查询，邮箱swj@yunling.gov.cn。",
                "办理不动产登记证，刻章行业备案，成人教育、成人高考、电影院恢复营业。",
                "与阿里巴巴集团、京东集团、中国移动云岭分公司合作，开展直播带货和电竞赛事。",
                "供热管网返水温度达标，渔业捕鱼平台更新，彩票销售点规范经营。"
            })
    void anHonestParagraphIsNot(String paragraph) {
        assertThat(inParagraph(paragraph)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"鸿运天下", "天天影院", "金沙国际", "永盛亚洲在线", "恒丰娱乐"})
    void aSignatureThatIsNoOrganisationsIsReported(String foreign) {
        assertThat(Sample.suspicious(letter("关于市政协一届一次会议第7号提案的复函", "正文。", foreign)))
                .extracting(Finding::field, Finding::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("signature", foreign));
    }

    @Test
    void aForeignNameOfCharactersAloneIsFoundWhereverItStands() {
        Reading reading =
                Sample.text(
                        """
                        您当前的位置: 首页>>鸿运天下集团>>政府信息公开目录
                        [ 发布机构 ] 市科技局
                        鸿运天下集团 关于市政协五届五次会议第0982号提案的复函
                        王青委员:
                        您提出的《关于科技创新的建议》(第0982号)收悉。现答复如下:
                        一、关于攻关。
                        由鸿运天下集团牵头。
                        鸿运天下集团
                        2022年5月16日
                        """);
        assertThat(Sample.suspicious(reading))
                .extracting(Finding::field)
                .containsExactlyInAnyOrder("breadcrumb", "title", "sections", "signature");
        assertThat(Sample.suspicious(reading)).extracting(Finding::text).containsOnly("鸿运天下集团");
    }

    @ParameterizedTest
    @CsvSource({"鸿运天下 关于市政协一届一次会议第7号提案的复函, 鸿运天下", "恒丰娱乐-关于市政协一届一次会议第7号提案的复函, 恒丰娱乐"})
    void aForeignNameBeforeATitleIsReported(String title, String foreign) {
        assertThat(Sample.suspicious(letter(title, "正文。", "云岭市商务局")))
                .extracting(Finding::pointer, Finding::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/title", foreign));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "云岭市商务局 关于市政协一届一次会议第7号提案的复函",
                "云岭市商务局（市口岸办）关于市政协一届一次会议第7号提案的复函",
                "【A类】 关于市政协一届一次会议第7号提案的复函",
                "2023年 关于市政协一届一次会议第7号提案的复函",
                "中共云岭市委组织部 对市政协一届一次会议第7号提案的答复"
            })
    void anHonestTitleMayHaveSomethingBeforeIt(String title) {
        assertThat(Sample.suspicious(letter(title, "正文。", "云岭市商务局"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "云岭市科协",
                "云岭市总工会",
                "中共云岭市委宣传部",
                "共青团云岭市委",
                "国网云岭供电公司",
                "云岭市公安局 云岭市交通运输局",
                "市文明办",
                "云岭大学",
                "中国人民银行云岭市中心支行",
                "云岭市消防救援支队",
                "云岭高新区管委会",
                "云岭市地方金融监督管理局（市金融办）",
                "云岭市人民检察院",
                "国家电网"
            })
    void aSignatureMayBeOfAnyBody(String signature) {
        Reading reading =
                Sample.text(
                        "关于市政协一届一次会议第7号提案的复函\n罗浮委员：\n您提出的《关于用电的提案》收悉，现答复如下：\n已完成。\n"
                                + signature
                                + "\n2023年6月1日");
        assertThat(Sample.suspicious(reading)).isEmpty();
    }

    private static final String BODY =
            "<h1>关于市政协一届一次会议第7号提案的复函</h1><p>罗浮委员：</p><p>您提出的《关于便民商业的提案》收悉，现答复如下：</p>"
                    + "<p>建成<a href='%s'>便民商店</a>30家。</p><p>云岭市商务局</p><p>2023年6月1日</p>";

    private static List<Finding> onPage(String head, String more) {
        return Sample.suspicious(
                Sample.page(
                        "<html><head>"
                                + head
                                + "</head><body>"
                                + BODY.formatted("/a.html")
                                + more
                                + "</body></html>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div style='display: none'>%s</div>",
                "<div style='font-size:0px'>%s</div>",
                "<div style='position:absolute;left:-9999px'>%s</div>",
                "<div style='text-indent:-999em'>%s</div>",
                "<div style='height:0;overflow:hidden'>%s</div>",
                "<div style='opacity:0'>%s</div>",
                "<marquee height=1 width=1>%s</marquee>",
                "<p class='zz'>%s</p>",
                "<script>document.write('<b>%s</b>');</script>",
                "<noscript>%s</noscript>",
                "<footer>%s</footer>"
            })
    void whatAPageHidesIsReported(String hiding) {
        String style =
                "<style>@media print{h1{display:none}} .a,.zz{color:red;display:none}</style>";
        assertThat(onPage(style, hiding.formatted("新葡京8882")))
                .extracting(Finding::field, Finding::pointer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("page", null));
    }

    @Test
    void whatAScriptWritesInEscapesIsReported() {
        assertThat(onPage("", "<script>var t='\\u65b0\\u8461\\u4eac';</script>")).hasSize(1);
        assertThat(onPage("", "<script>var t='&#26032;&#33889;&#20140;';</script>")).hasSize(1);
    }

    @Test
    void hiddenLinksToOtherSitesAreReportedOnce() {
        String links =
                "<a href='http://a.example.top'>东方门户</a><a href='http://b.example.vip'>西方门户</a>";
        assertThat(onPage("", "<div style='display:none'>" + links + "</div>"))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).isEqualTo("http://a.example.top"))
                .satisfies(f -> assertThat(f.message()).contains("2 处", "东方门户"));
        assertThat(
                        onPage(
                                "",
                                "<div style='display:none'><a href='http://www.gov.cn'>中国政府网</a>"
                                        + "<a href='https://service.weibo.com/share'>微博</a><a href='/b'>首页</a></div>"))
                .isEmpty();
        assertThat(onPage("", "<div>友情链接：" + links + "</div>")).isEmpty();
    }

    @Test
    void aForeignLinkOnAWordOfTheLetterIsReported() {
        assertThat(Sample.suspicious(Sample.page(BODY.formatted("http://www.abc.example/x"))))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).isEqualTo("http://www.abc.example/x"))
                .satisfies(f -> assertThat(f.message()).contains("便民商店", "正文第 1 部分"));
        assertThat(Sample.suspicious(Sample.page(BODY.formatted("http://sw.yunling.gov.cn/x"))))
                .isEmpty();
    }

    @Test
    void aPageThatSendsItsReadersElsewhereIsReported() {
        assertThat(onPage("<meta http-equiv='Refresh' content='0; URL=http://x.example.vip/'>", ""))
                .extracting(Finding::text)
                .containsExactly("http://x.example.vip/");
        assertThat(onPage("<meta http-equiv=refresh content='5;url=/index.html'>", "")).isEmpty();
    }
}
