package cn.fuhan.reply;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A {@link Finding} and what staff decided about it. */
@RegisterForReflection
@Schema(name = "Finding", description = "导入时的一处发现，以及处理的结果")
public record DeskFinding(
        @Schema(description = "在这一件复函之内不变", examples = "3f9a0c5d21be") String id,
        @Schema(description = "INFO 提示；MISSING 缺少；SUSPICIOUS 可疑，未处理之前不能发布")
                Finding.Severity severity,
        @Schema(description = "所在字段；breadcrumb、page 指复函之外的原网页", examples = "title") String field,
        @Schema(description = "在 draft 中的位置，JSON pointer；不在复函之内的为 null", examples = "/title")
                @Nullable String pointer,
        @Schema(description = "那一处的文字") @Nullable String text,
        @Schema(description = "说明和建议") String message,
        @Schema(description = "是否已处理") boolean resolved,
        @Schema(description = "怎样处理的") @Nullable Resolution resolution,
        @Schema(description = "更正后的文字") @Nullable String replacement,
        @Schema(description = "处理说明") @Nullable String note,
        @Schema(description = "处理人") @Nullable String resolvedBy,
        @Schema(description = "处理时刻") @Nullable Instant resolvedAt) {

    /** What staff can do about a finding. */
    @Schema(
            name = "Resolution",
            description = "KEEP 确认无误，保留；REMOVE 删除这段文字；REPLACE 换成 replacement；EDITED 编辑后已不存在")
    public enum Resolution {
        KEEP,
        REMOVE,
        REPLACE,
        EDITED
    }

    static DeskFinding open(Finding f) {
        return new DeskFinding(
                f.id(),
                f.severity(),
                f.field(),
                f.pointer(),
                f.text(),
                f.message(),
                false,
                null,
                null,
                null,
                null,
                null);
    }

    DeskFinding resolved(
            Resolution how, @Nullable String replacement, @Nullable String note, String by) {
        return new DeskFinding(
                id,
                severity,
                field,
                pointer,
                text,
                message,
                true,
                how,
                replacement,
                note,
                by,
                Instant.now());
    }

    boolean blocks() {
        return severity == Finding.Severity.SUSPICIOUS && !resolved;
    }
}
