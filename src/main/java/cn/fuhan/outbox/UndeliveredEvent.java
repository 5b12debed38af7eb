package cn.fuhan.outbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event that was given up (未送达). */
@RegisterForReflection
@Schema(name = "UndeliveredEvent", description = "一件屡次没有送达、已经放弃的事")
public record UndeliveredEvent(
        @Schema(description = "编号", examples = "42") long id,
        @Schema(
                        description =
                                "哪一类：wechat.message 微信消息，wechat.check 意见的内容安全检查，publication 发布后的通知，"
                                        + "receipt 收到回执后的通知，promise 承诺的进展，progress 它的通知，"
                                        + "receipt-reminder 回执的提醒，reminder 它的通知",
                        examples = "wechat.message")
                String topic,
        @Schema(description = "关于什么，如回执编号、复函编号和版次", examples = "X4M7T0B2RK") String about,
        @Schema(description = "试过几次") int attempts,
        @Schema(description = "何时发生的") Instant createdAt,
        @Schema(description = "何时放弃的") Instant givenUpAt,
        @Schema(description = "最后一次为什么没有送达") @Nullable String reason) {

    /** A page of them. */
    @RegisterForReflection
    @Schema(name = "UndeliveredList", description = "未送达的，新的在前")
    public record Page(
            @Schema(description = "各件") List<UndeliveredEvent> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}
}
