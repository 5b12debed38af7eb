package cn.fuhan.reply;

import cn.fuhan.search.Terms;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the public letters are spread over the months of the list. A search for what many letters
 * have goes back in time window by window, so that its work is bounded by the windows and not by
 * the number of matches.
 *
 * @param months the newest first; those without letters left out
 * @param newest the last day that has letters: most days of the current month have none yet
 */
record Timeline(List<Month> months, LocalDate newest) {

    /** A month of the list, and how many letters it has. */
    record Month(YearMonth month, long letters) {}

    /**
     * Neighbouring days to look through at once.
     *
     * @param marks of a letter in it: any of them
     * @param end the first day after it
     */
    record Window(List<String> marks, LocalDate end) {}

    /** A window grows by this over the one before. */
    static final int GROWTH = 4;

    /**
     * A window has about so many letters at most, or this share of all: every one of them may
     * match.
     */
    private static final long LARGEST = 20_000;

    private static final int LARGEST_SHARE = 40;

    long letters() {
        return months.stream().mapToLong(Month::letters).sum();
    }

    /**
     * Windows from a day back to the beginning, no later than the newest letter's.
     *
     * @param first how many letters the first one should have, about
     */
    List<Window> windows(LocalDate day, long first) {
        LocalDate from = day.isAfter(newest) ? newest : day;
        long largest = Math.max(first, Math.max(LARGEST, letters() / LARGEST_SHARE));
        long size = first;
        long held = 0;
        List<Window> windows = new ArrayList<>();
        List<YearMonth> whole = new ArrayList<>();
        Map<Integer, Integer> monthsOfYears = new HashMap<>();
        months.forEach(month -> monthsOfYears.merge(month.month.getYear(), 1, Integer::sum));
        for (Month month : months) {
            if (month.month.isAfter(YearMonth.from(from))) {
                continue;
            }
            if (month.letters >= 2 * size) {
                if (!whole.isEmpty()) {
                    windows.add(months(whole, monthsOfYears));
                    whole.clear();
                    held = 0;
                }
                size = addDays(windows, month, from, size, largest);
                continue;
            }
            whole.add(month.month);
            held += month.letters;
            if (held >= size) {
                windows.add(months(whole, monthsOfYears));
                whole.clear();
                held = 0;
                size = Math.min(size * GROWTH, largest);
            }
        }
        if (!whole.isEmpty()) {
            windows.add(months(whole, monthsOfYears));
        }
        return windows;
    }

    /** A month with too many letters for one window; answers the size of the next. */
    private static long addDays(
            List<Window> windows, Month month, LocalDate from, long first, long largest) {
        long size = first;
        LocalDate start = month.month.atDay(1);
        LocalDate end = start.plusMonths(1);
        if (end.isAfter(from)) {
            end = from.plusDays(1);
        }
        while (end.isAfter(start)) {
            long days = Math.max(1, size * month.month.lengthOfMonth() / month.letters);
            LocalDate begin = end.minusDays(Math.min(days, ChronoUnit.DAYS.between(start, end)));
            windows.add(days(begin, end));
            size = Math.min(size * GROWTH, largest);
            end = begin;
        }
        return size;
    }

    private static Window days(LocalDate begin, LocalDate end) {
        return new Window(
                begin.datesUntil(end).map(day -> Terms.mark(Entry.LISTED, day.toString())).toList(),
                end);
    }

    /** Years that lie in it whole are one mark each. */
    private static Window months(List<YearMonth> window, Map<Integer, Integer> monthsOfYears) {
        List<String> marks = new ArrayList<>();
        for (int from = 0, to; from < window.size(); from = to) {
            int year = window.get(from).getYear();
            to = from + 1;
            while (to < window.size() && window.get(to).getYear() == year) {
                to++;
            }
            if (to - from == monthsOfYears.get(year)) {
                marks.add(Terms.mark(Entry.LISTED, String.valueOf(year)));
            } else {
                window.subList(from, to)
                        .forEach(month -> marks.add(Terms.mark(Entry.LISTED, month.toString())));
            }
        }
        return new Window(List.copyOf(marks), window.get(0).plusMonths(1).atDay(1));
    }
}
