package cn.fuhan.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/**
 * A problem as a page for people.
 *
 * @param title what happened, in a few words
 * @param detail what is known about this case, e.g. the reason for a withdrawal
 * @param next what the reader can do now
 */
public record ProblemPage(
        Site site, int status, String title, @Nullable String detail, @Nullable String next) {

    /** The usual wording for a status. */
    public static ProblemPage of(Site site, int status, @Nullable String detail) {
        return switch (status) {
            case 404 ->
                    new ProblemPage(
                            site,
                            status,
                            "没有找到这个页面",
                            detail,
                            // a detail says what to do already
                            detail == null ? "请核对网址是否完整，或在首页用提案号、文号、标题查找。" : null);
            case 410 ->
                    new ProblemPage(site, status, "这件复函已撤回", detail, "如需了解情况，请与发布机构联系；其他复函可在首页查找。");
            case 429 ->
                    new ProblemPage(site, status, "访问过于频繁", detail, "请稍等一分钟再试。多人共用一个网络时也会出现这种情况。");
            case 503 -> new ProblemPage(site, status, "系统暂时繁忙", detail, "请过几分钟再试。已经提交的内容不会丢失。");
            default ->
                    status >= 500
                            ? new ProblemPage(
                                    site, status, "系统出了问题", detail, "问题已经记录。请过几分钟再试；若仍不行，请与发布机构联系。")
                            : new ProblemPage(
                                    site, status, "请求无法处理", detail, "请返回上一页检查后再试，或从首页重新开始。");
        };
    }

    public Head head() {
        return Head.unlisted(site, title);
    }

    public TemplateInstance html() {
        return Templates.problem(this);
    }

    @CheckedTemplate(basePath = "web")
    static class Templates {
        static native TemplateInstance problem(ProblemPage page);
    }
}
