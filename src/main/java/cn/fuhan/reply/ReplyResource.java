package cn.fuhan.reply;

import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Published letters for programs. */
@Path("/api/v1/replies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "复函")
class ReplyResource {

    /** A list is right for a few seconds. */
    static final String LIST_CACHE = "public, max-age=5, s-maxage=5, stale-if-error=3600";

    private final LetterCopies letters;
    private final Catalogue catalogue;
    private final Copyist copyist;
    private final Site site;

    ReplyResource(LetterCopies letters, Catalogue catalogue, Copyist copyist, Site site) {
        this.letters = letters;
        this.catalogue = catalogue;
        this.copyist = copyist;
        this.site = site;
    }

    @GET
    @Operation(
            operationId = "listReplies",
            summary = "查找复函",
            description =
                    "已发布的复函，新的在前；有 q 时，编号或文号相符的最前，其次是标题、再次是各项信息中有所要文字的。条件可以合用；不给条件就是全部。翻页期间有新发布也不会重复或遗漏。")
    @APIResponse(
            responseCode = "200",
            description = "一页复函",
            content = @Content(schema = @Schema(implementation = Catalogue.Listing.class)))
    public Uni<Response> list(
            @Parameter(description = "要找的文字：标题、正文、姓名、编号或文号，至多 200 字", example = "科技金融")
                    @QueryParam("q")
                    @Nullable String q,
            @Parameter(description = "成文年份", example = "2022")
                    @QueryParam("year")
                    @Min(1900)
                    @Max(9999)
                    @Nullable Integer year,
            @Parameter(description = "发布机构的全名") @QueryParam("department")
                    @Nullable String department,
            @Parameter(description = "一个主题的全名", example = "教育") @QueryParam("topic")
                    @Nullable String topic,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("outcome") @Nullable String outcome,
            @Parameter(description = "会议的全名", example = "市政协五届五次会议") @QueryParam("session")
                    @Nullable String session,
            @Parameter(description = "提案或建议的编号，前面的 0 也要写", example = "0982") @QueryParam("number")
                    @Nullable String number,
            @Parameter(description = "发文字号，括号写作〔〕、[]、()均可") @QueryParam("documentNumber")
                    @Nullable String documentNumber,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几件，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit,
            @Context HttpHeaders headers) {
        var wanted =
                wanted(q, year, department, topic, kind, outcome, session, number, documentNumber);
        return catalogue
                .list(wanted, cursor, limit)
                .map(found -> copyist.json(found).answer(headers, LIST_CACHE));
    }

    @GET
    @Path("{code}")
    @Operation(operationId = "getReply", summary = "一件复函的现行一版")
    @APIResponse(
            responseCode = "200",
            description = "复函",
            headers = @Header(name = "Cache-Status", ref = "Cache-Status"),
            content = @Content(schema = @Schema(implementation = LetterDocument.class)))
    public Uni<Response> get(@RestPath String code, @Context HttpHeaders headers) {
        return letters.answer(Form.JSON, code, null, headers);
    }

    @GET
    @Path("{code}/revisions")
    @Operation(operationId = "listRevisions", summary = "一件复函发布过的各版，新的在前")
    @APIResponse(
            responseCode = "200",
            description = "各版",
            headers = @Header(name = "Cache-Status", ref = "Cache-Status"),
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = PublicLetters.Edition.class)))
    public Uni<Response> revisions(@RestPath String code, @Context HttpHeaders headers) {
        return letters.revisions(code, headers);
    }

    @GET
    @Path("{code}/revisions/{n}")
    @Operation(operationId = "getRevision", summary = "一件复函的某一版，发布后不再改变")
    @APIResponse(
            responseCode = "200",
            description = "复函",
            headers = @Header(name = "Cache-Status", ref = "Cache-Status"),
            content = @Content(schema = @Schema(implementation = LetterDocument.class)))
    public Uni<Response> revision(
            @RestPath String code,
            @Parameter(description = "第几版，从 1 起") @RestPath @Min(1) int n,
            @Context HttpHeaders headers) {
        return letters.answer(Form.JSON, code, n, headers);
    }

    @GET
    @Path("{code}/qr")
    @Produces({"image/svg+xml", "image/png"})
    @Operation(
            operationId = "getQr",
            summary = "公开页地址的二维码",
            description = "按 Accept 给 SVG（默认）或 PNG。")
    @APIResponse(
            responseCode = "200",
            description = "二维码",
            headers = @Header(name = "Cache-Status", ref = "Cache-Status"),
            content = {
                @Content(
                        mediaType = "image/svg+xml",
                        schema = @Schema(implementation = String.class)),
                @Content(mediaType = "image/png")
            })
    public Uni<Response> qr(
            @RestPath String code,
            @Parameter(description = "边长，像素，64 至 2048")
                    @QueryParam("size")
                    @DefaultValue(QrCode.SIZE + "")
                    @Min(64)
                    @Max(2048)
                    int size,
            @QueryParam("level") @DefaultValue("M") String level,
            @Context HttpHeaders headers) {
        ErrorCorrectionLevel correction =
                switch (level) {
                    case "L" -> ErrorCorrectionLevel.L;
                    case "M" -> ErrorCorrectionLevel.M;
                    case "Q" -> ErrorCorrectionLevel.Q;
                    case "H" -> ErrorCorrectionLevel.H;
                    default ->
                            throw new Problem(ProblemType.BAD_PARAMETER)
                                    .error("level", "只能是 L、M、Q、H");
                };
        boolean png = prefersPng(headers.getAcceptableMediaTypes());
        return letters.qr(Code.parse(code), correction, png, size, headers);
    }

    /**
     * What a query asks for, its parameters checked; blank ones, as empty form fields, ask for
     * nothing.
     */
    static Catalogue.Wanted wanted(
            @Nullable String q,
            @Nullable Integer year,
            @Nullable String department,
            @Nullable String topic,
            @Nullable String kind,
            @Nullable String outcome,
            @Nullable String session,
            @Nullable String number,
            @Nullable String documentNumber) {
        return new Catalogue.Wanted(
                text("q", q),
                year,
                text("department", department),
                text("topic", topic),
                value("kind", Letter.Kind.class, kind),
                value("outcome", Letter.Outcome.class, outcome),
                text("session", session),
                text("number", number),
                documentNumber(text("documentNumber", documentNumber)));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        return value == null || value.isBlank() ? null : PlainText.require(name, value).strip();
    }

    /** Typed with other brackets, a document number is still the same. */
    private static @Nullable String documentNumber(@Nullable String typed) {
        return typed == null
                ? null
                : typed.replaceAll("[\\[【(（［]", "〔").replaceAll("[\\]】)）］]", "〕");
    }

    private static <E extends Enum<E>> @Nullable E value(
            String name, Class<E> type, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw new Problem(ProblemType.BAD_PARAMETER)
                .error(
                        name,
                        Stream.of(type.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining("、", "只能是 ", "")));
    }

    private static boolean prefersPng(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            if (type.getSubtype().equals("png")) {
                return true;
            }
            if (type.getSubtype().startsWith("svg") || type.isWildcardSubtype()) {
                return false;
            }
        }
        return false;
    }
}
