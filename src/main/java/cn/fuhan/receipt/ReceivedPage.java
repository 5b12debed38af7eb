package cn.fuhan.receipt;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was received: shown after a receipt was sent in, and whenever its link is opened again.
 *
 * @param receipts all versions of the receipt, at least one, in any order
 * @param deadline last day for changes, null where there is none
 * @param changeable whether the proposer may still change it
 * @param notices what the proposer was told about the letter, oldest first
 */
public record ReceivedPage(
        Site site,
        String receiptCode,
        Enclosed enclosed,
        List<Version> receipts,
        @Nullable LocalDate deadline,
        boolean changeable,
        List<String> notices) {

    /**
     * One version of a receipt.
     *
     * @param revision the letter's revision that the proposer answered
     */
    public record Version(
            int number,
            int revision,
            Rating rating,
            @Nullable Rating attitude,
            @Nullable String opinion,
            @Nullable String contact,
            boolean opinionPublic,
            Instant receivedAt) {

        public String name() {
            return "第 %d 版".formatted(number);
        }

        public String time() {
            return ChineseDate.minute(receivedAt);
        }

        public String timeIso() {
            return receivedAt.toString();
        }

        public String ratingLabel() {
            return rating.label();
        }

        public @Nullable String attitudeLabel() {
            return attitude == null ? null : attitude.label();
        }
    }

    public ReceivedPage {
        receipts =
                receipts.stream().sorted(Comparator.comparing(Version::number).reversed()).toList();
    }

    public Head head() {
        return Head.unlisted(site, "已收到回执：" + enclosed.title());
    }

    public Version current() {
        return receipts.get(0);
    }

    public List<Version> earlier() {
        return receipts.subList(1, receipts.size());
    }

    public String changeHref() {
        return "/h/" + receiptCode + "?change=1";
    }

    public @Nullable String lastDay() {
        return deadline == null ? null : ChineseDate.day(deadline);
    }

    public TemplateInstance html() {
        return Templates.received(this);
    }

    @CheckedTemplate(basePath = "receipt")
    static class Templates {
        static native TemplateInstance received(ReceivedPage page);
    }
}
