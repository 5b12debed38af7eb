package cn.fuhan.figures;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What staff decided about the publication of an opinion. */
@RegisterForReflection
@Schema(name = "OpinionReview", description = "一份回执的意见可否公开")
record OpinionReview(
        @Schema(description = "回执编号", examples = "X4M7T0B2RK") String number,
        @Schema(description = "是否可以公开") boolean approved,
        @Schema(description = "说明") @Nullable String note,
        @Schema(description = "由谁审核", examples = "admin") String by,
        @Schema(description = "审核时刻") Instant reviewedAt) {}
