package cn.fuhan.reply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.reply.Timeline.Month;
import cn.fuhan.reply.Timeline.Window;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final LocalDate FAR = LocalDate.of(9999, 12, 31);

    @Test
    void aMonthWithManyLettersIsLookedThroughByDays() {
        Timeline timeline =
                new Timeline(List.of(month("2022-02", 2_800), month("2022-01", 10)), FAR);

        List<Window> windows = timeline.windows(FAR, 300);

        assertThat(windows.get(0).end()).isEqualTo("2022-03-01");
        assertThat(windows.get(0).marks())
                .containsExactly("@listed=2022-02-26", "@listed=2022-02-27", "@listed=2022-02-28");
        assertThat(windows.get(1).end()).isEqualTo("2022-02-26");
        assertThat(windows.get(windows.size() - 1).marks()).containsExactly("@listed=2022-01");
    }

    @Test
    void monthsWithFewLettersAreLookedThroughTogetherAndWholeYearsAsOne() {
        Timeline timeline =
                new Timeline(
                        List.of(
                                month("2022-02", 60),
                                month("2022-01", 60),
                                month("2021-06", 60),
                                month("2021-03", 60),
                                month("2020-01", 60)),
                        FAR);

        assertThat(timeline.windows(FAR, 150))
                .containsExactly(
                        new Window(
                                List.of("@listed=2022", "@listed=2021-06"),
                                LocalDate.of(2022, 3, 1)),
                        new Window(
                                List.of("@listed=2021-03", "@listed=2020"),
                                LocalDate.of(2021, 4, 1)));
    }

    @Test
    void aLaterPageBeginsWhereTheOneBeforeEnded() {
        Timeline timeline =
                new Timeline(List.of(month("2022-02", 2_800), month("2022-01", 100)), FAR);

        List<Window> windows = timeline.windows(LocalDate.of(2022, 2, 3), 200);

        assertThat(windows.get(0).marks()).contains("@listed=2022-02-03");
        assertThat(windows.stream().flatMap(w -> w.marks().stream()))
                .doesNotContain("@listed=2022-02-28");
    }

    @Test
    void theFirstWindowBeginsWithTheNewestLetter() {
        Timeline timeline =
                new Timeline(
                        List.of(month("2022-02", 2_800), month("2022-01", 10)),
                        LocalDate.of(2022, 2, 9));

        List<Window> windows = timeline.windows(FAR, 300);

        assertThat(windows.get(0).end()).isEqualTo("2022-02-10");
        assertThat(windows.get(0).marks())
                .containsExactly("@listed=2022-02-07", "@listed=2022-02-08", "@listed=2022-02-09");
    }

    @Test
    void everyDayBeforeIsInOneWindowWhateverTheMonthsHold() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 200; run++) {
            List<Month> months = new ArrayList<>();
            for (YearMonth m = YearMonth.of(2022, 12);
                    m.isAfter(YearMonth.of(2018, 6));
                    m = m.minusMonths(1 + random.nextInt(3))) {
                months.add(new Month(m, 1 + random.nextInt(1 << random.nextInt(14))));
            }
            LocalDate from = LocalDate.of(2018 + random.nextInt(5), 1 + random.nextInt(12), 5);

            List<String> marks =
                    new Timeline(months, FAR)
                            .windows(from, 1 + random.nextInt(3_000)).stream()
                                    .flatMap(w -> w.marks().stream())
                                    .toList();

            assertThat(marks).doesNotHaveDuplicates();
            Set<String> all = new HashSet<>(marks);
            for (Month month : months) {
                month.month()
                        .atDay(1)
                        .datesUntil(month.month().plusMonths(1).atDay(1))
                        .filter(day -> !day.isAfter(from))
                        .forEach(day -> assertThat(marksOf(day).filter(all::contains)).hasSize(1));
            }
        }
    }

    private static Stream<String> marksOf(LocalDate day) {
        return Stream.of(day, YearMonth.from(day), day.getYear()).map(d -> "@listed=" + d);
    }

    private static Month month(String month, long letters) {
        return new Month(YearMonth.parse(month), letters);
    }
}
