package cn.fuhan.reply;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A letter in a list. */
@RegisterForReflection
@Schema(name = "ReplyItem", description = "列表中的一件复函")
public record Item(
        @Schema(description = "复函编号", examples = "7G4K2M9QXR") String code,
        Letter.Kind kind,
        @Schema(description = "标题") String title,
        @Schema(description = "发文字号") @Nullable String documentNumber,
        @Schema(description = "发布机构") @Nullable String department,
        @Schema(description = "主题分类") List<String> topics,
        Letter.@Nullable Outcome outcome,
        Letter.Disclosure disclosure,
        Letter.Proposal proposal,
        @Schema(description = "成文日期") @Nullable LocalDate issuedOn,
        @Schema(description = "发布日期") @Nullable LocalDate publishedOn,
        @Schema(description = "第几版") int revision) {

    static Item of(LetterDocument d) {
        return new Item(
                d.code(),
                d.kind(),
                d.title(),
                d.documentNumber(),
                d.department(),
                d.topics(),
                d.outcome(),
                d.disclosure(),
                d.proposal(),
                d.issuedOn(),
                d.publishedOn(),
                d.revision());
    }
}
