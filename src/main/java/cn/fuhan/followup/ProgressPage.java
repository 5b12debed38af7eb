package cn.fuhan.followup;

import cn.fuhan.reply.Code;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of a letter's promises (办理进展). */
public record ProgressPage(Site site, String typed, PublicPromises promises) {

    /** A promise in the page's words. */
    public record Line(
            String content, String due, String state, String tone, @Nullable String told) {}

    public Head head() {
        return Head.unlisted(site, "办理进展");
    }

    public String letterHref() {
        return "/r/" + Code.parse(typed);
    }

    public List<Line> lines() {
        return promises.items().stream()
                .map(
                        p ->
                                new Line(
                                        p.content(),
                                        ChineseDate.day(p.dueOn()),
                                        p.state().label(),
                                        p.state().name().toLowerCase(java.util.Locale.ROOT),
                                        p.changedOn() == null
                                                ? null
                                                : ChineseDate.day(p.changedOn())
                                                        + (p.note() == null ? "" : "：" + p.note())))
                .toList();
    }

    public TemplateInstance html() {
        return Templates.progress(this);
    }

    @CheckedTemplate(basePath = "followup")
    static class Templates {
        static native TemplateInstance progress(ProgressPage page);
    }
}
