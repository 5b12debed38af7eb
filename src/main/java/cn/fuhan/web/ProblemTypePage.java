package cn.fuhan.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * What a type of problem means, at the address that problem details (RFC 9457) give as its type.
 *
 * @param path where the page is, e.g. /problems/too-many-requests
 * @param advice what the reader, or the caller's program, can do
 */
public record ProblemTypePage(
        Site site, String path, int status, String title, String meaning, String advice) {

    public Head head() {
        return new Head(site, title, meaning, path, true, null);
    }

    public String type() {
        return site.url(path);
    }

    public TemplateInstance html() {
        return Templates.problems(this);
    }

    @CheckedTemplate(basePath = "web")
    static class Templates {
        static native TemplateInstance problems(ProblemTypePage page);
    }
}
