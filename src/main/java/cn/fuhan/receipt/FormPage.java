package cn.fuhan.receipt;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The receipt's form (回执) on a phone, at {@code /h/{receiptCode}}.
 *
 * @param understanding whether 理解 is offered
 * @param entered what was filled in before
 * @param errors messages by field: rating, attitude, opinion, contact, or "" for the whole form
 * @param key the idempotency key that makes a second submission the same as the first
 * @param deadline last day for answering, null where there is none
 * @param changing a receipt is there already and gets a new version
 */
public record FormPage(
        Site site,
        String receiptCode,
        Enclosed enclosed,
        boolean understanding,
        Entered entered,
        Map<String, String> errors,
        String key,
        @Nullable LocalDate deadline,
        boolean changing) {

    /** The fields as the proposer sent them. */
    public record Entered(
            @Nullable Rating rating,
            @Nullable Rating attitude,
            @Nullable String opinion,
            @Nullable String contact,
            boolean opinionPublic) {

        public static final Entered NOTHING = new Entered(null, null, null, null, false);
    }

    /** A message and the field that it leads to. */
    public record Message(String href, String text) {}

    /** A rating as a radio button. */
    public record Choice(
            String id, String value, String label, @Nullable String hint, boolean checked) {}

    private static final List<String> FIELDS = List.of("rating", "attitude", "opinion", "contact");

    public Head head() {
        var title = (changing ? "修改回执：" : "填写回执：") + enclosed.title();
        return Head.unlisted(site, errors.isEmpty() ? title : "请改正 - " + title);
    }

    public String action() {
        return "/h/" + receiptCode;
    }

    public List<Message> messages() {
        var messages = new ArrayList<Message>();
        if (errors.containsKey("")) {
            messages.add(new Message("#form", errors.get("")));
        }
        for (var field : FIELDS) {
            if (errors.containsKey(field)) {
                var radio = field.equals("rating") || field.equals("attitude");
                messages.add(new Message("#" + field + (radio ? "-1" : ""), errors.get(field)));
            }
        }
        return messages;
    }

    public List<Choice> ratings() {
        return choices("rating", entered.rating());
    }

    public List<Choice> attitudes() {
        return choices("attitude", entered.attitude());
    }

    public @Nullable String ratingError() {
        return errors.get("rating");
    }

    public @Nullable String attitudeError() {
        return errors.get("attitude");
    }

    public @Nullable String opinionError() {
        return errors.get("opinion");
    }

    public @Nullable String contactError() {
        return errors.get("contact");
    }

    public String opinion() {
        return entered.opinion() == null ? "" : entered.opinion();
    }

    public String contact() {
        return entered.contact() == null ? "" : entered.contact();
    }

    public boolean opinionPublic() {
        return entered.opinionPublic();
    }

    public @Nullable String lastDay() {
        return deadline == null ? null : ChineseDate.day(deadline);
    }

    public TemplateInstance html() {
        return Templates.form(this);
    }

    @CheckedTemplate(basePath = "receipt")
    static class Templates {
        static native TemplateInstance form(FormPage page);
    }

    private List<Choice> choices(String field, @Nullable Rating set) {
        var choices = new ArrayList<Choice>();
        for (var rating : Rating.values()) {
            var reason = rating == Rating.UNDERSTANDING;
            if (reason && (!understanding || field.equals("attitude"))) {
                continue;
            }
            choices.add(
                    new Choice(
                            field + "-" + (choices.size() + 1),
                            rating.name(),
                            rating.label(),
                            reason ? "结果未尽如人意，但理解其原因" : null,
                            rating == set));
        }
        return choices;
    }
}
