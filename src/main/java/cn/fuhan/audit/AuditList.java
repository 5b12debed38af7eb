package cn.fuhan.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the audit. */
@RegisterForReflection
@Schema(name = "AuditList", description = "审计记录的一页，新的在前")
public record AuditList(
        @Schema(description = "各条记录") List<Entry> items,
        @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {

    /** Who did what to what, when, from where. */
    @RegisterForReflection
    @Schema(name = "AuditEntry", description = "一条审计记录，从不修改、从不删除")
    public record Entry(
            @Schema(description = "时刻，以数据库的时钟为准") Instant at,
            @Schema(description = "账号；fuhan 是系统自身，proposer 是提交回执的提出者", examples = "admin")
                    String account,
            @Schema(description = "操作：对象类别、点、动词", examples = "letter.publish") String operation,
            @Schema(description = "对象类别", examples = "letter") String kind,
            @Schema(description = "对象：复函编号、回执号、账号名等", examples = "7G4K2M9QXR")
                    @Nullable String object,
            @Schema(description = "来自哪个网络地址；系统自身的操作、提出者的回执没有") @Nullable String address,
            @Schema(description = "详情，因操作而异；letter 是所属复函的编号") Map<String, Object> detail) {}
}
