package cn.fuhan.calendar;

import io.smallrye.config.ConfigMapping;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** The days that differ from the week's rule, as the State Council announces them each year. */
@ConfigMapping(prefix = "fuhan.calendar")
interface CalendarSettings {

    /** Days off (节假日); those on Saturdays and Sundays may be left out. */
    Optional<Set<LocalDate>> holidays();

    /** Saturdays and Sundays that are worked (调休上班). */
    Optional<Set<LocalDate>> workedWeekends();
}
