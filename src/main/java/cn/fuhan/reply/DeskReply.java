package cn.fuhan.reply;

import cn.fuhan.web.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A letter as staff see it. */
@RegisterForReflection
@Schema(name = "DeskReply", description = "工作人员看到的复函：草稿、发现和状态")
public record DeskReply(
        @Schema(description = "复函编号", examples = "7G4K2M9QXR") String code,
        @Schema(description = "DRAFT 草稿，PUBLISHED 已发布，WITHDRAWN 已撤回") String state,
        @Schema(description = "最近发布的是第几版；从未发布的为 null") @Nullable Integer revision,
        @Schema(description = "公开页的地址") String url,
        @Schema(description = "全部发现") List<DeskFinding> findings,
        @Schema(description = "草稿；发布时成为新的一版") Letter draft,
        @Schema(description = "撤回时刻") @Nullable Instant withdrawnAt,
        @Schema(description = "撤回原因") @Nullable String withdrawnReason,
        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "每次修改加一，也是 ETag") long version) {

    /** Findings that keep the letter from being published until somebody decides. */
    public List<DeskFinding> blocking() {
        return findings.stream().filter(DeskFinding::blocks).toList();
    }

    /** What the letter lacks before it can be published, apart from findings. */
    public List<Problem.FieldError> obstacles() {
        return Readiness.obstacles(draft);
    }

    /** Whether somebody has to look at it before it can be published. */
    public boolean needsALook() {
        return !blocking().isEmpty() || !obstacles().isEmpty();
    }
}
