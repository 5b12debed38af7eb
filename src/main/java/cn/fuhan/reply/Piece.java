package cn.fuhan.reply;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of an excerpt: plain text, to be escaped like any other.
 *
 * @param match whether it is what was looked for
 */
@RegisterForReflection
@Schema(name = "ExcerptPiece", description = "摘要的一截，各截依次相连即成摘要；都是纯文本")
public record Piece(
        @Schema(description = "文字", examples = "科技金融") String text,
        @Schema(description = "是否为要找的文字，显示时标出") boolean match) {}
