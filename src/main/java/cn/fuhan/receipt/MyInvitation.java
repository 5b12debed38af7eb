package cn.fuhan.receipt;

import cn.fuhan.reply.Letter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An invitation as its proposer sees it, with the receipt that was sent last. */
@RegisterForReflection
@Schema(name = "MyInvitation", description = "给提出者的一份回执邀请，连同最近提交的回执")
record MyInvitation(
        @Schema(description = "复函编号", examples = "7G4K2M9QXR") String code,
        @Schema(description = "复函的标题") String title,
        @Schema(description = "发文字号") @Nullable String documentNumber,
        @Schema(description = "承办单位") @Nullable String department,
        @Schema(description = "办理结果；没有分类的为 null") Letter.@Nullable Outcome outcome,
        @Schema(description = "提出者", examples = "王济光") String proposer,
        @Schema(description = "邀请的时刻") Instant invitedAt,
        @Schema(description = "填写和修改的期限") Instant expiresAt,
        @Schema(description = "是否提供“理解”这一项") boolean understanding,
        @Schema(description = "现在能否提交或修改") boolean open,
        @Schema(description = "最近提交的回执；还没有的为 null") @Nullable Sent receipt) {

    /** What was answered last. */
    @RegisterForReflection
    @Schema(name = "MyReceipt", description = "提交过的回执")
    record Sent(
            @Schema(description = "总体评价") Rating rating,
            @Schema(description = "对办理态度的评价") @Nullable Rating attitude,
            @Schema(description = "意见") @Nullable String opinion,
            @Schema(description = "联系方式") @Nullable String contact,
            @Schema(description = "是否同意公开意见") boolean opinionPublic,
            @Schema(description = "第几版，从 1 起；修改一次加一", examples = "1") int version,
            @Schema(description = "收到时刻") Instant receivedAt) {}

    /** A page of an account's invitations. */
    @RegisterForReflection
    @Schema(name = "MyInvitationList", description = "认领过的回执邀请，新的在前")
    record Page(
            @Schema(description = "各份邀请") List<MyInvitation> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}
}
