package cn.fuhan.desk;

import cn.fuhan.reply.DeskFinding;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Labels;
import cn.fuhan.reply.Letter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A letter's draft as it is read at the desk: each text with the findings marked in it. */
final class LetterView {

    /**
     * A stretch of text.
     *
     * @param finding the id of the finding that it is, or null
     * @param first whether it is the first place of that finding
     */
    record Bit(String text, @Nullable String finding, boolean first) {}

    /** One of the facts. */
    record Fact(String label, List<Bit> value) {}

    /** A part of the text; a heading or a paragraph. */
    record Paragraph(boolean heading, List<Bit> text) {}

    /** A finding and what can be done about it. */
    record Note(DeskFinding finding, boolean inText) {

        public boolean open() {
            return !finding.resolved();
        }

        /** Whether its text stands in the letter, so that it can be repaired. */
        public boolean repairable() {
            return finding.pointer() != null && finding.text() != null;
        }

        public String place() {
            return place(finding.field());
        }

        public @Nullable String done() {
            if (finding.resolution() == null) {
                return null;
            }
            String how =
                    switch (finding.resolution()) {
                        case KEEP -> "已确认无误";
                        case REMOVE -> "已删除";
                        case REPLACE -> "已更正为“" + finding.replacement() + "”";
                        case EDITED -> "修改时已改掉";
                    };
            return how + (finding.resolvedBy() == null ? "" : "，" + finding.resolvedBy());
        }

        static String place(String field) {
            return switch (field) {
                case "title" -> "标题";
                case "documentNumber" -> "发文字号";
                case "indexNumber" -> "索引号";
                case "department" -> "发布机构";
                case "coHandlers" -> "会办单位";
                case "topics" -> "主题分类";
                case "genre" -> "体裁分类";
                case "outcome" -> "办理结果";
                case "disclosure" -> "公开属性";
                case "proposal" -> "提案";
                case "addressees" -> "抬头";
                case "letterDate" -> "落款日期";
                case "issuedOn" -> "成文日期";
                case "publishedOn" -> "发布日期";
                case "signedOffBy" -> "审签人";
                case "opening" -> "开头";
                case "sections" -> "正文";
                case "closing" -> "结尾";
                case "signature" -> "落款";
                case "copiedTo" -> "抄送";
                case "contact" -> "联系方式";
                case "breadcrumb" -> "原网页的导航";
                case "page" -> "原网页";
                default -> field;
            };
        }
    }

    private final DeskReply reply;
    private final Set<String> marked = new HashSet<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Paragraph> text = new ArrayList<>();

    private LetterView(DeskReply reply) {
        this.reply = reply;
    }

    static LetterView of(DeskReply reply) {
        LetterView view = new LetterView(reply);
        view.read(reply.draft());
        return view;
    }

    List<Fact> facts() {
        return facts;
    }

    List<Paragraph> text() {
        return text;
    }

    List<Note> notes(Severity severity) {
        return reply.findings().stream()
                .filter(f -> f.severity() == severity)
                .map(f -> new Note(f, marked.contains(f.id())))
                .toList();
    }

    private void read(Letter l) {
        fact("标题", "/title", l.title());
        fact("类别", "", Labels.kind(l.kind()));
        fact("发文字号", "/documentNumber", l.documentNumber());
        fact("索引号", "/indexNumber", l.indexNumber());
        fact("发布机构", "/department", l.department());
        list("会办单位", "/coHandlers", l.coHandlers());
        list("主题分类", "/topics", l.topics());
        fact("体裁分类", "/genre", l.genre());
        fact(
                "办理结果",
                "",
                l.outcome() == null
                        ? null
                        : l.outcome().name() + " " + Labels.OUTCOMES.get(l.outcome()));
        fact("公开属性", "", Labels.disclosure(l.disclosure()));
        fact("提案编号", "/proposal/number", l.proposal().number());
        fact("会议", "/proposal/session", l.proposal().session());
        fact("案由", "/proposal/title", l.proposal().title());
        list("提出者", "/proposal/proposers", l.proposal().proposers());
        fact("落款日期", "", date(l.letterDate()));
        fact("成文日期", "", date(l.issuedOn()));
        fact("发布日期", "", date(l.publishedOn()));
        fact("审签人", "/signedOffBy", l.signedOffBy());
        list("抄送", "/copiedTo", l.copiedTo());
        fact("联系方式（不公开）", "/contact", l.contact());

        list(l.addressees());
        lines("/opening", l.opening());
        for (int i = 0; i < l.sections().size(); i++) {
            Letter.Section section = l.sections().get(i);
            String at = "/sections/" + i;
            if (section.heading() != null) {
                text.add(new Paragraph(true, bits(at + "/heading", section.heading())));
            }
            for (int j = 0; j < section.paragraphs().size(); j++) {
                text.add(
                        new Paragraph(
                                false, bits(at + "/paragraphs/" + j, section.paragraphs().get(j))));
            }
        }
        lines("/closing", l.closing());
        lines("/signature", l.signature());
    }

    private static @Nullable String date(@Nullable Object date) {
        return date == null ? null : date.toString();
    }

    private void fact(String label, String pointer, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(label, bits(pointer, value)));
        }
    }

    private void list(String label, String pointer, List<String> values) {
        List<Bit> bits = items(pointer, values);
        if (!bits.isEmpty()) {
            facts.add(new Fact(label, bits));
        }
    }

    private void list(List<String> addressees) {
        List<Bit> bits = items("/addressees", addressees);
        if (!bits.isEmpty()) {
            bits.add(new Bit("：", null, false));
            text.add(new Paragraph(false, bits));
        }
    }

    private List<Bit> items(String pointer, List<String> values) {
        List<Bit> bits = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                bits.add(new Bit("、", null, false));
            }
            bits.addAll(bits(pointer + "/" + i, values.get(i)));
        }
        return bits;
    }

    private void lines(String pointer, @Nullable String value) {
        if (value != null) {
            value.lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> text.add(new Paragraph(false, bits(pointer, line))));
        }
    }

    /** The text at a place, cut where the open findings of that place stand in it. */
    private List<Bit> bits(String pointer, String value) {
        List<DeskFinding> here =
                reply.findings().stream()
                        .filter(f -> !f.resolved() && f.severity() == Severity.SUSPICIOUS)
                        .filter(f -> pointer.equals(f.pointer()) && f.text() != null)
                        .filter(f -> !f.text().isEmpty())
                        .toList();
        List<Bit> bits = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            int next = value.length();
            DeskFinding found = null;
            for (DeskFinding f : here) {
                int place = value.indexOf(f.text(), at);
                if (place >= 0 && place < next) {
                    next = place;
                    found = f;
                }
            }
            if (next > at) {
                bits.add(new Bit(value.substring(at, next), null, false));
            }
            if (found == null) {
                break;
            }
            bits.add(new Bit(found.text(), found.id(), marked.add(found.id())));
            at = next + found.text().length();
        }
        return bits;
    }
}
