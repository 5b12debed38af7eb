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
                            Map.entry("opinion.review", "审核意见公开"),
                            Map.entry("assignment.create", "登记交办件"),
                            Map.entry("assignment.edit", "更正交办件"),
                            Map.entry("assignment.extend", "延期"),
                            Map.entry("assignment.answer", "登记办复日期"),
                            Map.entry("assignment.wish", "登记公开意愿"),
                            Map.entry("assignment.decide", "决定怎样公开"),
                            Map.entry("assignment.ask", "征求会办意见"),
                            Map.entry("assignment.opinion", "登记会办意见"),
                            Map.entry("assignment.unask", "取消征求会办意见"),
                            Map.entry("assignment.forerunner", "登记以往的复函"),
                            Map.entry("promise.make", "登记承诺"),
                            Map.entry("promise.fulfilled", "登记承诺兑现"),
                            Map.entry("promise.changed", "登记承诺变更"),
                            Map.entry("promise.missed", "承诺逾期"),
                            Map.entry("promise.reply", "登记承诺的第二次答复"),
                            Map.entry("case.contact", "登记沟通"),
                            Map.entry("case.reply", "第二次答复"),
                            Map.entry("case.close", "结案"),
                            Map.entry("outbox.retry", "重试未送达的"),
                            Map.entry("outbox.dismiss", "不再处理未送达的"),
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
