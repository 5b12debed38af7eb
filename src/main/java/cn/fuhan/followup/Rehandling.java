package cn.fuhan.followup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A case of re-handling (二次办理): what follows from a receipt that says 不满意. */
@RegisterForReflection
@Schema(name = "Rehandling", description = "一件重新办理：提出者不满意之后的沟通、第二次答复和结案")
public record Rehandling(
        @Schema(description = "重新办理的编号", examples = "4D8S2H6KXN") String code,
        @Schema(description = "不满意的那件复函", examples = "7G4K2M9QXR") String replyCode,
        @Schema(description = "那件复函的标题") @Nullable String title,
        @Schema(description = "提出者", examples = "林晓川") String proposer,
        @Schema(description = "第几次重新办理：对第二次答复又不满意的是 2", examples = "1") int round,
        @Schema(description = "不满意的那份回执的编号", examples = "X4M7T0B2RK") String receipt,
        @Schema(description = "不满意的理由") @Nullable String opinion,
        @Schema(description = "提出者的联系方式") @Nullable String contact,
        @Schema(description = "提出者现在的评价：最后一版回执的") String rating,
        @Schema(description = "立案时刻") Instant openedAt,
        @Schema(description = "办理的期限") Deadline deadline,
        @Schema(description = "与提出者的沟通，先后为序") List<Contact> contacts,
        @Schema(description = "第二次答复的复函编号；还没有的为 null") @Nullable String secondReplyCode,
        @Schema(description = "第二次答复的状态：DRAFT、PUBLISHED、WITHDRAWN")
                @Nullable String secondReplyState,
        @Schema(description = "结案；还没有结案的为 null") @Nullable Closing closing) {

    /** A talk with the proposer (沟通). */
    @RegisterForReflection
    @Schema(name = "RehandlingContact", description = "与提出者的一次沟通")
    public record Contact(
            @Schema(description = "哪一天") LocalDate on,
            @Schema(description = "方式") Way way,
            @Schema(description = "谈了什么") String note,
            @Schema(description = "由谁登记", examples = "admin") String by) {}

    /** How one talked. */
    @Schema(
            name = "ContactWay",
            description =
                    """
                    沟通的方式：

                    - `VISIT` 上门走访
                    - `MEETING` 座谈、面商
                    - `PHONE` 电话
                    - `OTHER` 其他
                    """)
    public enum Way {
        VISIT("上门走访"),
        MEETING("座谈、面商"),
        PHONE("电话"),
        OTHER("其他");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How it ended: never without what happened, and who says so. */
    @RegisterForReflection
    @Schema(name = "RehandlingClosing", description = "结案")
    public record Closing(
            @Schema(description = "结果") String outcome,
            @Schema(description = "由谁结案", examples = "admin") String by,
            @Schema(description = "结案时刻") Instant closedAt) {}

    /** A page of cases. */
    @RegisterForReflection
    @Schema(name = "RehandlingList", description = "一页重新办理，先立案的在前")
    public record Page(
            @Schema(description = "各件重新办理") List<Rehandling> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}
}
