package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.desk.ImportRun.ItemState;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Bulk imports in a browser; the page of one renews itself until all is read. */
@Path("/desk/imports")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed({Roles.EDITOR, Roles.ADMINISTRATOR})
class ImportPages {

    private static final String HOME = "/desk/imports";
    private static final int SHOWN = 100;
    private static final int RENEWED_AFTER_SECONDS = 2;

    /** A run as a card. */
    record Card(String href, String source, String line, String result) {

        static Card of(ImportRun run) {
            return new Card(
                    HOME + "/" + run.id(),
                    run.source(),
                    ChineseDate.minute(run.startedAt()) + " · " + run.startedBy(),
                    run.state() == ImportRun.State.DONE
                            ? "共 %d 个：导入 %d，待处理 %d，先前已有 %d，没有导入 %d"
                                    .formatted(
                                            run.files(),
                                            run.imported(),
                                            run.needsALook(),
                                            run.alreadyHere(),
                                            run.failed())
                            : "正在读取：%d / %d".formatted(run.done(), run.files()));
        }
    }

    /** The runs, and the form for a new one. */
    record RunsPage(
            DeskFrame frame, List<Card> cards, @Nullable String next, @Nullable String fault) {}

    /** A result to look at. */
    record Tab(String href, String label, int count, boolean current) {}

    /** A file as a line. */
    record Line(
            String name, String state, String tone, @Nullable String href, @Nullable String why) {

        static Line of(ImportRun.Item item) {
            return new Line(
                    item.name(),
                    item.state().label(),
                    switch (item.state()) {
                        case IMPORTED -> "A";
                        case ALREADY_HERE -> "B";
                        case NEEDS_A_LOOK, FAILED -> "C";
                        case WAITING -> "D";
                    },
                    item.code() == null ? null : "/desk/replies/" + item.code(),
                    item.reason());
        }
    }

    /** A run and what became of its files. */
    record RunPage(
            DeskFrame frame,
            ImportRun run,
            String started,
            List<Tab> tabs,
            List<Line> lines,
            @Nullable String next) {

        public boolean done() {
            return run.state() == ImportRun.State.DONE;
        }

        public int read() {
            return run.done();
        }

        public int percent() {
            return run.files() == 0 ? 0 : 100 * run.done() / run.files();
        }
    }

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance imports(RunsPage page);

        static native TemplateInstance importRun(RunPage page);
    }

    private final DeskPage desk;
    private final Receiving receiving;
    private final ImportRuns runs;

    ImportPages(DeskPage desk, Receiving receiving, ImportRuns runs) {
        this.desk = desk;
        this.receiving = receiving;
        this.runs = runs;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return list(200, cursor, null);
    }

    private Uni<Response> list(int status, @Nullable String cursor, @Nullable String fault) {
        return runs.list(cursor, 20)
                .map(
                        found ->
                                SignInPages.page(
                                        status,
                                        Templates.imports(
                                                new RunsPage(
                                                        desk.frame("批量导入", HOME),
                                                        found.items().stream()
                                                                .map(Card::of)
                                                                .toList(),
                                                        found.next() == null
                                                                ? null
                                                                : HOME + "?cursor=" + found.next(),
                                                        fault))));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Blocking
    @Operation(hidden = true)
    public Response start(@RestForm(FileUpload.ALL) List<FileUpload> files) {
        try {
            String code = receiving.files(files, desk.by());
            return Response.seeOther(URI.create(HOME + "/" + code)).build();
        } catch (Problem e) {
            if (!DeskPage.isTheirs(e)) {
                throw e;
            }
            return list(e.type().status(), null, DeskPage.told(e)).await().indefinitely();
        }
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Uni<Response> one(
            @RestPath String id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor) {
        ItemState wanted = state(state);
        return runs.get(id)
                .chain(
                        run ->
                                runs.items(run.id(), wanted, cursor, SHOWN)
                                        .map(items -> page(run, wanted, cursor, items)));
    }

    private Response page(
            ImportRun run,
            @Nullable ItemState wanted,
            @Nullable String cursor,
            ImportRun.Items items) {
        String path = HOME + "/" + run.id();
        List<Tab> tabs = new ArrayList<>();
        tabs.add(new Tab(path, "全部", run.files(), wanted == null));
        for (ItemState s : ItemState.values()) {
            int count =
                    switch (s) {
                        case WAITING -> run.waiting();
                        case IMPORTED -> run.imported();
                        case NEEDS_A_LOOK -> run.needsALook();
                        case ALREADY_HERE -> run.alreadyHere();
                        case FAILED -> run.failed();
                    };
            if (count > 0) {
                tabs.add(new Tab(path + "?state=" + s, s.label(), count, s == wanted));
            }
        }
        Response page =
                SignInPages.page(
                        200,
                        Templates.importRun(
                                new RunPage(
                                        desk.frame("批量导入：" + run.source(), HOME),
                                        run,
                                        ChineseDate.minute(run.startedAt()),
                                        tabs,
                                        items.items().stream().map(Line::of).toList(),
                                        items.next() == null
                                                ? null
                                                : path
                                                        + "?"
                                                        + (wanted == null
                                                                ? ""
                                                                : "state=" + wanted + "&")
                                                        + "cursor="
                                                        + items.next())));
        // without a script: browsers ask again by themselves until all is read
        return run.state() == ImportRun.State.DONE || cursor != null
                ? page
                : Response.fromResponse(page).header("Refresh", RENEWED_AFTER_SECONDS).build();
    }

    private static @Nullable ItemState state(@Nullable String name) {
        for (ItemState state : ItemState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return null;
    }
}
