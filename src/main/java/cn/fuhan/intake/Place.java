package cn.fuhan.intake;

import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text in a letter that readers will see, and where it stands.
 *
 * @param field and {@code pointer} as findings give them
 * @param label the field's Chinese name
 */
record Place(String field, String pointer, String label, Kind kind, String text) {

    /** What should stand there. */
    enum Kind {
        TITLE,
        NAME,
        /** Whoever wrote or published the letter. */
        BODY,
        PROSE
    }

    /** All places of a letter, in the order in which it is read. */
    static List<Place> of(Letter letter) {
        List<Place> places = new ArrayList<>();
        add(places, "title", "/title", "标题", Kind.TITLE, letter.title());
        add(
                places,
                "documentNumber",
                "/documentNumber",
                "发文字号",
                Kind.PROSE,
                letter.documentNumber());
        add(places, "indexNumber", "/indexNumber", "索引号", Kind.PROSE, letter.indexNumber());
        add(places, "department", "/department", "发布机构", Kind.BODY, letter.department());
        addAll(places, "coHandlers", "会办单位", Kind.NAME, letter.coHandlers());
        addAll(places, "topics", "主题分类", Kind.PROSE, letter.topics());
        add(places, "genre", "/genre", "体裁分类", Kind.PROSE, letter.genre());
        add(places, "proposal", "/proposal/session", "届次", Kind.PROSE, letter.proposal().session());
        add(places, "proposal", "/proposal/title", "提案标题", Kind.PROSE, letter.proposal().title());
        List<String> proposers = letter.proposal().proposers();
        for (int i = 0; i < proposers.size(); i++) {
            add(
                    places,
                    "proposal",
                    "/proposal/proposers/" + i,
                    "提案人",
                    Kind.PROSE,
                    proposers.get(i));
        }
        addAll(places, "addressees", "主送", Kind.PROSE, letter.addressees());
        add(places, "opening", "/opening", "开头", Kind.PROSE, letter.opening());
        for (int i = 0; i < letter.sections().size(); i++) {
            Section section = letter.sections().get(i);
            String pointer = "/sections/" + i;
            String label = "正文第 " + (i + 1) + " 部分";
            add(
                    places,
                    "sections",
                    pointer + "/heading",
                    label + "标题",
                    Kind.PROSE,
                    section.heading());
            for (int k = 0; k < section.paragraphs().size(); k++) {
                String text = section.paragraphs().get(k);
                add(places, "sections", pointer + "/paragraphs/" + k, label, Kind.PROSE, text);
            }
        }
        add(places, "closing", "/closing", "结尾", Kind.PROSE, letter.closing());
        add(places, "signedOffBy", "/signedOffBy", "审签人", Kind.PROSE, letter.signedOffBy());
        add(places, "signature", "/signature", "落款", Kind.BODY, letter.signature());
        addAll(places, "copiedTo", "抄送", Kind.NAME, letter.copiedTo());
        return places;
    }

    private static void addAll(
            List<Place> places, String field, String label, Kind kind, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            add(places, field, "/" + field + "/" + i, label, kind, texts.get(i));
        }
    }

    private static void add(
            List<Place> places,
            String field,
            String pointer,
            String label,
            Kind kind,
            @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            places.add(new Place(field, pointer, label, kind, text));
        }
    }
}
