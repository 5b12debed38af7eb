package cn.fuhan.followup;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.followup.Forms.Again;
import cn.fuhan.followup.Forms.Fault;
import cn.fuhan.reply.Labels;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.web.ChineseDate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is due (办理), the most urgent first. The other pages of follow-up are beside it.
 *
 * @param fault what was wrong with the form, null where nothing was
 */
record FollowupPage(
        DeskFrame frame,
        boolean answered,
        Warning warning,
        AssignmentList found,
        @Nullable Fault fault) {

    /** A link that may be the page itself. */
    record Link(String href, String text, boolean current) {}

    /** A deadline in colour and in words. */
    record Due(String day, String words, String tone) {

        static Due of(Deadline d) {
            String tone =
                    d.workingDaysLeft() == null
                            ? d.overdue() ? "late" : "done"
                            : d.warning().name().toLowerCase(Locale.ROOT);
            return new Due(ChineseDate.day(d.dueOn()), d.words(), tone);
        }
    }

    /** One thing in a list. */
    record Card(String href, String title, List<String> facts, @Nullable Due due) {}

    /** A value to choose. */
    record Option(String value, String label, boolean chosen) {}

    private static final List<Link> PLACES =
            List.of(
                    new Link("/desk/followup", "交办件", false),
                    new Link("/desk/followup/cases", "重新办理", false),
                    new Link("/desk/followup/promises", "承诺事项", false),
                    new Link("/desk/followup/invitations", "征询意见", false));

    static List<Link> places(String current) {
        return PLACES.stream()
                .map(l -> new Link(l.href(), l.text(), l.href().equals(current)))
                .toList();
    }

    public List<Link> places() {
        return places("/desk/followup");
    }

    public Again again() {
        return new Again("/desk/followup", fault);
    }

    public List<Link> filters() {
        List<Link> links = new ArrayList<>();
        links.add(new Link("/desk/followup", "全部未办复", !answered && warning == Warning.NONE));
        for (Warning w : List.of(Warning.BLUE, Warning.YELLOW, Warning.RED)) {
            links.add(
                    new Link(
                            "/desk/followup?warning=" + w,
                            w == Warning.RED ? w.label() : w.label() + "以上",
                            !answered && warning == w));
        }
        links.add(new Link("/desk/followup?state=ANSWERED", "已办复", answered));
        return links;
    }

    public List<Card> cards() {
        return found.items().stream().map(FollowupPage::card).toList();
    }

    public @Nullable String nextHref() {
        return found.next() == null
                ? null
                : "/desk/followup?cursor="
                        + found.next()
                        + (answered ? "&state=ANSWERED" : "")
                        + (warning == Warning.NONE ? "" : "&warning=" + warning);
    }

    private static Card card(Assignment a) {
        List<String> facts = new ArrayList<>();
        facts.add(a.session());
        if (a.department() != null) {
            facts.add(a.department());
        }
        facts.add(ChineseDate.day(a.assignedOn()) + "交办");
        long late =
                a.coHandlers().stream()
                        .filter(c -> c.state() == Assignment.CoHandler.State.OVERDUE)
                        .count();
        if (late > 0) {
            facts.add("%d 个会办单位逾期未反馈".formatted(late));
        }
        Deadline publication = a.publicity().deadline();
        if (publication != null
                && publication.workingDaysLeft() != null
                && publication.warning() != Warning.NONE) {
            facts.add("公开：" + publication.words());
        }
        return new Card(
                "/desk/followup/" + a.code(),
                "第%s号%s%s"
                        .formatted(
                                a.number(),
                                a.kind() == Kind.PROPOSAL ? "提案" : "建议",
                                a.title() == null ? "" : " " + a.title()),
                facts,
                Due.of(a.deadline()));
    }

    static List<Option> disclosures(@Nullable Disclosure chosen) {
        return Arrays.stream(Disclosure.values())
                .map(d -> new Option(d.name(), Labels.disclosure(d), d == chosen))
                .toList();
    }

    private static String today() {
        return Deadlines.today().toString();
    }

    /** One assignment, and what can be done about it. */
    record AssignmentPage(
            DeskFrame frame,
            Assignment a,
            boolean mayDecide,
            boolean saved,
            @Nullable Fault fault) {

        /** A letter that answers it. */
        record Letter(String href, String title, String state) {}

        /** A co-handler. */
        record Handler(
                long id,
                String name,
                String state,
                boolean given,
                Due due,
                @Nullable String opinion) {

            /** What follows the page's path in that of its form. */
            public String form() {
                return "/co-handlers/" + id;
            }
        }

        /** An earlier letter. */
        record Earlier(String href, String title, List<String> promises) {}

        private static final Map<String, String> STATES =
                Map.of("DRAFT", "草稿", "PUBLISHED", "已发布", "WITHDRAWN", "已撤回");

        public String title() {
            return frame.title();
        }

        public String path() {
            return "/desk/followup/" + a.code();
        }

        public Again again() {
            return new Again(path(), fault);
        }

        public Due due() {
            return Due.of(a.deadline());
        }

        public String assigned() {
            return ChineseDate.day(a.assignedOn());
        }

        public @Nullable String answered() {
            return a.answeredOn() == null ? null : ChineseDate.day(a.answeredOn());
        }

        public @Nullable String extended() {
            var e = a.extension();
            return e == null
                    ? null
                    : "由%s延至%s：%s（%s登记）"
                            .formatted(
                                    ChineseDate.day(e.from()),
                                    ChineseDate.day(e.until()),
                                    e.reason(),
                                    e.by());
        }

        public String proposers() {
            return String.join("、", a.proposers());
        }

        public @Nullable Due publication() {
            return a.publicity().deadline() == null ? null : Due.of(a.publicity().deadline());
        }

        public @Nullable String wish() {
            var p = a.publicity();
            return p.wish() == null
                    ? null
                    : Labels.disclosure(p.wish())
                            + (p.wishNote() == null ? "" : "：" + p.wishNote())
                            + (p.wishedOn() == null
                                    ? ""
                                    : "（" + ChineseDate.day(p.wishedOn()) + "）");
        }

        public @Nullable String decision() {
            var p = a.publicity();
            return p.decision() == null
                    ? null
                    : Labels.disclosure(p.decision())
                            + (p.reason() == null ? "" : "：" + p.reason())
                            + "（"
                            + p.decidedBy()
                            + "，"
                            + ChineseDate.day(p.decidedAt())
                            + "）";
        }

        public List<Option> wishes() {
            return disclosures(a.publicity().wish());
        }

        public List<Option> decisions() {
            return disclosures(a.publicity().decision());
        }

        public List<Letter> letters() {
            return a.replies().stream()
                    .map(
                            r ->
                                    new Letter(
                                            "/desk/replies/" + r.code(),
                                            r.title() == null ? r.code() : r.title(),
                                            STATES.getOrDefault(r.state(), r.state())))
                    .toList();
        }

        public List<Handler> handlers() {
            return a.coHandlers().stream()
                    .map(
                            c ->
                                    new Handler(
                                            c.id(),
                                            c.name(),
                                            c.state().label(),
                                            c.state() == Assignment.CoHandler.State.GIVEN,
                                            Due.of(c.deadline()),
                                            c.opinion()))
                    .toList();
        }

        public List<Earlier> earlier() {
            return a.forerunners().stream()
                    .map(
                            f ->
                                    new Earlier(
                                            "/r/" + f.code(),
                                            f.title() == null ? f.code() : f.title(),
                                            f.promises().stream()
                                                    .map(
                                                            p ->
                                                                    "%s（%s前）：%s"
                                                                            .formatted(
                                                                                    p.content(),
                                                                                    ChineseDate.day(
                                                                                            p
                                                                                                    .dueOn()),
                                                                                    p.state()
                                                                                            .label()))
                                                    .toList()))
                    .toList();
        }

        public String today() {
            return FollowupPage.today();
        }
    }

    /** Promises, and the form for a new one. */
    record PromisesPage(DeskFrame frame, String show, Promise.Page found, @Nullable Fault fault) {

        public List<Link> places() {
            return FollowupPage.places("/desk/followup/promises");
        }

        public Again again() {
            return new Again("/desk/followup/promises", fault);
        }

        public List<Link> filters() {
            List<Link> links = new ArrayList<>();
            for (Promise.State state : Promise.State.values()) {
                links.add(
                        new Link(
                                "/desk/followup/promises?show=" + state,
                                state.label(),
                                show.equals(state.name())));
            }
            links.add(
                    new Link("/desk/followup/promises?show=REPLY", "待第二次答复", show.equals("REPLY")));
            return links;
        }

        public List<Card> cards() {
            return found.items().stream()
                    .map(
                            p ->
                                    new Card(
                                            "/desk/followup/promises/" + p.code(),
                                            p.content(),
                                            List.of(
                                                    p.title() == null ? p.replyCode() : p.title(),
                                                    p.state().label()),
                                            Due.of(p.deadline())))
                    .toList();
        }

        public @Nullable String nextHref() {
            return found.next() == null
                    ? null
                    : "/desk/followup/promises?show=" + show + "&cursor=" + found.next();
        }
    }

    /** One promise. */
    record PromisePage(DeskFrame frame, Promise p, @Nullable Fault fault) {

        public String path() {
            return "/desk/followup/promises/" + p.code();
        }

        public Again again() {
            return new Again(path(), fault);
        }

        public Due due() {
            return Due.of(p.deadline());
        }

        public String state() {
            return p.state().label();
        }

        public String letterHref() {
            return "/desk/replies/" + p.replyCode();
        }

        public String secondHref() {
            return p.secondReplyCode() == null ? "" : "/desk/replies/" + p.secondReplyCode();
        }

        public boolean settleable() {
            return p.state() == Promise.State.OPEN || p.state() == Promise.State.MISSED;
        }

        public @Nullable Due second() {
            return p.secondReply() == null ? null : Due.of(p.secondReply());
        }

        public List<String> changes() {
            return p.changes().stream()
                    .map(
                            c ->
                                    "%s %s%s（%s）"
                                            .formatted(
                                                    minute(c.changedAt()),
                                                    c.state() == Promise.State.OPEN
                                                            ? "登记"
                                                            : c.state().label(),
                                                    c.note() == null ? "" : "：" + c.note(),
                                                    c.by()))
                    .toList();
        }
    }

    /** Where invitations stand. */
    record InvitationsPage(
            DeskFrame frame, InvitationList.@Nullable State wanted, InvitationList found) {

        public List<Link> places() {
            return FollowupPage.places("/desk/followup/invitations");
        }

        public List<Link> filters() {
            List<Link> links = new ArrayList<>();
            links.add(new Link("/desk/followup/invitations", "全部", wanted == null));
            for (var state : InvitationList.State.values()) {
                links.add(
                        new Link(
                                "/desk/followup/invitations?state=" + state,
                                state.label(),
                                state == wanted));
            }
            return links;
        }

        public List<Card> cards() {
            return found.items().stream()
                    .map(
                            i -> {
                                List<String> facts = new ArrayList<>();
                                facts.add(i.state().label());
                                facts.add(minute(i.issuedAt()) + "出具");
                                if (i.openedAt() != null) {
                                    facts.add(minute(i.openedAt()) + "打开");
                                }
                                if (i.receivedAt() != null) {
                                    facts.add(minute(i.receivedAt()) + "收回");
                                }
                                if (i.remindedAt() != null) {
                                    facts.add(minute(i.remindedAt()) + "催办");
                                }
                                facts.add("期限" + ChineseDate.day(i.expiresAt().minusSeconds(1)));
                                return new Card(
                                        "",
                                        i.proposer()
                                                + "："
                                                + (i.title() == null ? i.replyCode() : i.title()),
                                        facts,
                                        null);
                            })
                    .toList();
        }

        public @Nullable String nextHref() {
            return found.next() == null
                    ? null
                    : "/desk/followup/invitations?cursor="
                            + found.next()
                            + (wanted == null ? "" : "&state=" + wanted);
        }
    }

    /** Cases of re-handling. */
    record CasesPage(DeskFrame frame, boolean closed, Rehandling.Page found) {

        public List<Link> places() {
            return FollowupPage.places("/desk/followup/cases");
        }

        public List<Link> filters() {
            return List.of(
                    new Link("/desk/followup/cases", "在办", !closed),
                    new Link("/desk/followup/cases?state=CLOSED", "已结案", closed));
        }

        public List<Card> cards() {
            return found.items().stream()
                    .map(
                            c ->
                                    new Card(
                                            "/desk/followup/cases/" + c.code(),
                                            c.proposer()
                                                    + "："
                                                    + (c.title() == null
                                                            ? c.replyCode()
                                                            : c.title()),
                                            List.of(
                                                    "第 %d 次重新办理".formatted(c.round()),
                                                    ChineseDate.day(c.openedAt()) + "立案",
                                                    c.contacts().isEmpty()
                                                            ? "还没有沟通"
                                                            : "沟通 %d 次"
                                                                    .formatted(c.contacts().size()),
                                                    c.secondReplyCode() == null
                                                            ? "还没有第二次答复"
                                                            : "已有第二次答复"),
                                            Due.of(c.deadline())))
                    .toList();
        }

        public @Nullable String nextHref() {
            return found.next() == null
                    ? null
                    : "/desk/followup/cases?cursor="
                            + found.next()
                            + (closed ? "&state=CLOSED" : "");
        }
    }

    /** One case. */
    record CasePage(DeskFrame frame, Rehandling c, boolean mayClose, @Nullable Fault fault) {

        private static final Map<String, String> RATINGS =
                Map.of(
                        "SATISFIED", "满意",
                        "MOSTLY_SATISFIED", "基本满意",
                        "UNDERSTANDING", "理解",
                        "UNSATISFIED", "不满意");

        public String path() {
            return "/desk/followup/cases/" + c.code();
        }

        public Again again() {
            return new Again(path(), fault);
        }

        public Due due() {
            return Due.of(c.deadline());
        }

        public String opened() {
            return ChineseDate.day(c.openedAt());
        }

        public String rating() {
            return RATINGS.getOrDefault(c.rating(), c.rating());
        }

        public List<String> talks() {
            return c.contacts().stream()
                    .map(
                            t ->
                                    "%s %s：%s（%s登记）"
                                            .formatted(
                                                    ChineseDate.day(t.on()),
                                                    t.way().label(),
                                                    t.note(),
                                                    t.by()))
                    .toList();
        }

        public @Nullable String second() {
            return c.secondReplyCode() == null
                    ? null
                    : c.secondReplyCode()
                            + ("PUBLISHED".equals(c.secondReplyState()) ? "，已发布" : "，还是草稿");
        }

        public String firstHref() {
            return "/desk/replies/" + c.replyCode();
        }

        public String secondHref() {
            return c.secondReplyCode() == null ? "" : "/desk/replies/" + c.secondReplyCode();
        }

        public @Nullable String closing() {
            var closing = c.closing();
            return closing == null
                    ? null
                    : "%s（%s，%s）"
                            .formatted(closing.outcome(), closing.by(), minute(closing.closedAt()));
        }

        public List<Option> ways() {
            return Arrays.stream(Rehandling.Way.values())
                    .map(w -> new Option(w.name(), w.label(), w == Rehandling.Way.MEETING))
                    .toList();
        }

        public String today() {
            return FollowupPage.today();
        }
    }

    private static String minute(Instant time) {
        return ChineseDate.minute(time);
    }
}
