package cn.fuhan.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account of the staff, as administrators see it. */
@RegisterForReflection
@Schema(name = "Account", description = "工作人员的账号")
public record Account(
        @Schema(description = "账号名，登录用，不可更改", examples = "lin.x") String name,
        @Schema(description = "姓名", examples = "林晓") @Nullable String displayName,
        @Schema(description = "角色：editor 编辑，approver 审签，administrator 管理员") List<String> roles,
        @Schema(description = "是否可用；停用的账号不能登录") boolean active,
        @Schema(description = "是否须先修改密码") boolean mustChange,
        @Schema(description = "因密码屡次错误锁定到何时；没有锁定的为 null") @Nullable Instant lockedUntil,
        @Schema(description = "LOCAL 本地账号；OIDC 由统一身份认证登录，角色以那里为准") String source,
        @Schema(description = "建立时刻") Instant createdAt,
        @Schema(description = "版本，修改时放进 If-Match") long version) {

    /** Whether its password is here. */
    public boolean local() {
        return source.equals("LOCAL");
    }

    public String rolesInChinese() {
        return String.join("、", roles.stream().map(Roles::inChinese).toList());
    }
}
