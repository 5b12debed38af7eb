package cn.fuhan.figures;

import cn.fuhan.figures.Statistics.Count;
import cn.fuhan.figures.Statistics.Rate;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Phrase;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of figures (办理统计), the public one and the desk's.
 *
 * @param base where this page is
 */
public record FiguresPage(Site site, Statistics figures, String base) {

    private static final Map<String, String> RATINGS =
            Map.of(
                    "SATISFIED", "满意",
                    "MOSTLY_SATISFIED", "基本满意",
                    "UNDERSTANDING", "理解",
                    "UNSATISFIED", "不满意");

    /** A year to choose. */
    public record Year(String label, String href, boolean chosen) {}

    /** A line of the table of rates: a rate, or a number. */
    public record Line(
            String label, @Nullable Rate rate, @Nullable Number number, String definition) {

        public String value() {
            return rate != null ? rate.words() : number == null ? "—" : number.toString();
        }
    }

    /** A bar of a chart, and a row of the table beside it. */
    public record Bar(String label, String value, long percent) {}

    /** A chart with its table. */
    public record Chart(
            String id, String title, String what, String unit, String definition, List<Bar> bars) {}

    /** An opinion in the page's words. */
    public record Told(
            String href, List<Phrase> phrases, String rating, String opinion, String day) {}

    public Head head() {
        return new Head(
                site,
                title(),
                "复函的件数、办复率、回执回收率和满意率，按办理结果、单位和年份。",
                figures.year() == null ? "/figures" : "/figures?year=" + figures.year(),
                figures.year() == null,
                null);
    }

    public String title() {
        return figures.year() == null ? "办理统计" : figures.year() + "年办理统计";
    }

    public String total() {
        return "%s公开复函 %,d 件"
                .formatted(
                        figures.year() == null ? "历年共" : figures.year() + "年",
                        figures.letters().total());
    }

    public List<Year> years() {
        List<Year> years = new ArrayList<>();
        years.add(new Year("历年合计", base, figures.year() == null));
        figures.years()
                .forEach(
                        y ->
                                years.add(
                                        new Year(
                                                y + "年",
                                                base + "?year=" + y,
                                                y.equals(figures.year()))));
        return years;
    }

    public String sheetHref() {
        return "/figures.xlsx" + (figures.year() == null ? "" : "?year=" + figures.year());
    }

    public List<Line> lines() {
        return lines(figures);
    }

    /** The rates of the yearly report, each with what it is of. */
    static List<Line> lines(Statistics s) {
        var h = s.handling();
        var r = s.receipts();
        return List.of(
                new Line("办复率", h.onTime(), null, "期限内办复的，占已经办复或已到期限的交办件"),
                new Line("交办件", null, h.assigned(), "这一年交办的提案和建议"),
                new Line("已经办复", null, h.answered(), "其中已经答复的"),
                new Line("逾期未办复", null, h.overdue(), "其中期限已过、还没有答复的"),
                new Line("答复用时（天，中位数）", null, h.timeToAnswer().median(), "交办之日到办复之日的自然日，一半的件不超过它"),
                new Line("答复用时（天，最长）", null, h.timeToAnswer().longest(), "用时最长的一件"),
                new Line("回执回收率", r.returnRate(), null, "收回的回执，占征询的提出者"),
                new Line("满意率", r.satisfaction(), null, "满意和基本满意的，占收回的回执"));
    }

    public List<Chart> charts() {
        var letters = figures.letters();
        List<Chart> charts = new ArrayList<>();
        add(charts, "outcome", "按办理结果", "办理结果", "公开的复函，按成文年份计。", letters.byOutcome());
        ratings(charts);
        add(charts, "department", "按发布机构", "发布机构", "公开的复函，按成文年份计。", letters.byDepartment());
        add(charts, "kind", "按类别", "类别", "公开的复函，按成文年份计。", letters.byKind());
        add(charts, "year", "历年件数", "年份", "公开的复函，按成文年份计；不论上面选的是哪一年。", letters.byYear());
        return charts;
    }

    public List<Told> opinions() {
        return figures.opinions().stream()
                .map(
                        o ->
                                new Told(
                                        "/r/" + o.replyCode(),
                                        Phrase.in(o.title()),
                                        rating(o.rating()),
                                        o.opinion(),
                                        ChineseDate.day(o.receivedOn())))
                .toList();
    }

    static String rating(String name) {
        return RATINGS.getOrDefault(name, name);
    }

    public TemplateInstance html() {
        return Templates.figures(this);
    }

    @CheckedTemplate(basePath = "figures")
    static class Templates {
        static native TemplateInstance figures(FiguresPage page);
    }

    private void ratings(List<Chart> charts) {
        var r = figures.receipts();
        if (r.invited() == 0) {
            return;
        }
        List<Count> counts = new ArrayList<>();
        counts.add(new Count("SATISFIED", "满意", r.satisfied()));
        counts.add(new Count("MOSTLY_SATISFIED", "基本满意", r.mostlySatisfied()));
        if (r.understanding() > 0) {
            counts.add(new Count("UNDERSTANDING", "理解", r.understanding()));
        }
        counts.add(new Count("UNSATISFIED", "不满意", r.unsatisfied()));
        counts.add(new Count(null, "没有反馈", r.unreturned()));
        charts.add(
                new Chart(
                        "rating",
                        "提出者的评价",
                        "评价",
                        "位",
                        "每位提出者以最后一版回执计，按复函的年份；共征询 %d 位。".formatted(r.invited()),
                        bars(counts)));
    }

    private static void add(
            List<Chart> charts,
            String id,
            String title,
            String what,
            String definition,
            List<Count> counts) {
        if (!counts.isEmpty()) {
            charts.add(new Chart(id, title, what, "件", definition, bars(counts)));
        }
    }

    private static List<Bar> bars(List<Count> counts) {
        long most = Math.max(1, counts.stream().mapToLong(Count::letters).max().orElse(1));
        return counts.stream()
                .map(
                        c ->
                                new Bar(
                                        c.label(),
                                        "%,d".formatted(c.letters()),
                                        // what there is of can be seen
                                        c.letters() == 0
                                                ? 0
                                                : Math.max(1, 100 * c.letters() / most)))
                .toList();
    }
}
