package cn.fuhan.followup;

import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A proposal or suggestion as it was assigned (交办件), with all that is due about it. */
@RegisterForReflection
@Schema(name = "Assignment", description = "交办的一件提案或建议：期限、会办意见、公开决定和复函")
public record Assignment(
        @Schema(description = "交办件编号", examples = "5R2M8K0VQD") String code,
        @Schema(description = "PROPOSAL 政协提案，SUGGESTION 人大建议") Kind kind,
        @Schema(description = "会议", examples = "市政协三届二次会议") String session,
        @Schema(description = "提案或建议的编号", examples = "0037") String number,
        @Schema(description = "提案或建议的标题") @Nullable String title,
        @Schema(description = "提出者") List<String> proposers,
        @Schema(description = "主办单位；分办时各单位各登记一件") @Nullable String department,
        @Schema(description = "交办日期") LocalDate assignedOn,
        @Schema(description = "办复日期：登记的，或已发布的第一件复函的落款日期；还没有办复的为 null")
                @Nullable LocalDate answeredOn,
        @Schema(description = "办复的期限") Deadline deadline,
        @Schema(description = "延期；没有延期的为 null") @Nullable Extension extension,
        @Schema(description = "会办、协办单位") List<CoHandler> coHandlers,
        @Schema(description = "怎样公开") Publicity publicity,
        @Schema(description = "答复它的复函：会议和编号与它相同的各件，先来的在前") List<Answer> replies,
        @Schema(description = "以往答复过同一件事的复函，和那时的承诺") List<Forerunner> forerunners,
        @Schema(description = "每次修改加一，也是 ETag") long version) {

    /** An earlier letter about the same (以往的复函), with what was promised then. */
    @RegisterForReflection
    @Schema(name = "Forerunner", description = "以往的一件复函，和那时的承诺")
    public record Forerunner(
            @Schema(description = "复函编号", examples = "9W1B5N7DZS") String code,
            @Schema(description = "标题") @Nullable String title,
            @Schema(description = "会议") @Nullable String session,
            @Schema(description = "提案或建议的编号") @Nullable String number,
            @Schema(description = "那时承诺了什么") List<Then> promises) {}

    /** What was promised then. */
    @RegisterForReflection
    @Schema(name = "EarlierPromise", description = "以往的一项承诺")
    public record Then(
            @Schema(description = "承诺了什么") String content,
            @Schema(description = "承诺的期限") LocalDate dueOn,
            @Schema(description = "进展") Promise.State state) {}

    /** An extension (延期). */
    @RegisterForReflection
    @Schema(name = "Extension", description = "延期")
    public record Extension(
            @Schema(description = "原定的期限") LocalDate from,
            @Schema(description = "延至") LocalDate until,
            @Schema(description = "理由") String reason,
            @Schema(description = "由谁登记", examples = "admin") String by,
            @Schema(description = "登记时刻") Instant extendedAt) {}

    /** A co-handler (会办、协办单位) and its opinion. */
    @RegisterForReflection
    @Schema(name = "CoHandler", description = "一个会办单位和它的意见")
    public record CoHandler(
            @Schema(description = "在这一件中的编号", examples = "1") long id,
            @Schema(description = "单位", examples = "市公安局") String name,
            @Schema(description = "ASKED 已征求，GIVEN 已反馈，OVERDUE 逾期未反馈") State state,
            @Schema(description = "征求意见的日期") LocalDate askedOn,
            @Schema(description = "反馈日期；还没有的为 null") @Nullable LocalDate givenOn,
            @Schema(description = "意见") @Nullable String opinion,
            @Schema(description = "反馈的期限") Deadline deadline) {

        /** Where its opinion stands. */
        @Schema(
                name = "CoHandlerState",
                description =
                        """
                        会办单位的意见到了哪一步：

                        - `ASKED` 已征求，待反馈
                        - `GIVEN` 已反馈
                        - `OVERDUE` 逾期未反馈
                        """)
        public enum State {
            ASKED("已征求，待反馈"),
            GIVEN("已反馈"),
            OVERDUE("逾期未反馈");

            private final String label;

            State(String label) {
                this.label = label;
            }

            public String label() {
                return label;
            }
        }
    }

    /** How the answer is published (公开), as wished, decided, and done. */
    @RegisterForReflection
    @Schema(name = "Publicity", description = "怎样公开：提出者的意愿、本单位的决定和公开的期限")
    public record Publicity(
            @Schema(description = "提出者的意愿；没有征求的为 null") @Nullable Disclosure wish,
            @Schema(description = "提出者怎么说") @Nullable String wishNote,
            @Schema(description = "何时征求的") @Nullable LocalDate wishedOn,
            @Schema(description = "公开决定；还没有决定的为 null") @Nullable Disclosure decision,
            @Schema(description = "决定的理由；不全文公开的必有") @Nullable String reason,
            @Schema(description = "由谁决定") @Nullable String decidedBy,
            @Schema(description = "决定时刻") @Nullable Instant decidedAt,
            @Schema(description = "公开日期；没有公开的为 null") @Nullable LocalDate publishedOn,
            @Schema(description = "公开的期限：复函成文之日起 20 个工作日；还没有成文，或决定不予公开的，为 null")
                    @Nullable Deadline deadline) {}

    /** A letter that answers it. */
    @RegisterForReflection
    @Schema(name = "AssignmentReply", description = "答复它的一件复函")
    public record Answer(
            @Schema(description = "复函编号", examples = "7G4K2M9QXR") String code,
            @Schema(description = "标题") @Nullable String title,
            @Schema(description = "DRAFT 草稿，PUBLISHED 已发布，WITHDRAWN 已撤回") String state,
            @Schema(description = "办理结果") @Nullable String outcome,
            @Schema(description = "公开属性") @Nullable String disclosure,
            @Schema(description = "落款日期") @Nullable LocalDate letterDate) {}
}
