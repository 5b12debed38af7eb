package cn.fuhan.receipt;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of receipts for staff. */
@RegisterForReflection
@Schema(name = "ReceiptList", description = "一页回执")
public record ReceiptList(
        List<Entry> items,
        @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {

    /** A stored receipt with what staff need beside it. */
    @RegisterForReflection
    @Schema(name = "ReceiptEntry", description = "一份回执的一版")
    public record Entry(
            Receipt receipt,
            @Schema(description = "复函的标题") @Nullable String title,
            @Schema(description = "PAGE 手机页面，API 程序，WECHAT 微信小程序") String channel,
            @Schema(description = "是否现行的一版") boolean current,
            @Schema(description = "意见是否经审核可以公开；没有审核过的为 null") @Nullable Boolean opinionApproved,
            @Schema(description = "微信对意见的检查；没有查过的为 null。转给别人看之前请先判断。") @Nullable Verdict check) {}
}
