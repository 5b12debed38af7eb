package cn.fuhan.followup;

import cn.fuhan.followup.Assignment.Answer;
import cn.fuhan.followup.Assignment.CoHandler;
import cn.fuhan.followup.Assignment.Extension;
import cn.fuhan.followup.Assignment.Forerunner;
import cn.fuhan.followup.Assignment.Publicity;
import cn.fuhan.followup.Assignment.Then;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.Letter.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An assignment as the database has it, with its deadlines as of today. */
final class AssignmentRow {

    private AssignmentRow() {}

    static Assignment assignment(Row row, Deadlines deadlines) {
        LocalDate answered = row.getLocalDate("answered");
        LocalDate due = row.getLocalDate("due_on");
        return new Assignment(
                row.getString("code"),
                Kind.valueOf(row.getString("kind")),
                row.getString("session"),
                row.getString("number"),
                row.getString("title"),
                List.of(row.getArrayOfStrings("proposers")),
                row.getString("department"),
                row.getLocalDate("assigned_on"),
                answered,
                deadlines.of(due, answered),
                extension(row, due),
                objects(row.getJsonArray("co_handlers")).stream()
                        .map(c -> coHandler(c, deadlines))
                        .toList(),
                publicity(row, deadlines),
                objects(row.getJsonArray("replies")).stream().map(AssignmentRow::answer).toList(),
                objects(row.getJsonArray("forerunners")).stream()
                        .map(AssignmentRow::forerunner)
                        .toList(),
                row.getLong("version"));
    }

    private static @Nullable Extension extension(Row row, LocalDate due) {
        String reason = row.getString("extension_reason");
        return reason == null
                ? null
                : new Extension(
                        row.getLocalDate("first_due_on"),
                        due,
                        reason,
                        row.getString("extended_by"),
                        row.getOffsetDateTime("extended_at").toInstant());
    }

    private static CoHandler coHandler(JsonObject c, Deadlines deadlines) {
        LocalDate given = date(c, "givenOn");
        Deadline deadline = deadlines.of(date(c, "dueOn"), given);
        return new CoHandler(
                c.getLong("id"),
                c.getString("name"),
                given != null
                        ? CoHandler.State.GIVEN
                        : deadline.overdue() ? CoHandler.State.OVERDUE : CoHandler.State.ASKED,
                date(c, "askedOn"),
                given,
                c.getString("opinion"),
                deadline);
    }

    /** The countdown (倒计时) begins with the letter's date of issue, unless nothing is published. */
    private static Publicity publicity(Row row, Deadlines deadlines) {
        Disclosure decision = disclosure(row.getString("decision"));
        LocalDate formed = row.getLocalDate("formed_on");
        LocalDate published = row.getLocalDate("listed_on");
        OffsetDateTime decidedAt = row.getOffsetDateTime("decided_at");
        return new Publicity(
                disclosure(row.getString("wish")),
                row.getString("wish_note"),
                row.getLocalDate("wished_on"),
                decision,
                row.getString("decision_reason"),
                row.getString("decided_by"),
                decidedAt == null ? null : decidedAt.toInstant(),
                published,
                formed == null || decision == Disclosure.NONE
                        ? null
                        : deadlines.of(deadlines.ofPublication(formed), published));
    }

    private static Answer answer(JsonObject l) {
        return new Answer(
                l.getString("code"),
                l.getString("title"),
                l.getString("state"),
                l.getString("outcome"),
                l.getString("disclosure"),
                date(l, "letterDate"));
    }

    private static Forerunner forerunner(JsonObject f) {
        return new Forerunner(
                f.getString("code"),
                f.getString("title"),
                f.getString("session"),
                f.getString("number"),
                objects(f.getJsonArray("promises")).stream()
                        .map(
                                p ->
                                        new Then(
                                                p.getString("content"),
                                                date(p, "dueOn"),
                                                Promise.State.valueOf(p.getString("state"))))
                        .toList());
    }

    private static @Nullable Disclosure disclosure(@Nullable String name) {
        return name == null ? null : Disclosure.valueOf(name);
    }

    static @Nullable LocalDate date(JsonObject object, String member) {
        String date = object.getString(member);
        return date == null ? null : LocalDate.parse(date);
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
