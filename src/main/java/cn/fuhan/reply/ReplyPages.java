package cn.fuhan.reply;

import cn.fuhan.web.Copy;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The public pages: the list, and a letter. */
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ReplyPages {

    private final LetterCopies letters;
    private final ListCopies lists;
    private final Catalogue catalogue;
    private final Site site;

    ReplyPages(LetterCopies letters, ListCopies lists, Catalogue catalogue, Site site) {
        this.lists = lists;
        this.letters = letters;
        this.catalogue = catalogue;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("year") @Nullable String year,
            @QueryParam("department") @Nullable String department,
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        var wanted =
                ReplyResource.wanted(
                        q, year(year), department, topic, kind, outcome, null, null, null);
        return lists.answer(
                Form.PAGE,
                wanted,
                cursor,
                ListCopies.LIMIT,
                () ->
                        catalogue
                                .list(wanted, cursor, ListCopies.LIMIT)
                                .chain(
                                        found ->
                                                catalogue
                                                        .filters()
                                                        .map(f -> page(wanted, cursor, f, found)))
                                .map(page -> Copy.of(Form.PAGE.mediaType, page.html().render())),
                headers);
    }

    @GET
    @Path("r/{code}")
    @Operation(hidden = true)
    public Uni<Response> letter(@RestPath String code, @Context HttpHeaders headers) {
        return letters.answer(Form.PAGE, code, null, headers);
    }

    @GET
    @Path("r/{code}/revisions/{n}")
    @Operation(hidden = true)
    public Uni<Response> revision(
            @RestPath String code, @RestPath int n, @Context HttpHeaders headers) {
        return letters.answer(Form.PAGE, code, n, headers);
    }

    private ListPage page(
            Catalogue.Wanted w,
            @Nullable String cursor,
            Catalogue.Filters filters,
            Catalogue.Listing found) {
        return new ListPage(
                site,
                new ListPage.Query(
                        w.q(),
                        w.year() == null ? null : w.year().toString(),
                        w.department(),
                        w.topic(),
                        w.kind(),
                        w.outcome(),
                        cursor),
                new ListPage.Choices(filters.years(), filters.departments(), filters.topics()),
                Labels.OUTCOMES,
                found.items().stream().map(ReplyPages::card).toList(),
                found.next(),
                found.estimatedTotal());
    }

    private static ListPage.Item card(Item i) {
        return new ListPage.Item(
                i.code(),
                i.title(),
                i.documentNumber(),
                i.department(),
                i.publishedOn(),
                i.kind(),
                i.outcome(),
                i.excerpt(),
                LetterDocument.isSample(i.title()));
    }

    private static @Nullable Integer year(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        if (!typed.matches("[12]\\d{3}")) {
            throw new Problem(ProblemType.BAD_PARAMETER).error("year", "年份是四位数字，如 2022");
        }
        return Integer.valueOf(typed);
    }
}
