package cn.fuhan.receipt;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a proposer answers. */
@RegisterForReflection
@Schema(
        name = "ReceiptAnswer",
        description = "回执的内容。不满意时须写明理由。",
        requiredProperties = {"rating"})
record Answer(
        @Schema(
                        description =
                                "总体评价：SATISFIED 满意，MOSTLY_SATISFIED 基本满意，UNDERSTANDING 理解（部分单位提供），UNSATISFIED 不满意")
                @Nullable Rating rating,
        @Schema(description = "对办理态度的评价，可不填") @Nullable Rating attitude,
        @Schema(description = "意见，至多 2000 字；不满意时必填", maxLength = 2000) @Nullable String opinion,
        @Schema(description = "联系方式，至多 200 字，只供承办单位联系", maxLength = 200) @Nullable String contact,
        @Schema(description = "是否同意公开意见，不带姓名；不写就是不同意。同意的，经承办单位审核后才公开")
                @Nullable Boolean opinionPublic) {

    static final int LONGEST_OPINION = 2_000;
    static final int LONGEST_CONTACT = 200;

    Answer {
        opinion = opinion == null || opinion.isBlank() ? null : opinion.strip();
        contact = contact == null || contact.isBlank() ? null : contact.strip();
        opinionPublic = opinion != null && Boolean.TRUE.equals(opinionPublic);
    }

    /** What is wrong, by field; empty when nothing is. */
    Map<String, String> errors(boolean understandingOffered) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (rating == null) {
            errors.put("rating", "请选择总体评价");
        } else if (rating == Rating.UNDERSTANDING && !understandingOffered) {
            errors.put("rating", "本单位不提供“理解”这一项，请选择满意、基本满意或不满意");
        }
        if (attitude == Rating.UNDERSTANDING && !understandingOffered) {
            errors.put("attitude", "本单位不提供“理解”这一项，请选择满意、基本满意或不满意");
        }
        if (opinion != null && opinion.codePointCount(0, opinion.length()) > LONGEST_OPINION) {
            errors.put("opinion", "意见不能超过 2000 字，请删减");
        } else if (rating == Rating.UNSATISFIED && opinion == null) {
            errors.put("opinion", "选择不满意时，请写明理由");
        }
        if (contact != null && contact.codePointCount(0, contact.length()) > LONGEST_CONTACT) {
            errors.put("contact", "联系方式不能超过 200 字");
        }
        return errors;
    }

    /** Fails with the problem invalid, each field by its pointer. */
    void require(boolean understandingOffered) {
        Map<String, String> errors = errors(understandingOffered);
        if (!errors.isEmpty()) {
            Problem problem = new Problem(ProblemType.INVALID);
            errors.forEach((field, detail) -> problem.error("/" + field, detail));
            throw problem;
        }
    }

    /** Equal for equal answers: what an idempotency key stands for. */
    byte[] digest() {
        return Sha256.of(
                rating
                        + "\n"
                        + attitude
                        + "\n"
                        + (opinion == null ? "-" : "+" + opinion)
                        + "\n"
                        + contact
                        + (Boolean.TRUE.equals(opinionPublic) ? "\npublic" : ""));
    }
}
