package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a letter should have and this one does not. */
final class Gaps {

    private final List<Finding> found = new ArrayList<>();

    private Gaps() {}

    static List<Finding> in(Letter letter) {
        Gaps gaps = new Gaps();
        Letter.Proposal proposal = letter.proposal();
        boolean suggestion = letter.kind() == Letter.Kind.SUGGESTION;
        String what = suggestion ? "建议" : "提案";
        gaps.need("title", "/title", letter.title(), "没有找到标题，请填写复函标题。");
        gaps.need(
                "documentNumber",
                "/documentNumber",
                letter.documentNumber(),
                "没有找到发文字号，请补填；确无文号的可留空。");
        gaps.need("department", "/department", letter.department(), "没有找到发布机构，请填写主办单位名称。");
        gaps.need(
                "proposal",
                "/proposal/number",
                proposal.number(),
                "没有找到" + what + "编号，请对照原" + what + "填写。");
        gaps.need(
                "proposal", "/proposal/session", proposal.session(), "没有找到届次会议，请填写，例如“市政协五届五次会议”。");
        gaps.need(
                "proposal",
                "/proposal/title",
                proposal.title(),
                "没有找到" + what + "标题，请对照原" + what + "填写。");
        gaps.proposers(letter, what);
        gaps.need("letterDate", "/letterDate", letter.letterDate(), "没有找到落款日期，请对照原件填写。");
        gaps.need("issuedOn", "/issuedOn", letter.issuedOn(), "没有找到成文日期，请填写。");
        gaps.need("signature", "/signature", letter.signature(), "没有找到落款单位，请对照原件填写。");
        if (letter.disclosure() == Letter.Disclosure.FULL) {
            gaps.need("opening", "/opening", letter.opening(), "没有识别出开头段，请核对正文。");
            gaps.need(
                    "sections",
                    "/sections",
                    letter.sections().isEmpty() ? null : letter,
                    "没有找到答复正文，请核对原件并补录。");
        }
        return gaps.found;
    }

    /** Every joint proposer (联名) gets a receipt, so every one must be known by name. */
    private void proposers(Letter letter, String what) {
        List<String> proposers = letter.proposal().proposers();
        String others = Addressees.standsForOthers(letter.addressees());
        if (proposers.isEmpty()) {
            need(
                    "proposal",
                    "/proposal/proposers",
                    null,
                    "没有找到" + what + "人，请填写全部" + what + "人姓名或单位。");
        } else if (others != null
                && proposers.size() <= Addressees.names(letter.addressees()).size()) {
            found.add(
                    Finding.of(
                            Severity.MISSING,
                            "proposal",
                            "/proposal/proposers",
                            others,
                            "主送写作“" + others + "”，联名" + what + "人没有全部列出；每位联名人都应收到回执，请补全姓名。"));
        }
    }

    private void need(String field, String pointer, @Nullable Object value, String message) {
        if (value == null) {
            found.add(Finding.of(Severity.MISSING, field, pointer, null, message));
        }
    }
}
