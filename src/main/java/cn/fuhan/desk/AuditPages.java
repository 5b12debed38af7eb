package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.audit.Audit;
import cn.fuhan.audit.AuditList;
import cn.fuhan.audit.Words;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The audit in a browser. */
@Path("/desk/audit")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RolesAllowed(Roles.ADMINISTRATOR)
class AuditPages {

    private static final int SHOWN = 50;

    private static final Map<String, String> KINDS =
            Map.of(
                    "letter", "复函",
                    "invitation", "提出者",
                    "receipt", "回执",
                    "account", "账号",
                    "event", "未送达的");

    /** What the details of an entry are called; what isn't here is for programs. */
    private static final Map<String, String> DETAILS =
            Map.ofEntries(
                    Map.entry("letter", "复函"),
                    Map.entry("title", "标题"),
                    Map.entry("revision", "第几版"),
                    Map.entry("reason", "原因"),
                    Map.entry("fields", "改动"),
                    Map.entry("resolution", "处理"),
                    Map.entry("roles", "角色"),
                    Map.entry("active", "可用"),
                    Map.entry("by", "方式"),
                    Map.entry("version", "版本"),
                    Map.entry("channel", "途径"),
                    Map.entry("shown", "份数"));

    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("true", "是"),
                    Map.entry("false", "否"),
                    Map.entry("editor", "编辑"),
                    Map.entry("approver", "审签"),
                    Map.entry("administrator", "管理员"),
                    Map.entry("self", "本人"),
                    Map.entry("password", "密码"),
                    Map.entry("oidc", "统一身份认证"),
                    Map.entry("KEEP", "确认无误"),
                    Map.entry("REMOVE", "删除"),
                    Map.entry("REPLACE", "更正"),
                    Map.entry("PAGE", "网页"),
                    Map.entry("API", "程序"));

    /** An entry as it is read. */
    record Line(String time, String who, String what, String object, String more) {

        static Line of(AuditList.Entry e) {
            String kind = KINDS.getOrDefault(e.kind(), "");
            return new Line(
                    ChineseDate.minute(e.at()),
                    e.account().equals(Audit.SERVICE)
                            ? "系统"
                            : e.account().equals("proposer") ? "提出者" : e.account(),
                    Words.of(e.operation()),
                    e.object() == null ? "" : (kind + " " + e.object()).strip(),
                    more(e));
        }

        private static String more(AuditList.Entry e) {
            String detail =
                    e.detail().entrySet().stream()
                            .filter(d -> DETAILS.containsKey(d.getKey()))
                            .map(d -> DETAILS.get(d.getKey()) + " " + value(d.getValue()))
                            .collect(Collectors.joining("，"));
            return e.address() == null
                    ? detail
                    : detail.isEmpty() ? "来自 " + e.address() : detail + "，来自 " + e.address();
        }
    }

    private static String value(Object value) {
        return value instanceof List<?> several
                ? several.stream().map(AuditPages::value).collect(Collectors.joining("、"))
                : VALUES.getOrDefault(String.valueOf(value), String.valueOf(value));
    }

    /** An operation to choose. */
    record Choice(String value, String label, boolean selected) {}

    /** What was searched for, and what was found. */
    record AuditPage(
            DeskFrame frame,
            String account,
            String object,
            String from,
            String to,
            List<Choice> operations,
            List<Line> lines,
            String export,
            @Nullable String next) {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        static native TemplateInstance audit(AuditPage page);
    }

    private final Audit audit;
    private final SecurityIdentity identity;
    private final Site site;

    AuditPages(Audit audit, SecurityIdentity identity, Site site) {
        this.audit = audit;
        this.identity = identity;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @QueryParam("account") @Nullable String account,
            @QueryParam("operation") @Nullable String operation,
            @QueryParam("object") @Nullable String object,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor) {
        Audit.Wanted wanted = AuditResource.wanted(account, operation, object, from, to);
        String query = query(wanted);
        return audit.list(wanted, cursor, SHOWN)
                .map(
                        found ->
                                SignInPages.page(
                                        200,
                                        Templates.audit(
                                                new AuditPage(
                                                        new DeskFrame(
                                                                site,
                                                                "审计",
                                                                "/desk/audit",
                                                                Staff.of(identity)),
                                                        text(wanted.account()),
                                                        text(wanted.object()),
                                                        text(wanted.from()),
                                                        text(wanted.to()),
                                                        operations(wanted.operation()),
                                                        found.items().stream()
                                                                .map(Line::of)
                                                                .toList(),
                                                        "/api/v1/desk/audit/export" + query,
                                                        found.next() == null
                                                                ? null
                                                                : "/desk/audit"
                                                                        + (query.isEmpty()
                                                                                ? "?"
                                                                                : query + "&")
                                                                        + "cursor="
                                                                        + found.next()))));
    }

    private static List<Choice> operations(@Nullable String chosen) {
        return Words.all().entrySet().stream()
                .map(w -> new Choice(w.getKey(), w.getValue(), w.getKey().equals(chosen)))
                .toList();
    }

    private static String query(Audit.Wanted w) {
        StringBuilder query = new StringBuilder();
        add(query, "account", w.account());
        add(query, "operation", w.operation());
        add(query, "object", w.object());
        add(query, "from", w.from());
        add(query, "to", w.to());
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable Object value) {
        if (value != null) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
