package cn.fuhan.reply;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
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
@RegisterForReflection(targets = {Letter.class, Letter.Proposal.class, Letter.Section.class})
public record Letter(
        @NotNull(message = "请填写 PROPOSAL 或 SUGGESTION") Kind kind,
        @Size(max = 300, message = "标题不能超过 300 个字") @Nullable String title,
        @Size(max = 100, message = "发文字号不能超过 100 个字") @Nullable String documentNumber,
        @Size(max = 100, message = "索引号不能超过 100 个字") @Nullable String indexNumber,
        @Size(max = 100, message = "发布机构不能超过 100 个字") @Nullable String department,
        @Size(max = 100, message = "会办单位不能超过 100 个")
                List<@NotBlank(message = NAME) @Size(max = 100, message = NAME) String> coHandlers,
        @Size(max = 50, message = "主题不能超过 50 个")
                List<@NotBlank(message = NAME) @Size(max = 100, message = NAME) String> topics,
        @Size(max = 100, message = "体裁分类不能超过 100 个字") @Nullable String genre,
        @Nullable Outcome outcome,
        @NotNull(message = "请填写 FULL、TITLE_ONLY 或 NONE") Disclosure disclosure,
        @Valid Proposal proposal,
        @Size(max = 200, message = "抬头不能超过 200 个")
                List<@NotBlank(message = NAME) @Size(max = 100, message = NAME) String> addressees,
        @Nullable LocalDate letterDate,
        @Nullable LocalDate issuedOn,
        @Nullable LocalDate publishedOn,
        @Size(max = 100, message = "审签人不能超过 100 个字") @Nullable String signedOffBy,
        @Size(max = 20_000, message = "开头不能超过 20000 个字") @Nullable String opening,
        @Size(max = 200, message = "正文不能超过 200 个部分")
                List<@Valid @NotNull(message = "请填写这一部分") Section> sections,
        @Size(max = 20_000, message = "结尾不能超过 20000 个字") @Nullable String closing,
        @Size(max = 100, message = "落款不能超过 100 个字") @Nullable String signature,
        @Size(max = 100, message = "抄送不能超过 100 个")
                List<@NotBlank(message = NAME) @Size(max = 200, message = NAME) String> copiedTo,
        @Size(max = 1_000, message = "联系方式不能超过 1000 个字") @Nullable String contact) {

    private static final String NAME = "不能为空，也不能超过 100 个字";

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
            @Size(max = 50, message = "编号不能超过 50 个字") @Nullable String number,
            @Size(max = 100, message = "会议不能超过 100 个字") @Nullable String session,
            @Size(max = 300, message = "标题不能超过 300 个字") @Nullable String title,
            @Size(max = 200, message = "提出者不能超过 200 人")
                    List<@NotBlank(message = NAME) @Size(max = 100, message = NAME) String>
                            proposers) {

        public Proposal {
            number = text(number);
            session = text(session);
            title = text(title);
            proposers = list(proposers);
        }
    }

    /**
     * A part of the letter's body.
     *
     * @param heading as printed, with its numeral (一、关于强化核心技术攻关。); null for text without one
     * @param paragraphs run-in points (一是…二是…) stay inside their paragraph
     */
    public record Section(
            @Size(max = 1_000, message = "小标题不能超过 1000 个字") @Nullable String heading,
            @Size(max = 1_000, message = "段落不能超过 1000 个")
                    List<
                                    @NotNull(message = "段落不能为 null")
                                    @Size(max = 50_000, message = "一段不能超过 50000 个字") String>
                            paragraphs) {

        public Section {
            heading = text(heading);
            paragraphs = list(paragraphs);
        }
    }

    /** The same letter with this date of publication. */
    Letter publishedOn(LocalDate date) {
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
                date,
                signedOffBy,
                opening,
                sections,
                closing,
                signature,
                copiedTo,
                contact);
    }

    /** The same letter, to be disclosed in full. */
    Letter disclosed() {
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
                Disclosure.FULL,
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
                contact);
    }

    public Letter {
        title = text(title);
        documentNumber = text(documentNumber);
        indexNumber = text(indexNumber);
        department = text(department);
        genre = text(genre);
        signedOffBy = text(signedOffBy);
        opening = text(opening);
        closing = text(closing);
        signature = text(signature);
        contact = text(contact);
        coHandlers = list(coHandlers);
        topics = list(topics);
        addressees = list(addressees);
        sections = list(sections);
        copiedTo = list(copiedTo);
        proposal = proposal == null ? new Proposal(null, null, null, List.of()) : proposal;
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }
}
