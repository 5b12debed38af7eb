package cn.fuhan.followup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that a letter promises by a day (承诺事项), and what became of it. */
@RegisterForReflection
@Schema(name = "Promise", description = "复函中的一项承诺（办理结果为 B、C 的，应逐项登记）和它的进展")
public record Promise(
        @Schema(description = "承诺编号", examples = "6J3W9TQ0XB") String code,
        @Schema(description = "复函编号", examples = "7G4K2M9QXR") String replyCode,
        @Schema(description = "复函的标题") @Nullable String title,
        @Schema(description = "承诺了什么", examples = "年底前在十二个社区设图书角") String content,
        @Schema(description = "OPEN 未到期，FULFILLED 已兑现，CHANGED 已变更，MISSED 逾期未兑现") State state,
        @Schema(description = "承诺的期限") Deadline deadline,
        @Schema(description = "变更成了哪一项；没有变更的为 null") @Nullable String successor,
        @Schema(description = "第二次答复的期限；承诺没有变化之前为 null") @Nullable Deadline secondReply,
        @Schema(description = "第二次答复的复函编号") @Nullable String secondReplyCode,
        @Schema(description = "经过，先发生的在前") List<Change> changes) {

    /** Where a promise stands. */
    @Schema(
            name = "PromiseState",
            description =
                    """
                    一项承诺的进展：

                    - `OPEN` 还没有到期
                    - `FULFILLED` 已兑现
                    - `CHANGED` 已变更为另一项承诺
                    - `MISSED` 逾期未兑现；到期的次日自动记下，之后仍可兑现或变更
                    """)
    public enum State {
        OPEN("未到期"),
        FULFILLED("已兑现"),
        CHANGED("已变更"),
        MISSED("逾期未兑现");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** A change of its state. */
    @RegisterForReflection
    @Schema(name = "PromiseChange", description = "承诺的一次变化")
    public record Change(
            @Schema(description = "变成怎样") State state,
            @Schema(description = "说明") @Nullable String note,
            @Schema(description = "由谁登记；fuhan 是系统自己", examples = "admin") String by,
            @Schema(description = "何时登记") Instant changedAt) {}

    /** Promises of a letter, or of all. */
    @RegisterForReflection
    @Schema(name = "PromiseList", description = "一页承诺事项，先到期的在前")
    public record Page(
            @Schema(description = "各项承诺") List<Promise> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}
}
