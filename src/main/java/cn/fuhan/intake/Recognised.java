package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what was recognised in a source, so that staff check instead of search. */
final class Recognised {

    private final List<Finding> found = new ArrayList<>();

    private Recognised() {}

    static List<Finding> in(Letter letter, Drafting drafting) {
        Recognised said = new Recognised();
        Letter.Proposal proposal = letter.proposal();
        said.field("title", "/title", "标题", letter.title());
        said.field("documentNumber", "/documentNumber", "发文字号", letter.documentNumber());
        said.field("indexNumber", "/indexNumber", "索引号", letter.indexNumber());
        said.field("department", "/department", "发布机构", letter.department());
        said.list("coHandlers", "/coHandlers", "会办单位", letter.coHandlers());
        said.list("topics", "/topics", "主题分类", letter.topics());
        said.field("genre", "/genre", "体裁分类", letter.genre());
        said.field("proposal", "/proposal/number", "编号", proposal.number());
        said.field("proposal", "/proposal/session", "届次会议", proposal.session());
        said.field("proposal", "/proposal/title", "提案（建议）标题", proposal.title());
        said.list("proposal", "/proposal/proposers", "提案（建议）人", proposal.proposers());
        said.list("addressees", "/addressees", "主送", letter.addressees());
        said.field("letterDate", "/letterDate", "落款日期", letter.letterDate());
        said.field("issuedOn", "/issuedOn", "成文日期", letter.issuedOn());
        said.field("publishedOn", "/publishedOn", "发布日期", letter.publishedOn());
        said.field("signedOffBy", "/signedOffBy", "审签人", letter.signedOffBy());
        said.field("signature", "/signature", "落款", letter.signature());
        said.list("copiedTo", "/copiedTo", "抄送", letter.copiedTo());
        said.sections(letter);
        said.outcome(letter);
        said.disclosure(letter, drafting.disclosureAssumed());
        if (letter.contact() != null) {
            said.info("contact", "/contact", letter.contact(), "已将联系方式从正文移出，只随复函送达提案人，不对外公开。");
        }
        if (letter.closing() == null) {
            said.info("closing", "/closing", null, "没有识别出结尾段（审签、征求意见等），如原件有请补录。");
        }
        for (String number : drafting.furtherNumbers) {
            said.info(
                    "proposal",
                    "/proposal/number",
                    number,
                    "复函同时答复第" + number + "号，疑为并案办理，请确认是否另建答复。");
        }
        return said.found;
    }

    private void sections(Letter letter) {
        if (!letter.sections().isEmpty()) {
            long headings = letter.sections().stream().filter(s -> s.heading() != null).count();
            String says =
                    headings == 0
                            ? "正文没有分级标题，作为一个部分录入。"
                            : "已识别正文 " + letter.sections().size() + " 个部分。";
            info("sections", "/sections", null, says);
        }
    }

    private void outcome(Letter letter) {
        if (letter.outcome() == null) {
            info("outcome", "/outcome", null, "没有找到办理结果分类（A、B、C、D），如已评定请选择。");
        } else {
            field("outcome", "/outcome", "办理结果", letter.outcome());
        }
    }

    private void disclosure(Letter letter, boolean assumed) {
        if (assumed) {
            info("disclosure", "/disclosure", null, "没有找到公开属性，暂按全文公开处理，请确认。");
        } else {
            field("disclosure", "/disclosure", "公开属性", letter.disclosure());
        }
    }

    private void list(String field, String pointer, String label, List<String> values) {
        field(field, pointer, label, values.isEmpty() ? null : String.join("、", values));
    }

    private void field(String field, String pointer, String label, @Nullable Object value) {
        if (value != null) {
            info(field, pointer, value.toString(), "已识别" + label + "，请核对。");
        }
    }

    private void info(String field, String pointer, @Nullable String text, String message) {
        found.add(Finding.of(Severity.INFO, field, pointer, text, message));
    }
}
