package cn.fuhan.reply;

import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.reply.Letter.Outcome;
import cn.fuhan.reply.Letter.Proposal;
import cn.fuhan.reply.Letter.Section;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A published revision of a letter as the public gets it: what its disclosure scope allows, and
 * nothing that only the proposer's copy has (联系人、联系电话).
 */
@RegisterForReflection
@JsonPropertyOrder({
    "code",
    "kind",
    "title",
    "documentNumber",
    "indexNumber",
    "department",
    "coHandlers",
    "topics",
    "genre",
    "outcome",
    "disclosure",
    "proposal",
    "addressees",
    "letterDate",
    "issuedOn",
    "publishedOn",
    "signedOffBy",
    "opening",
    "sections",
    "closing",
    "signature",
    "copiedTo",
    "revision",
    "publishedAt",
    "digest"
})
@Schema(name = "Reply", description = "公开的复函，某一版")
public record LetterDocument(
        @Schema(description = "复函编号，10 位，Crockford base32", examples = "7G4K2M9QXR") String code,
        @Schema(description = "PROPOSAL 政协提案，SUGGESTION 人大建议") Kind kind,
        @Schema(description = "标题") String title,
        @Schema(description = "发文字号") @Nullable String documentNumber,
        @Schema(description = "索引号") @Nullable String indexNumber,
        @Schema(description = "发布机构，主办单位") @Nullable String department,
        @Schema(description = "会办、协办单位") List<String> coHandlers,
        @Schema(description = "主题分类") List<String> topics,
        @Schema(description = "体裁分类") @Nullable String genre,
        @Schema(description = "办理结果：A 已经解决或基本解决，B 正在解决或列入规划，C 暂不能解决，D 留作参考；没有分类的为 null")
                @Nullable Outcome outcome,
        @Schema(description = "公开属性：FULL 全文公开，TITLE_ONLY 仅公开标题（正文各项为空）") Disclosure disclosure,
        @Schema(description = "所答复的提案或建议") Proposal proposal,
        @Schema(description = "抬头，如 王济光委员") List<String> addressees,
        @Schema(description = "落款日期") @Nullable LocalDate letterDate,
        @Schema(description = "成文日期") @Nullable LocalDate issuedOn,
        @Schema(description = "发布日期") @Nullable LocalDate publishedOn,
        @Schema(description = "审签人") @Nullable String signedOffBy,
        @Schema(description = "开头，段落以换行分隔") @Nullable String opening,
        @Schema(description = "正文各部分") List<Section> sections,
        @Schema(description = "结尾，段落以换行分隔") @Nullable String closing,
        @Schema(description = "落款") @Nullable String signature,
        @Schema(description = "抄送") List<String> copiedTo,
        @Schema(description = "第几版，从 1 起", examples = "1") int revision,
        @Schema(description = "这一版的发布时刻") Instant publishedAt,
        @Schema(
                        description = "除 digest 外全部内容的 RFC 8785 规范形式的 SHA-256",
                        examples =
                                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                @Nullable String digest) {

    /** What the public may see of this letter; the digest is of the same without one. */
    static LetterDocument of(
            String code, Letter l, int revision, Instant publishedAt, @Nullable String digest) {
        boolean full = l.disclosure() == Disclosure.FULL;
        return new LetterDocument(
                code,
                l.kind(),
                l.title(),
                l.documentNumber(),
                l.indexNumber(),
                l.department(),
                full ? l.coHandlers() : List.of(),
                l.topics(),
                l.genre(),
                l.outcome(),
                l.disclosure(),
                full
                        ? l.proposal()
                        : new Proposal(
                                l.proposal().number(), l.proposal().session(), null, List.of()),
                full ? l.addressees() : List.of(),
                l.letterDate(),
                l.issuedOn(),
                l.publishedOn(),
                full ? l.signedOffBy() : null,
                full ? l.opening() : null,
                full ? l.sections() : List.of(),
                full ? l.closing() : null,
                full ? l.signature() : null,
                full ? l.copiedTo() : List.of(),
                revision,
                publishedAt,
                digest);
    }

    /** The published part as a letter again, for the page. */
    Letter letter() {
        return new Letter(
                kind,
                title,
                documentNumber,
                indexNumber,
                department,
                coHandlers,
                topics,
                genre,
                outcome,
                disclosure,
                proposal,
                addressees,
                letterDate,
                issuedOn,
                publishedOn,
                signedOffBy,
                opening,
                sections,
                closing,
                signature,
                copiedTo,
                null);
    }

    /** Whether it is an invented letter (示例), which its title says. */
    boolean isSample() {
        return isSample(title);
    }

    static boolean isSample(String title) {
        return title.startsWith("【示例】");
    }

    /** The year by which the letter is found: of issue, else of the letter, else of publication. */
    @Nullable Integer year() {
        LocalDate date =
                issuedOn != null ? issuedOn : letterDate != null ? letterDate : publishedOn;
        return date == null ? null : date.getYear();
    }
}
