package cn.fuhan.followup;

import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What staff register about an assignment (交办登记). */
@RegisterForReflection
@Schema(name = "AssignmentParticulars", description = "交办登记的内容")
record Particulars(
        @NotNull(message = "请填写 PROPOSAL 或 SUGGESTION") @Schema(description = "政协提案或人大建议")
                Kind kind,
        @NotBlank(message = "请填写会议")
                @Size(max = 100, message = "会议不能超过 100 个字")
                @Schema(description = "会议，写法与复函中的一致", examples = "市政协三届二次会议")
                String session,
        @NotBlank(message = "请填写编号")
                @Size(max = 50, message = "编号不能超过 50 个字")
                @Schema(description = "提案或建议的编号，前面的 0 保留", examples = "0037")
                String number,
        @Size(max = 300, message = "标题不能超过 300 个字") @Schema(description = "提案或建议的标题")
                @Nullable String title,
        @Size(max = 200, message = "提出者不能超过 200 人") @Schema(description = "提出者")
                @Nullable
                        List<
                                @NotBlank(message = "不能为空")
                                @Size(max = 100, message = "不能超过 100 个字") String>
                        proposers,
        @Size(max = 100, message = "主办单位不能超过 100 个字")
                @Schema(description = "主办单位；写了的，只有这个单位的复函算作答复")
                @Nullable String department,
        @NotNull(message = "请填写交办日期") @Schema(description = "交办日期") LocalDate assignedOn,
        @Schema(description = "办复的期限；不写就是三个月，逢休息日顺延") @Nullable LocalDate dueOn) {

    Particulars {
        session = session == null ? null : session.strip();
        number = number == null ? null : number.strip();
        title = title == null || title.isBlank() ? null : title.strip();
        department = department == null || department.isBlank() ? null : department.strip();
        proposers = proposers == null ? List.of() : proposers;
    }

    /** The due date, in order: not before the assignment, and not beyond an extension's end. */
    LocalDate due(Deadlines deadlines) {
        reasonable("/assignedOn", assignedOn);
        LocalDate due = dueOn == null ? deadlines.ofAnswer(assignedOn) : dueOn;
        if (due.isBefore(assignedOn)) {
            throw new Problem(ProblemType.INVALID).error("/dueOn", "期限不能早于交办日期");
        }
        if (due.isAfter(deadlines.longest(assignedOn))) {
            throw new Problem(ProblemType.INVALID)
                    .error("/dueOn", "期限至多到 " + deadlines.longest(assignedOn));
        }
        return due;
    }

    /** A date of the service's time: what lies elsewhere is mistyped. */
    static void reasonable(String pointer, LocalDate date) {
        if (date.getYear() < 1950 || date.getYear() > 2200) {
            throw new Problem(ProblemType.INVALID).error(pointer, "日期不对，请核对年份");
        }
    }
}
