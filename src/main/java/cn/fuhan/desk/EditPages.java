package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Difference;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Revisions;
import cn.fuhan.reply.Versions;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * A draft edited in a browser. Whatever is wrong with what was entered, and whoever was faster, the
 * page that comes back still has it all.
 */
@Path("/desk/replies/{code}/edit")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
class EditPages {

    /** A part of the letter's body as it is edited: one line for each paragraph. */
    record Part(int number, String heading, String text, int rows) {

        Part(int number, String heading, String text) {
            this(number, heading, text, high(text));
        }
    }

    /** A field of the form. */
    record Field(String name, String label, String value, boolean many, int rows, String hint) {}

    /** A choice of a code list. */
    record Choice(String value, String label, boolean selected) {}

    /** The form as it was entered, and what stands against saving it. */
    record EditPage(
            DeskFrame frame,
            String path,
            String version,
            List<Choice> kinds,
            List<Choice> outcomes,
            List<Choice> disclosures,
            List<Field> facts,
            List<Field> dates,
            Field opening,
            List<Part> parts,
            List<Field> ends,
            List<String> errors,
            @Nullable Difference conflict) {}

    /** What the form sends. */
    static class Entered {
        @RestForm @Nullable String version;
        @RestForm @Nullable String kind;
        @RestForm @Nullable String title;
        @RestForm @Nullable String documentNumber;
        @RestForm @Nullable String indexNumber;
        @RestForm @Nullable String department;
        @RestForm @Nullable String coHandlers;
        @RestForm @Nullable String topics;
        @RestForm @Nullable String genre;
        @RestForm @Nullable String outcome;
        @RestForm @Nullable String disclosure;
        @RestForm @Nullable String number;
        @RestForm @Nullable String session;
        @RestForm @Nullable String proposalTitle;
        @RestForm @Nullable String proposers;
        @RestForm @Nullable String addressees;
        @RestForm @Nullable String letterDate;
        @RestForm @Nullable String issuedOn;
        @RestForm @Nullable String publishedOn;
        @RestForm @Nullable String signedOffBy;
        @RestForm @Nullable String opening;
        @RestForm List<String> heading = List.of();
        @RestForm List<String> text = List.of();
        @RestForm @Nullable String closing;
        @RestForm @Nullable String signature;
        @RestForm @Nullable String copiedTo;
        @RestForm @Nullable String contact;

        static Entered of(DeskReply reply) {
            Letter l = reply.draft();
            Entered e = new Entered();
            e.version = Versions.etag(reply.version());
            e.kind = l.kind().name();
            e.title = l.title();
            e.documentNumber = l.documentNumber();
            e.indexNumber = l.indexNumber();
            e.department = l.department();
            e.coHandlers = String.join("\n", l.coHandlers());
            e.topics = String.join("\n", l.topics());
            e.genre = l.genre();
            e.outcome = l.outcome() == null ? "" : l.outcome().name();
            e.disclosure = l.disclosure().name();
            e.number = l.proposal().number();
            e.session = l.proposal().session();
            e.proposalTitle = l.proposal().title();
            e.proposers = String.join("\n", l.proposal().proposers());
            e.addressees = String.join("\n", l.addressees());
            e.letterDate = date(l.letterDate());
            e.issuedOn = date(l.issuedOn());
            e.publishedOn = date(l.publishedOn());
            e.signedOffBy = l.signedOffBy();
            e.opening = l.opening();
            List<String> headings = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Letter.Section section : l.sections()) {
                headings.add(section.heading() == null ? "" : section.heading());
                texts.add(String.join("\n", section.paragraphs()));
            }
            e.heading = headings;
            e.text = texts;
            e.closing = l.closing();
            e.signature = l.signature();
            e.copiedTo = String.join("\n", l.copiedTo());
            e.contact = l.contact();
            return e;
        }

