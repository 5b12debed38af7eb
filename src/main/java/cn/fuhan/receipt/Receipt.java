package cn.fuhan.receipt;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A receipt (回执) as stored: one version of what a proposer answered. Never changes. */
@RegisterForReflection
@Schema(name = "Receipt", description = "已收到的回执")
public record Receipt(
        @Schema(description = "回执编号", examples = "X4M7T0B2RK") String number,
        @Schema(description = "复函编号", examples = "7G4K2M9QXR") String replyCode,
        @Schema(description = "提出者", examples = "王济光") String proposer,
        @Schema(description = "第几版，从 1 起；修改一次加一", examples = "1") int version,
        @Schema(description = "总体评价") Rating rating,
        @Schema(description = "对办理态度的评价") @Nullable Rating attitude,
        @Schema(description = "意见") @Nullable String opinion,
        @Schema(description = "联系方式") @Nullable String contact,
        @Schema(description = "提出者是否同意公开意见") boolean opinionPublic,
        @Schema(description = "收到时所依据的复函版次；复函尚未公开时为 null") @Nullable Integer replyRevision,
        @Schema(description = "收到时刻") Instant receivedAt,
        @Schema(description = "在此之前可以修改") Instant amendableUntil) {}
