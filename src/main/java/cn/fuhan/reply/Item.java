package cn.fuhan.reply;

import cn.fuhan.search.Excerpt;
import cn.fuhan.search.Sought;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.ArrayList;
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
        @Schema(description = "第几版") int revision,
        @Schema(description = "查找（q）时，正文中最相关的一小段；其余时候为空") List<Piece> excerpt) {

    public Item {
        excerpt = excerpt == null ? List.of() : List.copyOf(excerpt);
    }

    /** The same with what was looked for, as it stands in the letter. */
    Item found(LetterDocument document, Sought sought) {
        Entry entry = new Entry(document, null);
        Excerpt best = Excerpt.of(entry.body(), sought, Excerpt.SHORT);
        if (best.matches() == 0) {
            // a number, a session or a department may stand in the metadata alone
            Excerpt other = Excerpt.of(entry.metadata(), sought, Excerpt.SHORT);
            best = other.matches() > 0 ? other : best;
        }
        List<Piece> pieces = new ArrayList<>();
        if (best.cutBefore()) {
            pieces.add(new Piece("…", false));
        }
        best.segments()
                .forEach(s -> pieces.add(new Piece(s.text().replace('\n', ' '), s.marked())));
        if (best.cutAfter()) {
            pieces.add(new Piece("…", false));
        }
        return new Item(
                code,
                kind,
                title,
                documentNumber,
                department,
                topics,
                outcome,
                disclosure,
                proposal,
                issuedOn,
                publishedOn,
                revision,
                pieces);
    }

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
                d.revision(),
                List.of());
    }
}
