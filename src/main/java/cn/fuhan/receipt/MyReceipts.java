package cn.fuhan.receipt;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of what an account's owner answered. */
@RegisterForReflection
@Schema(name = "MyReceiptList", description = "提交过的回执，每一版一项，新的在前")
record MyReceipts(
        @Schema(description = "各份回执") List<Item> items,
        @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {

    /** One version of a receipt with its letter. */
    @RegisterForReflection
    @Schema(name = "MyReceiptItem", description = "一份回执的一版")
    record Item(
            @Schema(description = "复函编号", examples = "7G4K2M9QXR") String code,
            @Schema(description = "复函的标题") String title,
            @Schema(description = "提出者", examples = "王济光") String proposer,
            @Schema(description = "回执编号", examples = "X4M7T0B2RK") String number,
            @Schema(description = "总体评价") Rating rating,
            @Schema(description = "对办理态度的评价") @Nullable Rating attitude,
            @Schema(description = "意见") @Nullable String opinion,
            @Schema(description = "联系方式") @Nullable String contact,
            @Schema(description = "是否同意公开意见") boolean opinionPublic,
            @Schema(description = "第几版，从 1 起；修改一次加一", examples = "1") int version,
            @Schema(description = "收到时刻") Instant receivedAt) {}
}
