package cn.fuhan.followup;

import cn.fuhan.calendar.WorkingDays;
import cn.fuhan.web.ChineseDate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Where the deadlines are, and how near (期限与预警). */
@Singleton
public class Deadlines {

    private final WorkingDays calendar;
    private final FollowupSettings settings;

    Deadlines(WorkingDays calendar, FollowupSettings settings) {
        this.calendar = calendar;
        this.settings = settings;
    }

    /** Today, by the legal time of the country. */
    public static LocalDate today() {
        return LocalDate.now(ChineseDate.ZONE);
    }

    /** When an assignment is due: three months, and never on a day off. */
    LocalDate ofAnswer(LocalDate assigned) {
        return calendar.orNext(assigned.plusMonths(settings.months()));
    }

    /** The last day to which it may be extended. */
    LocalDate longest(LocalDate assigned) {
        return calendar.orNext(assigned.plusMonths(settings.longestMonths()));
    }

    LocalDate ofOpinion(LocalDate asked) {
        return calendar.orNext(asked.plusMonths(settings.coHandlerMonths()));
    }

    /** By when a letter of this date of issue is published. */
    LocalDate ofPublication(LocalDate formed) {
        return calendar.after(formed, settings.publicationWorkingDays());
    }

    LocalDate ofSecondReply(LocalDate changed) {
        return calendar.after(changed, settings.secondReplyWorkingDays());
    }

    LocalDate ofRehandling(LocalDate opened) {
        return calendar.orNext(opened.plusMonths(settings.rehandlingMonths()));
    }

    /** The last day whose deadlines are reminded of today. */
    LocalDate reminded(LocalDate today) {
        return calendar.after(today, settings.remindWorkingDays());
    }

    /** The day of a moment, by the legal time of the country. */
    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ChineseDate.ZONE);
    }

    /** The last due date that has this warning, or a stronger one, today. */
    LocalDate last(Warning warning) {
        return calendar.after(
                today(),
                switch (warning) {
                    case NONE -> 4_000;
                    case BLUE -> settings.blue();
                    case YELLOW -> settings.yellow();
                    case RED -> settings.red();
                });
    }

    /**
     * @param done when it was done, null while it isn't
     */
    public Deadline of(LocalDate due, @Nullable LocalDate done) {
        return of(due, done, today());
    }

    Deadline of(LocalDate due, @Nullable LocalDate done, LocalDate today) {
        if (done != null) {
            boolean late = done.isAfter(due);
            return new Deadline(
                    due,
                    null,
                    Warning.NONE,
                    late,
                    late ? "逾期%d天办完".formatted(done.toEpochDay() - due.toEpochDay()) : "按期办完");
        }
        boolean overdue = today.isAfter(due);
        int left = calendar.between(today, due);
        Warning warning =
                overdue || left <= settings.red()
                        ? Warning.RED
                        : left <= settings.yellow()
                                ? Warning.YELLOW
                                : left <= settings.blue() ? Warning.BLUE : Warning.NONE;
        String distance =
                overdue
                        ? left == 0 ? "已逾期" : "已逾期%d个工作日".formatted(-left)
                        : today.equals(due) ? "今天到期" : "还剩%d个工作日".formatted(left);
        return new Deadline(due, left, warning, overdue, warning.label() + "：" + distance);
    }
}
