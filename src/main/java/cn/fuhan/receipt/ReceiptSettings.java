package cn.fuhan.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** What an installation decides about receipts. */
@ConfigMapping(prefix = "fuhan.receipt")
interface ReceiptSettings {

    /** Whether 理解 (understanding) is offered as a rating. */
    @WithDefault("false")
    boolean understanding();

    /** Working days from the invitation to the deadline, often 15. */
    @WithDefault("15")
    int workingDays();

    /**
     * Days off that are not Saturdays or Sundays, as the State Council announces them each year.
     */
    Optional<Set<LocalDate>> holidays();

    /** Saturdays and Sundays that are worked (调休). */
    Optional<Set<LocalDate>> workedWeekends();

    /** The last day for answering an invitation of this day. */
    default LocalDate deadline(LocalDate issued) {
        LocalDate day = issued;
        for (int left = workingDays(); left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    private boolean isWorkingDay(LocalDate day) {
        boolean weekend =
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend
                ? workedWeekends().map(days -> days.contains(day)).orElse(false)
                : !holidays().map(days -> days.contains(day)).orElse(false);
    }
}
