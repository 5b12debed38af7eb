package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.desk.LetterView.Note;
import cn.fuhan.receipt.Invitations;
import cn.fuhan.receipt.SheetPage;
import cn.fuhan.reply.DeskFinding.Resolution;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.DeskShelves;
import cn.fuhan.reply.DeskShelves.Shelf;
import cn.fuhan.reply.Difference;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.Finding.Severity;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.LetterPage;
import cn.fuhan.reply.Publishing;
import cn.fuhan.reply.Revisions;
import cn.fuhan.reply.Versions;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The desk's letters in a browser: by state, one with its findings, signed off, printed. */
@Path("/desk")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.ADMINISTRATOR})
class LetterPages {

    private static final int SHOWN = 30;
    private static final String HOME = "/desk";

    /** A shelf to look at. */
    record Tab(String href, String label, @Nullable Long count, boolean current) {}

    /** A letter as a card of the list. */
    record Card(String href, String title, String state, String tone, String line) {}

    /** Letters of a shelf. */
    record ShelfPage(
            DeskFrame frame,
            List<Tab> tabs,
            List<Card> cards,
            String q,
            @Nullable String next,
            boolean imports) {}

    /** A revision that can be compared with the one before. */
    record Edition(String name, String line, String href) {}

    /** A letter with everything that can be done about it. */
    record OnePage(
            DeskFrame frame,
            DeskReply reply,
            LetterView view,
            String state,
            String tone,
            boolean signsOff,
            List<Edition> editions,
            List<Invitations.Invited> invited,
            String reason,
            @Nullable String fault,
            @Nullable String done) {

        public String title() {
            return reply.draft().title() == null ? "（没有标题）" : reply.draft().title();
        }

        public String path() {
            return "/desk/replies/" + reply.code();
        }

        public List<Note> suspicious() {
            return view.notes(Severity.SUSPICIOUS).stream().filter(Note::open).toList();
        }

        public List<Note> settled() {
            return view.notes(Severity.SUSPICIOUS).stream().filter(n -> !n.open()).toList();
        }

        public List<Note> missing() {
            return view.notes(Severity.MISSING).stream().filter(Note::open).toList();
        }

        public List<Note> recognised() {
            return view.notes(Severity.INFO);
        }

        public List<String> obstacles() {
            return reply.obstacles().stream().map(Problem.FieldError::detail).toList();
        }

        public List<LetterView.Fact> facts() {
            return view.facts();
        }

        public List<LetterView.Paragraph> text() {
            return view.text();
        }

        public boolean published() {
            return reply.state().equals("PUBLISHED");
        }

        public boolean withdrawn() {
            return reply.state().equals("WITHDRAWN");
        }

        public boolean everPublished() {
            return reply.revision() != null;
        }

        public boolean ready() {
            return !reply.needsALook();
        }

        public List<String> proposers() {
            return reply.draft().proposal().proposers();
        }

        public boolean shown() {
            return reply.draft().disclosure() != Disclosure.NONE;
        }
    }

    /** What differs between two texts of a letter. */
    record DifferencePage(
            DeskFrame frame, String title, String path, String heading, Difference difference) {}

    /** The letter on paper, and a sheet for each proposer. */
    record PrintPage(
            DeskFrame frame,
            String path,
            LetterPage letter,
            @Nullable String contact,
            List<String> proposers,
            List<SheetPage> sheets,
            @Nullable String fault) {

        public Head head() {
            return frame.head();
        }

        public String csrf() {
            return frame.csrf();
        }
    }

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance letters(ShelfPage page);

        static native TemplateInstance letter(OnePage page);

        static native TemplateInstance difference(DifferencePage page);

