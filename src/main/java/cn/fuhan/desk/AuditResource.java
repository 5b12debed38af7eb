package cn.fuhan.desk;

import cn.fuhan.access.Roles;
import cn.fuhan.audit.Audit;
import cn.fuhan.audit.AuditList;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The audit, to search and to take along. */
@Path("/api/v1/desk/audit")
@RolesAllowed(Roles.ADMINISTRATOR)
@Tag(name = "工作台")
class AuditResource {

    static final String CSV = "text/csv;charset=UTF-8";

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listAudit",
            summary = "审计记录",
            description = "谁、何时、从哪里、对哪一件做了什么。记录与操作在同一个事务中写入，数据库不许修改和删除。")
    @APIResponse(
            responseCode = "200",
            description = "一页记录",
            content = @Content(schema = @Schema(implementation = AuditList.class)))
    public Uni<AuditList> list(
            @Parameter(description = "只看一个账号的") @QueryParam("account") @Nullable String account,
            @Parameter(description = "只看一种操作，如 letter.publish") @QueryParam("operation")
                    @Nullable String operation,
            @Parameter(description = "只看一个对象的：复函编号（连同它的回执和回执码）、回执号、账号名") @QueryParam("object")
                    @Nullable String object,
            @Parameter(
                            description = "从这一天起，北京时间",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(
                            description = "到这一天为止，含当天，北京时间",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @QueryParam("to")
                    @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "每页几条，1 至 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(1)
                    @Max(100)
                    int limit) {
        return audit.list(wanted(account, operation, object, from, to), cursor, limit);
    }

    @GET
    @Path("export")
    @Produces(CSV)
    @Operation(
            operationId = "exportAudit",
            summary = "导出审计记录",
            description =
                    "同样的条件下的全部记录，CSV（RFC 4180，UTF-8 带 BOM），新的在前，边读边发。可能被当作公式的内容前加一个撇号。导出本身也记入审计。")
    @APIResponse(
            responseCode = "200",
            description = "全部记录",
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(implementation = String.class)))
    public RestMulti<String> export(
            @Parameter(description = "只要一个账号的") @QueryParam("account") @Nullable String account,
            @Parameter(description = "只要一种操作，如 letter.publish") @QueryParam("operation")
                    @Nullable String operation,
            @Parameter(description = "只要一个对象的：复函编号（连同它的回执和回执码）、回执号、账号名") @QueryParam("object")
                    @Nullable String object,
            @Parameter(
                            description = "从这一天起，北京时间",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(
                            description = "到这一天为止，含当天，北京时间",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @QueryParam("to")
                    @Nullable String to,
            @Context SecurityContext user) {
        Audit.Wanted wanted = wanted(account, operation, object, from, to);
        var noted =
                audit.note(
                        new Audit.Event(
                                user.getUserPrincipal().getName(),
                                "audit.export",
                                "audit",
                                null,
                                told(wanted)));
        return RestMulti.fromMultiData(
                        noted.onItem().transformToMulti(done -> audit.export(wanted)))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .build();
    }

    private static Map<String, String> told(Audit.Wanted w) {
        Map<String, String> told = new LinkedHashMap<>();
        put(told, "account", w.account());
        put(told, "operation", w.operation());
        put(told, "object", w.object());
        put(told, "from", w.from());
        put(told, "to", w.to());
        return told;
    }

    private static void put(Map<String, String> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }

    /** The entries that are asked for; what is left blank in a form doesn't matter. */
    static Audit.Wanted wanted(
            @Nullable String account,
            @Nullable String operation,
            @Nullable String object,
            @Nullable String from,
            @Nullable String to) {
        return new Audit.Wanted(
                text("account", account),
                text("operation", operation),
                text("object", object),
                day("from", from),
                day("to", to));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        return value == null || value.isBlank() ? null : PlainText.require(name, value.strip());
    }

    private static @Nullable LocalDate day(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(value.strip());
            if (day.getYear() >= 1900 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // falls through to the one answer for all bad days
        }
        throw new Problem(ProblemType.BAD_PARAMETER).error(name, "日期须写作 2022-07-12 的样子，且确有这一天");
    }
}
