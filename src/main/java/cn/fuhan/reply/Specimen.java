package cn.fuhan.reply;

import cn.fuhan.reply.PublicLetters.Edition;
import cn.fuhan.reply.PublicLetters.Published;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Letters that have everything a letter can have: what changes their copies changes any. */
final class Specimen {

    private static final Instant AT = Instant.parse("2000-02-29T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2000, 2, 29);

    private Specimen() {}

    static List<Published> all() {
        return List.of(
                published(Letter.Kind.PROPOSAL, Letter.Outcome.A, Letter.Disclosure.FULL),
                published(Letter.Kind.SUGGESTION, Letter.Outcome.B, Letter.Disclosure.FULL),
                published(Letter.Kind.PROPOSAL, Letter.Outcome.C, Letter.Disclosure.TITLE_ONLY),
                published(Letter.Kind.SUGGESTION, Letter.Outcome.D, Letter.Disclosure.TITLE_ONLY));
    }

    private static Published published(
            Letter.Kind kind, Letter.Outcome outcome, Letter.Disclosure disclosure) {
        Letter.Section section = new Letter.Section("一、小标题", List.of("第一段", "第二段"));
        Letter letter =
                new Letter(
                        kind,
                        "【示例】标题",
                        "文号",
                        "索引号",
                        "发布机构",
                        List.of("会办", "协办"),
                        List.of("主题", "又一主题"),
                        "体裁",
                        outcome,
                        disclosure,
                        new Letter.Proposal("0001", "会议", "提案", List.of("甲", "乙")),
                        List.of("甲委员", "乙委员"),
                        DAY,
                        DAY,
                        DAY,
                        "审签人",
                        "开头\n第二段",
                        List.of(section, section, section, new Letter.Section(null, List.of("段"))),
                        "结尾\n第二段",
                        "落款",
                        List.of("抄送"),
                        "联系人");
        return new Published(
                LetterDocument.of("0000000000", letter, 2, AT, "sha256:00"),
                List.of(
                        new Edition(2, AT, "更正", "sha256:00", true),
                        new Edition(1, AT, null, "sha256:00", false)));
    }
}