        /** The letter; what can't be read goes to the errors. */
        Letter letter(List<String> errors) {
            List<Letter.Section> sections = new ArrayList<>();
            for (int i = 0; i < Math.max(heading.size(), text.size()); i++) {
                String head = i < heading.size() ? plain(heading.get(i), errors) : null;
                List<String> paragraphs = i < text.size() ? lines(text.get(i), errors) : List.of();
                if (head != null || !paragraphs.isEmpty()) {
                    sections.add(new Letter.Section(head, paragraphs));
                }
            }
            return new Letter(
                    one(Letter.Kind.values(), kind, Letter.Kind.PROPOSAL),
                    plain(title, errors),
                    plain(documentNumber, errors),
                    plain(indexNumber, errors),
                    plain(department, errors),
                    lines(coHandlers, errors),
                    lines(topics, errors),
                    plain(genre, errors),
                    outcome == null || outcome.isEmpty()
                            ? null
                            : one(Letter.Outcome.values(), outcome, null),
                    one(Letter.Disclosure.values(), disclosure, Letter.Disclosure.NONE),
                    new Letter.Proposal(
                            plain(number, errors),
                            plain(session, errors),
                            plain(proposalTitle, errors),
                            lines(proposers, errors)),
                    lines(addressees, errors),
                    day("落款日期", letterDate, errors),
                    day("成文日期", issuedOn, errors),
                    day("发布日期", publishedOn, errors),
                    plain(signedOffBy, errors),
                    plain(opening, errors),
                    sections,
                    plain(closing, errors),
                    plain(signature, errors),
                    lines(copiedTo, errors),
                    plain(contact, errors));
        }

        private static @Nullable String date(@Nullable LocalDate date) {
            return date == null ? null : date.toString();
        }

        private static <E extends Enum<E>> @Nullable E one(
                E[] all, @Nullable String name, @Nullable E otherwise) {
            return Arrays.stream(all)
                    .filter(e -> e.name().equals(name))
                    .findFirst()
                    .orElse(otherwise);
        }

        private static @Nullable String plain(@Nullable String text, List<String> errors) {
            if (text == null || text.isBlank()) {
                return null;
            }
            if (!PlainText.isPlain(text)) {
                errors.add("文字里有不可用的字符，请删除其中的控制字符或残缺字符");
                return null;
            }
            return text.replace("\r\n", "\n").strip();
        }

        private static List<String> lines(@Nullable String text, List<String> errors) {
            String plain = plain(text, errors);
            return plain == null
                    ? List.of()
                    : plain.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        }