        static native TemplateInstance print(PrintPage page);
    }

    private final DeskPage desk;
    private final DeskShelves shelves;
    private final Drafts drafts;
    private final Publishing publishing;
    private final Revisions revisions;
    private final Comparing comparing;
    private final Invitations invitations;

    LetterPages(
            DeskPage desk,
            DeskShelves shelves,
            Drafts drafts,
            Publishing publishing,
            Revisions revisions,
            Comparing comparing,
            Invitations invitations) {
        this.desk = desk;
        this.shelves = shelves;
        this.drafts = drafts;
        this.publishing = publishing;
        this.revisions = revisions;
        this.comparing = comparing;
        this.invitations = invitations;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @QueryParam("shelf") @Nullable String shelf,
            @QueryParam("q") @Nullable String q,
            @QueryParam("cursor") @Nullable String cursor) {
        Shelf wanted = shelf(shelf);
        String named = q == null || q.isBlank() ? null : PlainText.require("q", q).strip();
        return shelves.list(wanted, named, cursor, SHOWN)
                .chain(
                        found ->
                                shelves.waiting()
                                        .map(
                                                counts ->
                                                        SignInPages.page(
                                                                200,
                                                                Templates.letters(
                                                                        shelf(
                                                                                wanted, named,
                                                                                found, counts)))));
    }

    private ShelfPage shelf(
            @Nullable Shelf shelf,
            @Nullable String q,
            DeskShelves.Page found,
            Map<Shelf, Long> counts) {
        List<Tab> tabs = new ArrayList<>();
        tabs.add(new Tab(HOME, "全部", null, shelf == null));
        for (Shelf s : Shelf.values()) {
            boolean waits = s == Shelf.LOOK || s == Shelf.READY;
            tabs.add(
                    new Tab(
                            HOME + "?shelf=" + s,
                            words(s),
                            waits ? counts.getOrDefault(s, 0L) : null,
                            s == shelf));
        }
        String query =
                (shelf == null ? "" : "shelf=" + shelf + "&")
                        + (q == null
                                ? ""
                                : "q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + "&");
        return new ShelfPage(
                desk.frame("信件", HOME),
                tabs,
                found.lines().stream().map(LetterPages::card).toList(),
                q == null ? "" : q,
                found.next() == null ? null : HOME + "?" + query + "cursor=" + found.next(),
                desk.imports());
    }

    private static Card card(DeskShelves.Line line) {
        String more = line.documentNumber() == null ? line.code() : line.documentNumber();
        return new Card(
                "/desk/replies/" + line.code(),
                line.title() == null ? "（没有标题）" : line.title(),
                words(line.shelf()),
                tone(line.shelf()),
                more
                        + (line.department() == null ? "" : " · " + line.department())
                        + " · "
                        + ChineseDate.minute(line.updatedAt()));
    }

    private static @Nullable Shelf shelf(@Nullable String name) {
        for (Shelf shelf : Shelf.values()) {
            if (shelf.name().equals(name)) {
                return shelf;
            }
        }
        return null;
    }

    private static String words(Shelf shelf) {
        return switch (shelf) {
            case LOOK -> "待处理";
            case READY -> "待审签";
            case PUBLISHED -> "已发布";
            case WITHDRAWN -> "已撤回";
        };
    }

    /** The colours are those of the outcome classes. */
    private static String tone(Shelf shelf) {
        return switch (shelf) {
            case LOOK -> "C";
            case READY -> "B";
            case PUBLISHED -> "A";
            case WITHDRAWN -> "D";
        };
    }

    private static Shelf of(DeskReply reply) {
        return switch (reply.state()) {
            case "PUBLISHED" -> Shelf.PUBLISHED;
            case "WITHDRAWN" -> Shelf.WITHDRAWN;
            default -> reply.needsALook() ? Shelf.LOOK : Shelf.READY;
        };
    }

    @GET
    @Path("replies/{code}")
    @Operation(hidden = true)
    public Uni<Response> one(@RestPath String code, @QueryParam("done") @Nullable String done) {
        return one(200, code, "", null, done == null ? null : DONE.get(done));
    }

    private static final Map<String, String> DONE =
            Map.of(
                    "resolved", "已处理这一处。",
                    "saved", "修改已保存。",
                    "published", "已发布，公众现在就能看到。",
                    "withdrawn", "已撤回，公众再来看时会读到原因。");

    private Uni<Response> one(
            int status, String code, String reason, @Nullable String fault, @Nullable String done) {
        return drafts.get(code)
                .chain(
                        reply ->
                                revisions
                                        .of(reply.code())
                                        .chain(
                                                history ->
                                                        invitations
                                                                .of(reply.code())
                                                                .map(
                                                                        invited ->
                                                                                SignInPages.page(
                                                                                        status,
                                                                                        Templates
                                                                                                .letter(
                                                                                                        page(
                                                                                                                reply,
                                                                                                                history,
                                                                                                                invited,
                                                                                                                reason,
                                                                                                                fault,
                                                                                                                done))))));
    }

    private OnePage page(
            DeskReply reply,
            List<Revisions.Published> history,
            List<Invitations.Invited> invited,
            String reason,
            @Nullable String fault,
            @Nullable String done) {
        String title = reply.draft().title() == null ? reply.code() : reply.draft().title();
        Shelf shelf = of(reply);
        return new OnePage(
                desk.frame(title, HOME),
                reply,
                LetterView.of(reply),
                words(shelf),
                tone(shelf),
                desk.signsOff(),
                history.stream().map(r -> edition(reply.code(), r)).toList(),
                invited,
                reason,
                fault,
                done);
    }

    private static Edition edition(String code, Revisions.Published r) {
        return new Edition(
                "第 %d 版".formatted(r.number()),
                ChineseDate.minute(r.publishedAt())
                        + " · "
                        + r.publishedBy()
                        + (r.reason() == null ? "" : " · " + r.reason()),
                r.number() == 1 ? "" : "/desk/replies/" + code + "/difference?after=" + r.number());
    }

    @POST
    @Path("replies/{code}/findings/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> resolve(
            @RestPath String code,
            @RestPath String id,
            @RestForm @Nullable String resolution,
            @RestForm @Nullable String replacement,
            @RestForm @Nullable String note) {
        PlainText.require("replacement", replacement);
        PlainText.require("note", note);
        Resolution how =
                "KEEP".equals(resolution)
                        ? Resolution.KEEP
                        : "REMOVE".equals(resolution) ? Resolution.REMOVE : Resolution.REPLACE;
        if (how == Resolution.REPLACE && (replacement == null || replacement.isBlank())) {
            return one(422, code, "", "请先填写更正后的文字，再点“更正”。", null);
        }
        return drafts.resolve(
                        code,
                        id,
                        how,
                        how == Resolution.REPLACE ? cut(replacement) : null,
                        note == null || note.isBlank() ? null : cut(note),
                        desk.by(),
                        Importing.INSPECTION)
                .map(reply -> to(reply.code(), "?done=resolved#findings"))
                .onFailure(DeskPage::isTheirs)
                .recoverWithUni(e -> one(DeskPage.status(e), code, "", DeskPage.told(e), null));
    }

    private static String cut(String text) {
        return text.length() > 1_000 ? text.substring(0, 1_000) : text;
    }

    @POST
    @Path("replies/{code}/publication")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> publish(
            @RestPath String code,
            @RestForm @Nullable String version,
            @RestForm @Nullable String reason) {
        String why = reason(reason);
        return publishing
                .publish(code, new Versions(version), why, desk.by())
                .map(document -> to(document.code(), "?done=published"))
                .onFailure(DeskPage::isTheirs)
                .recoverWithUni(
                        e ->
                                one(
                                        DeskPage.status(e),
                                        code,
                                        why == null ? "" : why,
                                        "没有发布：" + DeskPage.told(e),
                                        null));
    }

    @POST
    @Path("replies/{code}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.APPROVER, Roles.ADMINISTRATOR})
    @Operation(hidden = true)
    public Uni<Response> withdraw(
            @RestPath String code,
            @RestForm @Nullable String version,
            @RestForm @Nullable String reason) {
        String why = reason(reason);
        if (why == null) {
            return one(422, code, "", "没有撤回：请写明原因，公众会看到。", null);
        }
        return publishing
                .withdraw(code, new Versions(version), why, desk.by())
                .map(reply -> to(reply.code(), "?done=withdrawn"))
                .onFailure(DeskPage::isTheirs)
                .recoverWithUni(
                        e -> one(DeskPage.status(e), code, why, "没有撤回：" + DeskPage.told(e), null));
    }

    private static @Nullable String reason(@Nullable String reason) {
        String why = PlainText.require("reason", reason);
        return why == null || why.isBlank()
                ? null
                : why.strip().substring(0, Math.min(500, why.strip().length()));
    }

    @POST
    @Path("replies/{code}/removal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> remove(@RestPath String code, @RestForm @Nullable String version) {
        return drafts.remove(code, Versions.required(version), desk.by())
                .map(gone -> Response.seeOther(URI.create(HOME)).build())
                .onFailure(DeskPage::isTheirs)
                .recoverWithUni(
                        e -> one(DeskPage.status(e), code, "", "没有删除：" + DeskPage.told(e), null));
    }

    /** The real page, as publishing would make it now. */
    @GET
    @Path("replies/{code}/preview")
    @Operation(hidden = true)
    public Uni<Response> preview(@RestPath String code) {
        return drafts.get(code)
                .map(LetterPages::shown)
                .map(reply -> SignInPages.page(200, revisions.preview(reply).html()));
    }

    private static DeskReply shown(DeskReply reply) {
        if (reply.draft().disclosure() == Disclosure.NONE) {
            throw new Problem(ProblemType.NOT_READY, "公开属性为不予公开，没有公开的页面可以预览。");
        }
        return reply;
    }

    @GET
    @Path("replies/{code}/difference")
    @Operation(hidden = true)
    public Uni<Response> difference(
            @RestPath String code,
            @QueryParam("after") @Nullable String after,
            @QueryParam("before") @Nullable String before) {
        String later =
                after != null && after.matches("[1-9][0-9]{0,5}")
                        ? after
                        : DifferenceResource.DRAFT;
        String earlier = before != null && before.matches("[1-9][0-9]{0,5}") ? before : null;
        return comparing
                .compare(code, later, earlier)
                .map(
                        a ->
                                SignInPages.page(
                                        200,
                                        Templates.difference(
                                                new DifferencePage(
                                                        desk.frame("版本对照", HOME),
                                                        a.code(),
                                                        "/desk/replies/" + a.code(),
                                                        "第 %s 版 → %s"
                                                                .formatted(
                                                                        a.before(),
                                                                        later.equals(
                                                                                        DifferenceResource
                                                                                                .DRAFT)
                                                                                ? "草稿"
                                                                                : "第 %s 版"
                                                                                        .formatted(
                                                                                                later)),
                                                        a.difference()))));
    }

    @GET
    @Path("replies/{code}/print")
    @Operation(hidden = true)
    public Uni<Response> print(@RestPath String code) {
        return drafts.get(code).map(reply -> printed(200, reply, List.of(), null));
    }

    /**
     * Issues a code to each proposer and shows their sheets, this once; printed again, they have
     * other codes, and those before stay good.
     */
    @POST
    @Path("replies/{code}/print")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> printWithSheets(@RestPath String code, @RestForm List<String> proposer) {
        return drafts.get(code)
                .chain(
                        reply -> {
                            List<String> chosen =
                                    reply.draft().proposal().proposers().stream()
                                            .filter(proposer::contains)
                                            .toList();
                            if (chosen.isEmpty()) {
                                return Uni.createFrom()
                                        .item(printed(422, reply, List.of(), "请选择给哪几位提出者。"));
                            }
                            return sheets(reply, chosen)
                                    .map(sheets -> printed(200, reply, sheets, null))
                                    .onFailure(DeskPage::isTheirs)
                                    .recoverWithItem(
                                            e ->
                                                    printed(
                                                            DeskPage.status(e),
                                                            reply,
                                                            List.of(),
                                                            "没有出具：" + DeskPage.told(e)));
                        });
    }

    private Uni<List<SheetPage>> sheets(DeskReply reply, List<String> proposers) {
        Uni<List<SheetPage>> sheets = Uni.createFrom().item(new ArrayList<>());
        for (String proposer : proposers) {
            sheets =
                    sheets.chain(
                            all ->
                                    invitations
                                            .issue(reply.code(), proposer, desk.by())
                                            .map(
                                                    issued -> {
                                                        all.add(issued.sheet());
                                                        return all;
                                                    }));
        }
        return sheets;
    }

    private Response printed(
            int status, DeskReply reply, List<SheetPage> sheets, @Nullable String fault) {
        return SignInPages.page(
                status,
                Templates.print(
                        new PrintPage(
                                desk.frame("打印", HOME),
                                "/desk/replies/" + reply.code(),
                                revisions.onPaper(reply),
                                reply.draft().contact(),
                                reply.draft().proposal().proposers(),
                                sheets,
                                fault)));
    }

    private static Response to(String code, String more) {
        return Response.seeOther(URI.create("/desk/replies/" + code + more)).build();
    }
}
