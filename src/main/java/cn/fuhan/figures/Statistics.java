package cn.fuhan.figures;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The figures of a year, or of all. No rate stands without its two numbers. */
@RegisterForReflection
@Schema(name = "Statistics", description = "一年的，或历年合计的统计")
public record Statistics(
        @Schema(description = "哪一年；历年合计为 null", examples = "2026") @Nullable Integer year,
        @Schema(description = "有统计的各年，新的在前") List<Integer> years,
        @Schema(description = "公开的复函") Letters letters,
        @Schema(description = "交办件的办理") Handling handling,
        @Schema(description = "回执") Receipts receipts,
        @Schema(description = "提出者同意公开、并经审核的意见，新的在前，至多 50 条") List<Opinion> opinions) {

    /** Letters that are public now (公开的复函), by the year in which they were issued. */
    @RegisterForReflection
    @Schema(name = "LetterFigures", description = "公开的复函，按成文的年份")
    public record Letters(
            @Schema(description = "共几件", examples = "128") long total,
            @Schema(description = "按办理结果") List<Count> byOutcome,
            @Schema(description = "按类别") List<Count> byKind,
            @Schema(description = "按发布机构，多的在前，至多 50 个") List<Count> byDepartment,
            @Schema(description = "历年，不论所选年份") List<Count> byYear) {}

    /** How many of something. */
    @RegisterForReflection
    @Schema(name = "Count", description = "一项的件数")
    public record Count(
            @Schema(description = "哪一项；没有标注的为 null", examples = "A") @Nullable String key,
            @Schema(description = "这一项的名称", examples = "A 已经解决或基本解决") String label,
            @Schema(description = "件数", examples = "57") long letters) {}

    /** A rate with its numbers. */
    @RegisterForReflection
    @Schema(name = "Rate", description = "一个比率和它的分子、分母")
    public record Rate(
            @Schema(description = "分子", examples = "57") long numerator,
            @Schema(description = "分母", examples = "60") long denominator,
            @Schema(description = "比率，0 至 1，四位小数；分母为 0 时为 null", examples = "0.95")
                    @Nullable Double rate) {

        static Rate of(long numerator, long denominator) {
            return new Rate(
                    numerator,
                    denominator,
                    denominator == 0
                            ? null
                            : Math.round(10_000.0 * numerator / denominator) / 10_000.0);
        }

        /** As people read it: 95.0% (57/60). */
        public String words() {
            return rate == null
                    ? "—"
                    : "%.1f%%（%d/%d）".formatted(100 * rate, numerator, denominator);
        }
    }

    /** Assigned proposals (交办件), by the year of their assignment. */
    @RegisterForReflection
    @Schema(name = "HandlingFigures", description = "交办件的办理，按交办的年份")
    public record Handling(
            @Schema(description = "交办几件", examples = "60") long assigned,
            @Schema(description = "已经办复几件", examples = "58") long answered,
            @Schema(description = "还没有办复、期限未到的几件", examples = "1") long open,
            @Schema(description = "还没有办复、已经逾期的几件", examples = "1") long overdue,
            @Schema(description = "办复率：期限内办复的 / 已经办复或已到期限的") Rate onTime,
            @Schema(description = "答复用时：交办之日到办复之日") Days timeToAnswer) {}

    /** How long answers took. */
    @RegisterForReflection
    @Schema(name = "Days", description = "用时，自然日")
    public record Days(
            @Schema(description = "以几件计", examples = "58") long answered,
            @Schema(description = "中位数；没有办复的为 null", examples = "71") @Nullable Integer median,
            @Schema(description = "平均数", examples = "70") @Nullable Integer mean,
            @Schema(description = "最长", examples = "118") @Nullable Integer longest) {}

    /** Receipts (回执), each proposer's latest, by the year of their letters. */
    @RegisterForReflection
    @Schema(name = "ReceiptFigures", description = "回执，每位提出者以最后一版计，按复函的年份")
    public record Receipts(
            @Schema(description = "征询几位提出者", examples = "64") long invited,
            @Schema(description = "收回几份", examples = "60") long returned,
            @Schema(description = "没有反馈的几位", examples = "4") long unreturned,
            @Schema(description = "满意", examples = "50") long satisfied,
            @Schema(description = "基本满意", examples = "8") long mostlySatisfied,
            @Schema(description = "理解", examples = "1") long understanding,
            @Schema(description = "不满意", examples = "1") long unsatisfied,
            @Schema(description = "回执回收率：收回的 / 征询的") Rate returnRate,
            @Schema(description = "满意率：满意和基本满意的 / 收回的") Rate satisfaction) {}

    /** An opinion that its proposer lets be public, and staff approved. */
    @RegisterForReflection
    @Schema(name = "PublicOpinion", description = "一条公开的意见，不带姓名")
    public record Opinion(
            @Schema(description = "复函编号", examples = "7G4K2M9QXR") String replyCode,
            @Schema(description = "复函的标题") String title,
            @Schema(description = "总体评价：SATISFIED、MOSTLY_SATISFIED、UNDERSTANDING、UNSATISFIED")
                    String rating,
            @Schema(description = "意见") String opinion,
            @Schema(description = "收到日期") LocalDate receivedOn) {}
}