        private static @Nullable LocalDate day(
                String label, @Nullable String text, List<String> errors) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                return LocalDate.parse(text.strip());
            } catch (DateTimeParseException e) {
                errors.add(label + "须写作 2026-05-12 的样子，且确有这一天");
                return null;
            }
        }
    }

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance edit(EditPage page);
    }

    private final DeskPage desk;
    private final Drafts drafts;
    private final Validator validator;

    EditPages(DeskPage desk, Drafts drafts, Validator validator) {
        this.desk = desk;
        this.drafts = drafts;
        this.validator = validator;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> form(@RestPath String code) {
        return drafts.get(code)
                .map(reply -> page(200, reply.code(), Entered.of(reply), List.of(), null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> save(@RestPath String code, @BeanParam Entered entered) {
        List<String> errors = new ArrayList<>();
        Letter letter = entered.letter(errors);
        validator.validate(letter).forEach(v -> errors.add(v.getMessage()));
        if (!errors.isEmpty()) {
            return Uni.createFrom()
                    .item(page(422, code, entered, errors.stream().distinct().toList(), null));
        }
        return drafts.edit(
                        code,
                        Versions.required(entered.version),
                        letter,
                        desk.by(),
                        Importing.INSPECTION)
                .map(
                        saved ->
                                Response.seeOther(
                                                URI.create(
                                                        "/desk/replies/"
                                                                + saved.code()
                                                                + "?done=saved"))
                                        .build())
                .onFailure(DeskPage::isTheirs)
                .recoverWithUni(e -> refused(code, entered, letter, (Problem) e));
    }

    /** Somebody was faster, or it can't be saved so: all that was entered is still there. */
    private Uni<Response> refused(String code, Entered entered, Letter mine, Problem problem) {
        if (problem.type() != ProblemType.STALE) {
            return Uni.createFrom()
                    .item(
                            page(
                                    problem.type().status(),
                                    code,
                                    entered,
                                    List.of(DeskPage.told(problem)),
                                    null));
        }
        return drafts.get(code)
                .map(
                        now -> {
                            entered.version = Versions.etag(now.version());
                            return page(
                                    problem.type().status(),
                                    code,
                                    entered,
                                    List.of(),
                                    Difference.between(
                                            Revisions.whole(code, now.draft()),
                                            Revisions.whole(code, mine)));
                        });
    }

    private Response page(
            int status,
            String code,
            Entered e,
            List<String> errors,
            @Nullable Difference conflict) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < e.heading.size() || i < e.text.size(); i++) {
            parts.add(
                    new Part(
                            i + 1,
                            i < e.heading.size() ? e.heading.get(i) : "",
                            i < e.text.size() ? e.text.get(i) : ""));
        }
        if (parts.isEmpty() || !isEmpty(parts.get(parts.size() - 1))) {
            parts.add(new Part(parts.size() + 1, "", ""));
        }
        return SignInPages.page(
                status,
                Templates.edit(
                        new EditPage(
                                desk.frame("修改", "/desk"),
                                "/desk/replies/" + code,
                                text(e.version),
                                List.of(
                                        choice("PROPOSAL", "政协提案", e.kind),
                                        choice("SUGGESTION", "人大建议", e.kind)),
                                List.of(
                                        choice("", "没有分类", text(e.outcome)),
                                        choice("A", "A 已经解决或基本解决", e.outcome),
                                        choice("B", "B 正在解决或列入规划", e.outcome),
                                        choice("C", "C 暂不能解决", e.outcome),
                                        choice("D", "D 留作参考", e.outcome)),
                                List.of(
                                        choice("FULL", "全文公开", e.disclosure),
                                        choice("TITLE_ONLY", "仅公开标题", e.disclosure),
                                        choice("NONE", "不予公开", e.disclosure)),
                                List.of(
                                        field("title", "标题", e.title),
                                        field("documentNumber", "发文字号", e.documentNumber),
                                        field("indexNumber", "索引号", e.indexNumber),
                                        field("department", "发布机构", e.department),
                                        many("coHandlers", "会办单位", e.coHandlers),
                                        many("topics", "主题分类", e.topics),
                                        field("genre", "体裁分类", e.genre),
                                        field("number", "提案或建议编号", e.number),
                                        field("session", "会议", e.session),
                                        field("proposalTitle", "案由", e.proposalTitle),
                                        many("proposers", "提出者", e.proposers),
                                        field("signedOffBy", "审签人", e.signedOffBy)),
                                List.of(
                                        field("letterDate", "落款日期", e.letterDate),
                                        field("issuedOn", "成文日期", e.issuedOn),
                                        field("publishedOn", "发布日期", e.publishedOn)),
                                longer("opening", "开头", e.opening),
                                parts,
                                List.of(
                                        longer("closing", "结尾", e.closing),
                                        field("signature", "落款", e.signature),
                                        many("addressees", "抬头", e.addressees),
                                        many("copiedTo", "抄送", e.copiedTo),
                                        longer("contact", "联系方式（只在寄出的信函上，不公开）", e.contact)),
                                errors,
                                conflict)));
    }

    private static boolean isEmpty(Part part) {
        return part.heading().isBlank() && part.text().isBlank();
    }

    private static Choice choice(String value, String label, @Nullable String chosen) {
        return new Choice(value, label, value.equals(chosen));
    }

    private static Field field(String name, String label, @Nullable String value) {
        return new Field(name, label, text(value), false, 1, "");
    }

    private static Field many(String name, String label, @Nullable String value) {
        return new Field(name, label, text(value), true, high(text(value)), "每行一个");
    }

    private static Field longer(String name, String label, @Nullable String value) {
        return new Field(name, label, text(value), true, high(text(value)), "每行一段");
    }

    /** High enough to read what is in it on a desk's screen. */
    private static int high(String text) {
        long rows = text.lines().mapToLong(line -> 1 + line.length() / 40).sum();
        return (int) Math.max(2, Math.min(16, rows + 1));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
