package cn.fuhan.pages;

import cn.fuhan.receipt.ClosedPage;
import cn.fuhan.receipt.Enclosed;
import cn.fuhan.receipt.FormPage;
import cn.fuhan.receipt.Rating;
import cn.fuhan.receipt.ReceivedPage;
import cn.fuhan.receipt.SheetPage;
import cn.fuhan.reply.Labels;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.LetterPage;
import cn.fuhan.reply.ListPage;
import cn.fuhan.reply.Piece;
import cn.fuhan.reply.StaleNotice;
import cn.fuhan.web.ProblemPage;
import cn.fuhan.web.ProblemTypePage;
import cn.fuhan.web.Site;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every page, filled with invented letters. */
final class Pages {
    static final String LONG = "长".repeat(20) + "x".repeat(300);
    static final String HOSTILE =
            "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'</script><!-- {page.code} 😀"
                    + " \u202Etxt.exe\u202C ";
    static final Site SITE = new Site("示例市科技局复函公开", "https://fuhan.example/");
    static final String CODE = "7K3M9QXT2B";
    static final String RECEIPT = "Q4T7-9KXM-22PD-H8RW";

    private static final Engine ENGINE =
            Engine.builder()
                    .addDefaults()
                    .addValueResolver(new ReflectionValueResolver())
                    .addValueResolver(ValueResolvers.rawResolver())
                    .addResultMapper(new HtmlEscaper(List.of("text/html")))
                    .addLocator(id -> Optional.of(new Located(id)))
                    .build();

    private Pages() {}

