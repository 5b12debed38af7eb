package cn.fuhan.receipt;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What WeChat's check (内容安全) thinks of an opinion; what to do about it is for staff to judge. */
@Schema(
        name = "Verdict",
        description =
                """
                微信对意见的检查：

                - `PASS` 通过
                - `REVIEW` 须人工判断
                - `RISKY` 有风险
                """)
public enum Verdict {
    PASS(null),
    REVIEW("微信检查：须人工判断"),
    RISKY("微信检查：有风险");

    private final @Nullable String label;

    Verdict(@Nullable String label) {
        this.label = label;
    }

    /** In Chinese; null where there is nothing to judge. */
    public @Nullable String label() {
        return label;
    }

    /** Null where nothing was checked. */
    public static @Nullable Verdict parse(@Nullable String name) {
        return name == null ? null : valueOf(name);
    }
}
