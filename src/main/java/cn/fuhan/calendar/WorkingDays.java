package cn.fuhan.calendar;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * Which days are worked: Monday to Friday, but for the holidays (节假日), and the weekends that are
 * worked in their stead (调休).
 */
@Singleton
public class WorkingDays {

    /** Longer than any deadline: what counts days ends here. */
    private static final int FAR = 4_000;

    private final Set<LocalDate> holidays;
    private final Set<LocalDate> workedWeekends;

    @Inject
    WorkingDays(CalendarSettings settings) {
        this(settings.holidays().orElse(Set.of()), settings.workedWeekends().orElse(Set.of()));
    }

    public WorkingDays(Set<LocalDate> holidays, Set<LocalDate> workedWeekends) {
        this.holidays = Set.copyOf(holidays);
        this.workedWeekends = Set.copyOf(workedWeekends);
    }

    public boolean isWorked(LocalDate day) {
        boolean weekend =
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? workedWeekends.contains(day) : !holidays.contains(day);
    }

    /** The day that so many working days end on, counted from the day after this one. */
    public LocalDate after(LocalDate day, int workingDays) {
        LocalDate end = day;
        for (int left = workingDays; left > 0; ) {
            end = end.plusDays(1);
            if (isWorked(end)) {
                left--;
            }
        }
        return end;
    }

    /**
     * The day itself if it is worked, else the next that is: a period that would end on a day off
     * ends after it (民法典, article 203).
     */
    public LocalDate orNext(LocalDate day) {
        LocalDate next = day;
        while (!isWorked(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /**
     * How many working days are left from one day to another, the first not counted and the last
     * counted; 0 on the same day, negative once it is past. Never more than some thousands.
     */
    public int between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -between(to, from);
        }
        LocalDate end = to.isAfter(from.plusDays(FAR)) ? from.plusDays(FAR) : to;
        int worked = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(end); day = day.plusDays(1)) {
            if (isWorked(day)) {
                worked++;
            }
        }
        return worked;
    }
}
