package cn.fuhan.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The operations of the audit in Chinese. */
public final class Words {

    private static final Map<String, String> WORDS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("letter.import", "导入"),
                            Map.entry("import.start", "批量导入"),
                            Map.entry("letter.edit", "修改草稿"),
                            Map.entry("letter.resolve", "处理发现"),
                            Map.entry("letter.publish", "发布"),
                            Map.entry("letter.revise", "再次发布"),
                            Map.entry("letter.withdraw", "撤回"),
                            Map.entry("letter.delete", "删除草稿"),
                            Map.entry("invitation.issue", "出具回执码"),
                            Map.entry("receipt.send", "提交回执"),
                            Map.entry("receipt.amend", "修改回执"),
                            Map.entry("receipt.read", "查阅回执"),
                            Map.entry("account.sign-in", "登录"),
                            Map.entry("account.sign-in-failed", "登录失败"),
                            Map.entry("account.locked", "锁定账号"),
                            Map.entry("account.sign-out", "退出"),
                            Map.entry("account.password", "修改密码"),
                            Map.entry("account.create", "新建账号"),
                            Map.entry("account.change", "修改账号"),
                            Map.entry("audit.export", "导出审计记录")));

    private Words() {}

    /** The operation in Chinese; as it is where there is no word for it. */
    public static String of(String operation) {
        return WORDS.getOrDefault(operation, operation);
    }

    /** All of them, by operation. */
    public static Map<String, String> all() {
        return Collections.unmodifiableMap(WORDS);
    }
}
