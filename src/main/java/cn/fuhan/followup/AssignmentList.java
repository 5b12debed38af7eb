package cn.fuhan.followup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of assignments. */
@RegisterForReflection
@Schema(name = "AssignmentList", description = "一页交办件，先到期的在前")
public record AssignmentList(
        @Schema(description = "各件交办件") List<Assignment> items,
        @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}
