package cn.fuhan.followup;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.calendar.WorkingDays;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deadlines by the settings as they are given out, in weeks without holidays. */
class DeadlinesTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 6, 1);
    private static final Deadlines DEADLINES =
            new Deadlines(
                    new WorkingDays(Set.of(), Set.of()),
                    new SmallRyeConfigBuilder()
                            .withMapping(FollowupSettings.class)
                            .build()
                            .getConfigMapping(FollowupSettings.class));

    @ParameterizedTest
    @CsvSource({
        "2026-06-30, NONE, 还剩21个工作日",
        "2026-06-29, BLUE, 还剩20个工作日",
        "2026-06-16, BLUE, 还剩11个工作日",
        "2026-06-15, YELLOW, 还剩10个工作日",
        "2026-06-09, YELLOW, 还剩6个工作日",
        "2026-06-08, RED, 还剩5个工作日",
        "2026-06-01, RED, 今天到期",
        "2026-05-31, RED, 已逾期1个工作日",
        "2026-05-29, RED, 已逾期1个工作日",
        "2026-05-28, RED, 已逾期2个工作日"
    })
    void theNearerADeadlineTheStrongerTheWarning(LocalDate due, Warning warning, String words) {
        Deadline deadline = DEADLINES.of(due, null, MONDAY);

        assertThat(deadline.warning()).isEqualTo(warning);
        assertThat(deadline.words()).isEqualTo(warning.label() + "：" + words);
        assertThat(deadline.overdue()).isEqualTo(due.isBefore(MONDAY));
    }

    @Test
    void whatIsDoneWarnsNoMoreButStaysLate() {
        Deadline late = DEADLINES.of(MONDAY, MONDAY.plusDays(3), MONDAY.plusYears(1));

        assertThat(late.warning()).isEqualTo(Warning.NONE);
        assertThat(late.overdue()).isTrue();
        assertThat(late.workingDaysLeft()).isNull();
        assertThat(late.words()).isEqualTo("逾期3天办完");
        assertThat(DEADLINES.of(MONDAY, MONDAY, MONDAY).overdue()).isFalse();
    }

    @Test
    void anAnswerIsDueInThreeMonthsAndNotOnADayOff() {
        assertThat(DEADLINES.ofAnswer(LocalDate.of(2026, 3, 2))).isEqualTo("2026-06-02");
        // 6 June is a Saturday, and so is 5 September
        assertThat(DEADLINES.ofAnswer(LocalDate.of(2026, 3, 6))).isEqualTo("2026-06-08");
        assertThat(DEADLINES.longest(LocalDate.of(2026, 3, 5))).isEqualTo("2026-09-07");
        assertThat(DEADLINES.ofOpinion(LocalDate.of(2026, 1, 31))).isEqualTo("2026-03-02");
    }

    @Test
    void aLetterIsPublishedWithinTwentyWorkingDays() {
        assertThat(DEADLINES.ofPublication(MONDAY)).isEqualTo("2026-06-29");
    }
}
