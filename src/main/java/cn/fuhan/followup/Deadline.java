package cn.fuhan.followup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A deadline (期限) as it stands today. */
@RegisterForReflection
@Schema(name = "Deadline", description = "一个期限，以及今天离它还有多远")
public record Deadline(
        @Schema(description = "期限的最后一天") LocalDate dueOn,
        @Schema(description = "还剩几个工作日；负数是已经逾期几个工作日；已经办完的为 null", examples = "8")
                @Nullable Integer workingDaysLeft,
        @Schema(description = "预警") Warning warning,
        @Schema(description = "是否已经逾期；办完的，是否逾期办完") boolean overdue,
        @Schema(description = "用文字说", examples = "黄色预警：还剩8个工作日") String words) {}
