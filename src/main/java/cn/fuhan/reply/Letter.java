package cn.fuhan.reply;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a reply letter (复函), whole, as staff prepare it and as a revision keeps it. What a
 * letter does not have is null, or an empty list; blank strings do not occur. Texts are as printed,
 * without surrounding white space.
 *
 * @param kind proposal (政协提案) or suggestion (人大建议)
 * @param title the letter's title, e.g. 关于市政协五届五次会议第0982号提案的复函
 * @param documentNumber 发文字号 with its brackets as 〔〕, e.g. 渝科局函〔2022〕301号
 * @param indexNumber 索引号, unique in the publisher's catalogue
 * @param department the publishing, lead department (发布机构, 主办单位)
 * @param coHandlers co-handling departments (会办、协办单位), in the letter's order
 * @param topics 主题分类, split at 、
 * @param genre 体裁分类, e.g. 政协提案办理
 * @param outcome outcome class (办理结果), null where the letter has none
 * @param disclosure disclosure scope (公开属性)
 * @param addressees as addressed, e.g. 王济光委员
 * @param letterDate the date under the letter (落款日期)
 * @param issuedOn 成文日期; may differ from the letter date
 * @param publishedOn 发布日期
 * @param signedOffBy who signed the letter off (审签), e.g. 雷虹 (市科技局党委副书记)
 * @param opening the paragraphs before the first section, joined by a line break
 * @param closing the paragraphs after the last section, joined by a line break
 * @param signature the department's name under the letter (落款)
 * @param copiedTo 抄送, 抄报
 * @param contact clerk's name and phone (联系人、联系电话): for the proposer's letter, never published
 */
public record Letter(
        Kind kind,
        @Nullable String title,
        @Nullable String documentNumber,
        @Nullable String indexNumber,
        @Nullable String department,
        List<String> coHandlers,
        List<String> topics,
        @Nullable String genre,
        @Nullable Outcome outcome,
        Disclosure disclosure,
        Proposal proposal,
        List<String> addressees,
        @Nullable LocalDate letterDate,
        @Nullable LocalDate issuedOn,
        @Nullable LocalDate publishedOn,
        @Nullable String signedOffBy,
        @Nullable String opening,
        List<Section> sections,
        @Nullable String closing,
        @Nullable String signature,
        List<String> copiedTo,
        @Nullable String contact) {

    /** What the letter answers. */
    public enum Kind {
        /** 提案 by members of the political consultative conference (政协委员). */
        PROPOSAL,
        /** 建议 by deputies of the people's congress (人大代表). */
        SUGGESTION
    }

    /** Outcome class (办理结果). The wording belongs to the installation. */
    public enum Outcome {
        A,
        B,
        C,
        D
    }

    /** Disclosure scope (公开属性): 全文公开, 仅公开标题, 不予公开. */
    public enum Disclosure {
        FULL,
        TITLE_ONLY,
        NONE
    }

    /**
     * The proposal or suggestion that the letter answers.
     *
     * @param number digits as filed, leading zeros kept, e.g. 0982
     * @param session e.g. 市政协五届五次会议
     * @param title e.g. 关于完善我市科技创新协同机制的建议
     * @param proposers names without 委员 or 代表
     */
    public record Proposal(
            @Nullable String number,
            @Nullable String session,
            @Nullable String title,
            List<String> proposers) {

        public Proposal {
            proposers = list(proposers);
        }
    }

    /**
     * A part of the letter's body.
     *
     * @param heading as printed, with its numeral (一、关于强化核心技术攻关。); null for text without one
     * @param paragraphs run-in points (一是…二是…) stay inside their paragraph
     */
    public record Section(@Nullable String heading, List<String> paragraphs) {

        public Section {
            paragraphs = list(paragraphs);
        }
    }

    public Letter {
        coHandlers = list(coHandlers);
        topics = list(topics);
        addressees = list(addressees);
        sections = list(sections);
        copiedTo = list(copiedTo);
        proposal = proposal == null ? new Proposal(null, null, null, List.of()) : proposal;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
