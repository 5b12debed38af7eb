package cn.fuhan.receipt;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why no receipt can be filled in.
 *
 * @param enclosed null where the code is unknown
 * @param lastDate the deadline that has passed
 */
public record ClosedPage(
        Site site, Reason reason, @Nullable Enclosed enclosed, @Nullable LocalDate lastDate) {

    /** The states in which the form isn't shown. */
    public enum Reason {
        /** The deadline has passed. */
        EXPIRED,
        /** There is no such receipt code. */
        UNKNOWN,
        /** The letter was withdrawn. */
        WITHDRAWN
    }

    public Head head() {
        return Head.unlisted(site, title());
    }

    public String title() {
        return switch (reason) {
            case EXPIRED -> "填写期限已过";
            case UNKNOWN -> "没有找到这份回执";
            case WITHDRAWN -> "这件复函已撤回";
        };
    }

    public String detail() {
        return switch (reason) {
            case EXPIRED ->
                    lastDate == null
                            ? "这份回执的填写期限已经过了。"
                            : "这份回执的填写期限是%s，现在已经过了。".formatted(ChineseDate.day(lastDate));
            case UNKNOWN -> "链接或回执码可能不完整，也可能已经更换。";
            case WITHDRAWN -> "发布机构撤回了这件复函，暂时不需要填写回执。";
        };
    }

    public String next() {
        return switch (reason) {
            case EXPIRED -> "仍想反映意见，请与发布机构联系，或寄回随函附上的纸质回执。";
            case UNKNOWN -> "请重新扫描随函附上的二维码，或核对印在旁边的网址；仍不行，可填写纸质回执寄回。";
            case WITHDRAWN -> "重新答复后，您会收到新的复函和回执。";
        };
    }

    public TemplateInstance html() {
        return Templates.closed(this);
    }

    @CheckedTemplate(basePath = "receipt")
    static class Templates {
        static native TemplateInstance closed(ClosedPage page);
    }
}
