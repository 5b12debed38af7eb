package cn.fuhan.receipt;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The A4 sheet that goes to one proposer with the paper letter: a QR code, and a form on paper for
 * those who rather write by hand.
 *
 * @param qrSvg the form's address as an svg element, drawn by us: it goes into the page as it is
 * @param understanding whether 理解 is offered
 */
public record SheetPage(
        Site site,
        String receiptCode,
        Enclosed enclosed,
        String qrSvg,
        @Nullable LocalDate deadline,
        boolean understanding) {

    public Head head() {
        return Head.unlisted(site, "回执：" + enclosed.title());
    }

    /** The address as printed: without the scheme, which phones add by themselves. */
    public String link() {
        return site.url("/h/" + receiptCode).replaceFirst("^https?://", "");
    }

    public @Nullable String lastDay() {
        return deadline == null ? null : ChineseDate.day(deadline);
    }

    public List<String> ratings() {
        return Arrays.stream(Rating.values())
                .filter(rating -> understanding || rating != Rating.UNDERSTANDING)
                .map(Rating::label)
                .toList();
    }

    public List<String> attitudes() {
        return List.of(
                Rating.SATISFIED.label(),
                Rating.MOSTLY_SATISFIED.label(),
                Rating.UNSATISFIED.label());
    }

    public TemplateInstance html() {
        return Templates.sheet(this);
    }

    @CheckedTemplate(basePath = "receipt")
    static class Templates {
        static native TemplateInstance sheet(SheetPage page);
    }
}
