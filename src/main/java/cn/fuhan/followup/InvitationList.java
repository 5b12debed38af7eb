package cn.fuhan.followup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where invitations stand. */
@RegisterForReflection
@Schema(name = "InvitationStates", description = "一页征询意见的进展，新的在前")
public record InvitationList(
        @Schema(description = "各份邀请") List<Entry> items,
        @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {

    /** Where one stands. */
    @RegisterForReflection
    @Schema(name = "InvitationState", description = "一份邀请到了哪一步")
    public record Entry(
            @Schema(description = "复函编号", examples = "7G4K2M9QXR") String replyCode,
            @Schema(description = "复函的标题") @Nullable String title,
            @Schema(description = "提出者", examples = "林晓川") String proposer,
            @Schema(description = "到了哪一步") State state,
            @Schema(description = "第一次出具回执码的时刻") Instant issuedAt,
            @Schema(description = "提出者第一次打开的时刻") @Nullable Instant openedAt,
            @Schema(description = "收到最后一版回执的时刻") @Nullable Instant receivedAt,
            @Schema(description = "催办的时刻") @Nullable Instant remindedAt,
            @Schema(description = "填写的期限") Instant expiresAt) {}

    /** Issued, opened, returned or overdue. */
    @Schema(
            name = "InvitationStep",
            description =
                    """
                    征询意见到了哪一步：

                    - `ISSUED` 已出具，还没有打开
                    - `OPENED` 已打开，还没有填写
                    - `RETURNED` 已收回
                    - `OVERDUE` 期限已过，没有收回
                    """)
    public enum State {
        ISSUED("已出具"),
        OPENED("已打开"),
        RETURNED("已收回"),
        OVERDUE("逾期未回");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