    /** All pages by name. */
    static Map<String, String> all() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("letter", render("reply/letter", letter(full(), 2)));
        pages.put(
                "letter-old",
                render("reply/letter", letter(full(), 1))
                        .replace(StaleNotice.MARK, StaleNotice.HTML));
        pages.put("letter-title-only", render("reply/letter", letter(titleOnly(), 2)));
        pages.put("letter-bare", render("reply/letter", bare()));
        pages.put("letter-hostile", render("reply/letter", letter(hostile(), 2)));
        pages.put("list", render("reply/list", list(ListPage.Query.ALL)));
        pages.put("list-search", render("reply/list", search()));
        pages.put("list-empty", render("reply/list", nothing()));
        pages.put("list-hostile", render("reply/list", hostileList()));
        pages.put("form", render("receipt/form", form(Map.of())));
        pages.put("form-errors", render("receipt/form", form(errors())));
        pages.put("form-hostile", render("receipt/form", hostileForm()));
        pages.put("received", render("receipt/received", received(false)));
        pages.put("received-hostile", render("receipt/received", received(true)));
        for (var reason : ClosedPage.Reason.values()) {
            var enclosed = reason == ClosedPage.Reason.UNKNOWN ? null : enclosed();
            pages.put(
                    "closed-" + reason.name().toLowerCase(java.util.Locale.ROOT),
                    render(
                            "receipt/closed",
                            new ClosedPage(SITE, reason, enclosed, LocalDate.of(2025, 6, 30))));
        }
        pages.put("sheet", render("receipt/sheet", sheet(enclosed())));
        pages.put(
                "sheet-hostile",
                render(
                        "receipt/sheet",
                        sheet(new Enclosed(CODE, HOSTILE + LONG, LONG, HOSTILE, HOSTILE, true))));
        for (var status : List.of(404, 410, 503)) {
            pages.put(
                    "problem-" + status,
                    render(
                            "web/problem",
                            ProblemPage.of(
                                    SITE, status, status == 410 ? "撤回原因：附件有误，更正后重新发布。" : null)));
        }
        pages.put(
                "problem-hostile",
                render(
                        "web/problem",
                        new ProblemPage(SITE, 404, HOSTILE, HOSTILE + LONG, HOSTILE)));
        pages.put(
                "problem-type",
                render(
                        "web/problems",
                        new ProblemTypePage(
                                SITE,
                                "/problems/too-many-requests",
                                429,
                                "访问过于频繁",
                                "一分钟内来自同一地址的请求超过了公布的上限。",
                                "按 Retry-After 所给的秒数等待后再试；需要成批取用的，请使用导出接口。")));
        return pages;
    }

    static String render(String template, Object page) {
        return ENGINE.getTemplate(template).data("page", page).render();
    }

    static LetterPage letter(Letter letter, int revision) {
        return new LetterPage(
                SITE,
                CODE,
                letter,
                Labels.OUTCOMES,
                revision,
                List.of(
                        new LetterPage.Version(1, Instant.parse("2025-06-03T02:00:00Z"), null),
                        new LetterPage.Version(
                                2, Instant.parse("2025-07-18T08:30:00Z"), "更正第二部分的竣工时间")),
                "9f3a61c0d2487be5a1b2c3d4e5f60718293a4b5c6d7e8f901122334455667788",
                true);
    }

    static Letter full() {
        return new Letter(
                Letter.Kind.PROPOSAL,
                "关于示例市政协三届四次会议第0012号提案的复函（示例）",
                "示科局函〔2025〕12号",
                "00000000EXAMPLE/2025-00012",
                "示例市科技局",
                List.of("示例市教委", "示例市民政局", "示例市财政局"),
                List.of("科技", "养老服务"),
                "政协提案办理",
                Letter.Outcome.B,
                Letter.Disclosure.FULL,
                new Letter.Proposal("0012", "示例市政协三届四次会议", "关于在社区开设手机课堂的建议", List.of("示例甲", "示例乙")),
                List.of("示例甲委员", "示例乙委员"),
                LocalDate.of(2025, 5, 16),
                LocalDate.of(2025, 5, 20),
                LocalDate.of(2025, 6, 3),
                "示例丙（示例市科技局副局长）",
                "你们提出的《关于在社区开设手机课堂的建议》（第0012号）收悉。经我局与示例市教委、示例市民政局、示例市财政局协商研究，现将办理情况答复如下：",
                List.of(
                        new Letter.Section(
                                "一、关于手机课堂的开设。",
                                List.of(
                                        "去年以来，我局会同有关部门在三个街道试开手机课堂。一是选点方便。课堂设在老人步行一刻钟可到的社区活动室，每周两次，每次不超过一小时。二是内容实用。从打电话、看字大的网页、挂号、缴费教起，不赶进度。三是有人陪练。每四位老人有一名志愿者，课后留下联系卡，可以再问。",
                                        "到今年四月，共开课二百一十六次，三千余人次参加。")),
                        new Letter.Section(
                                "二、关于固定的场所和经费",
                                List.of(
                                        "提案中提出的固定场所，正在办理。第一批十二个活动室的改造已列入今年的计划，预计十月底前完成；第二批列入明年的安排。经费由市、区两级按比例分担，志愿者的交通和保险由市级承担。")),
                        new Letter.Section(
                                "三、关于防范网络诈骗",
                                List.of("我局将在课程中增加一讲，由社区民警讲身边的例子。讲义用大字印发，并在本公开平台登载。")),
                        new Letter.Section(
                                "四、关于下一步工作。", List.of("我局将在年底前再次向你们报告改造的进展，并请你们到现场看一看。"))),
                "此复函已经示例市科技局副局长示例丙审签。对以上答复你们有什么意见，请填写回执告诉我们，以便我们进一步改进工作。",
                "示例市科技局",
                List.of("示例市政协提案委", "示例市政府督查室"),
                "联系人：示例丁 000-00000000");
    }

    private static Letter titleOnly() {
        var letter = full();
        return new Letter(
                Letter.Kind.SUGGESTION,
                "关于示例市五届人大二次会议第034号建议的答复（示例）",
                letter.documentNumber(),
                letter.indexNumber(),
                letter.department(),
                List.of(),
                letter.topics(),
                "人大建议办理",
                Letter.Outcome.C,
                Letter.Disclosure.TITLE_ONLY,
                new Letter.Proposal("034", "示例市五届人大二次会议", "不公开的题目", List.of("不公开的人")),
                List.of("不公开的人代表"),
                letter.letterDate(),
                letter.issuedOn(),
                letter.publishedOn(),
                "不公开的人",
                "不公开的正文",
                letter.sections(),
                "不公开的正文",
                letter.signature(),
                List.of(),
                null);
    }

    private static LetterPage bare() {
        var nothing =
                new Letter(
                        Letter.Kind.PROPOSAL,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        Letter.Disclosure.FULL,
                        new Letter.Proposal(null, null, null, List.of()),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(new Letter.Section(null, List.of("您的提案收悉，答复如下。"))),
                        null,
                        null,
                        List.of(),
                        null);
        return new LetterPage(SITE, CODE, nothing, Labels.OUTCOMES, 1, List.of(), null, false);
    }

    private static Letter hostile() {
        var text = HOSTILE + LONG;
        var section = new Letter.Section(text, List.of(text, HOSTILE));
        return new Letter(
                Letter.Kind.PROPOSAL,
                text,
                text,
                text,
                text,
                List.of(text, HOSTILE),
                List.of(text),
                text,
                Letter.Outcome.D,
                Letter.Disclosure.FULL,
                new Letter.Proposal(text, text, text, List.of(text)),
                List.of(text),
                LocalDate.of(2025, 5, 16),
                LocalDate.of(2025, 5, 16),
                LocalDate.of(2025, 5, 16),
                text,
                text,
                List.of(section, section, section),
                text,
                text,
                List.of(text),
                text);
    }

    private static ListPage list(ListPage.Query query) {
        return new ListPage(
                SITE,
                query,
                choices(),
                Labels.OUTCOMES,
                List.of(
                        item(full().title(), Letter.Kind.PROPOSAL, Letter.Outcome.B, List.of()),
                        item(
                                "关于示例市五届人大二次会议第034号建议的答复（示例）",
                                Letter.Kind.SUGGESTION,
                                Letter.Outcome.A,
                                List.of()),
                        item(
                                "关于示例市政协三届四次会议第0107号提案的复函（示例）",
                                Letter.Kind.PROPOSAL,
                                Letter.Outcome.C,
                                List.of()),
                        item(
                                "关于示例市政协三届四次会议第0311号提案的复函（示例）",
                                Letter.Kind.PROPOSAL,
                                null,
                                List.of())),
                "b3BhcXVl+/=",
                1234L);
    }

    private static ListPage search() {
        return new ListPage(
                SITE,
                new ListPage.Query(
                        "手机课堂 & 养老", "2025", "示例市科技局", null, Letter.Kind.PROPOSAL, null, null),
                choices(),
                Labels.OUTCOMES,
                List.of(
                        item(
                                full().title(),
                                Letter.Kind.PROPOSAL,
                                Letter.Outcome.B,
                                List.of(
                                        new Piece("……在三个街道试开", false),
                                        new Piece("手机课堂", true),
                                        new Piece("。一是选点方便。课堂设在老人步行一刻钟可到的社区……", false)))),
                null,
                1L);
    }

    private static ListPage nothing() {
        return new ListPage(
                SITE,
                new ListPage.Query("没有的词", null, null, null, null, null, null),
                choices(),
                Labels.OUTCOMES,
                List.of(),
                null,
                0L);
    }

    private static ListPage hostileList() {
        return new ListPage(
                SITE,
                new ListPage.Query(
                        HOSTILE + LONG,
                        HOSTILE,
                        LONG,
                        HOSTILE,
                        Letter.Kind.PROPOSAL,
                        Letter.Outcome.D,
                        HOSTILE),
                choices(),
                Labels.OUTCOMES,
                List.of(
                        new ListPage.Item(
                                CODE,
                                HOSTILE + LONG,
                                LONG,
                                HOSTILE,
                                null,
                                Letter.Kind.PROPOSAL,
                                Letter.Outcome.D,
                                List.of(new Piece(HOSTILE, true), new Piece(LONG, false)),
                                true)),
                HOSTILE,
                Long.MAX_VALUE);
    }

    private static ListPage.Choices choices() {
        return new ListPage.Choices(
                List.of("2025", "2024", "2023"),
                List.of("示例市科技局", "示例市民政局"),
                List.of("科技", "养老服务", "城市管理"));
    }

    private static ListPage.Item item(
            String title, Letter.Kind kind, Letter.Outcome outcome, List<Piece> excerpt) {
        return new ListPage.Item(
                CODE,
                title,
                "示科局函〔2025〕12号",
                "示例市科技局",
                LocalDate.of(2025, 6, 3),
                kind,
                outcome,
                excerpt,
                true);
    }

    private static Enclosed enclosed() {
        return new Enclosed(CODE, full().title(), full().documentNumber(), "示例市科技局", "示例甲", true);
    }

    private static FormPage form(Map<String, String> errors) {
        return new FormPage(
                SITE,
                RECEIPT,
                enclosed(),
                true,
                errors.isEmpty()
                        ? FormPage.Entered.NOTHING
                        : new FormPage.Entered(null, Rating.SATISFIED, "活动室的门槛请修平。", "x", true),
                errors,
                "0197f7a2-1111-7222-8333-444455556666",
                LocalDate.of(2025, 6, 30),
                false);
    }

    private static Map<String, String> errors() {
        return Map.of("rating", "请选择对办理结果是否满意", "contact", "联系方式太短，请写电话或微信号");
    }

    private static FormPage hostileForm() {
        return new FormPage(
                SITE,
                RECEIPT,
                new Enclosed(CODE, HOSTILE + LONG, LONG, HOSTILE, HOSTILE, true),
                false,
                new FormPage.Entered(
                        Rating.UNSATISFIED,
                        null,
                        "</textarea>" + HOSTILE + "\n\n" + LONG,
                        HOSTILE + LONG,
                        false),
                Map.of("", HOSTILE, "opinion", HOSTILE + LONG, "attitude", HOSTILE),
                HOSTILE,
                null,
                true);
    }

    private static ReceivedPage received(boolean hostile) {
        return new ReceivedPage(
                SITE,
                RECEIPT,
                enclosed(),
                List.of(
                        new ReceivedPage.Version(
                                1,
                                1,
                                Rating.UNSATISFIED,
                                null,
                                "场所还没有着落。",
                                null,
                                false,
                                Instant.parse("2025-06-05T01:05:00Z")),
                        new ReceivedPage.Version(
                                2,
                                2,
                                Rating.MOSTLY_SATISFIED,
                                Rating.SATISFIED,
                                hostile ? HOSTILE + LONG : "改造的时间说清楚了，谢谢。\n请把第二批的名单也公布。",
                                hostile ? HOSTILE : "000-00000000",
                                true,
                                Instant.parse("2025-06-20T08:40:00Z"))),
                LocalDate.of(2025, 6, 30),
                !hostile,
                hostile ? List.of(HOSTILE + LONG) : List.of("复函中承诺的“年底前建成”已兑现：都已开放。"));
    }

    private static SheetPage sheet(Enclosed enclosed) {
        return new SheetPage(
                SITE,
                RECEIPT,
                enclosed,
                qr(SITE.url("/h/" + RECEIPT)),
                LocalDate.of(2025, 6, 30),
                true);
    }

    static String qr(String text) {
        try {
            var code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
            var path = new StringBuilder();
            for (int y = 0; y < code.getHeight(); y++) {
                for (int x = 0; x < code.getWidth(); x++) {
                    if (code.get(x, y)) {
                        path.append("M%d %dh1v1h-1z".formatted(x, y));
                    }
                }
            }
            return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h999v999H0z"/><path d="%s"/></svg>"""
                    .formatted(code.getWidth(), code.getHeight(), path);
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A template as the service has it, with the variant that makes Qute escape HTML. */
    private record Located(String id) implements TemplateLocation {
        @Override
        public Reader read() {
            return new InputStreamReader(
                    Pages.class.getResourceAsStream("/templates/" + id + ".html"),
                    StandardCharsets.UTF_8);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }
}
