package cn.fuhan.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The calendar of 2025 around National Day: 1 to 8 October off, 28 September and 11 October worked.
 */
class WorkingDaysTest {

    private static final WorkingDays DAYS =
            new WorkingDays(
                    Stream.iterate(LocalDate.of(2025, 10, 1), day -> day.plusDays(1))
                            .limit(8)
                            .collect(Collectors.toSet()),
                    Set.of(LocalDate.of(2025, 9, 28), LocalDate.of(2025, 10, 11)));

    @ParameterizedTest
    @CsvSource({
        "2025-09-26, true", "2025-09-27, false", "2025-09-28, true", "2025-10-01, false",
        "2025-10-08, false", "2025-10-09, true", "2025-10-11, true", "2025-10-12, false"
    })
    void aHolidayIsOffAndAWorkedWeekendIsNot(LocalDate day, boolean worked) {
        assertThat(DAYS.isWorked(day)).isEqualTo(worked);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-26, 1, 2025-09-28",
        "2025-09-26, 4, 2025-10-09",
        "2025-09-26, 6, 2025-10-11",
        "2025-09-26, 7, 2025-10-13",
        "2025-09-26, 0, 2025-09-26",
        "2025-10-03, 1, 2025-10-09"
    })
    void aPeriodIsCountedFromTheDayAfter(LocalDate from, int days, LocalDate end) {
        assertThat(DAYS.after(from, days)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"2025-10-02, 2025-10-09", "2025-10-12, 2025-10-13", "2025-10-11, 2025-10-11"})
    void aPeriodDoesNotEndOnADayOff(LocalDate day, LocalDate end) {
        assertThat(DAYS.orNext(day)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-26, 2025-09-26, 0",
        "2025-09-26, 2025-10-09, 4",
        "2025-09-26, 2025-10-05, 3",
        "2025-10-09, 2025-09-26, -4"
    })
    void whatIsLeftIsCountedInWorkingDaysAndSoIsDelay(LocalDate from, LocalDate to, int left) {
        assertThat(DAYS.between(from, to)).isEqualTo(left);
    }

    @Test
    void aDateFarAwayIsCountedInNoTime() {
        assertThat(DAYS.between(LocalDate.of(2025, 1, 1), LocalDate.of(9999, 12, 31)))
                .isGreaterThan(2_000);
    }
}
