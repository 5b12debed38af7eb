package cn.fuhan.reply;

import cn.fuhan.search.Terms;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * How the public letters are spread over the months of the list. A search for what many letters
 * have goes back in time window by window, so that its work is bounded by the windows and not by
 * the number of matches.
 *
 * @param months the newest first; those without letters left out
 */
record Timeline(List<Month> months) {

    /** A month of the list, and how many letters it has. */
    record Month(YearMonth month, long letters) {}

    /**
     * Neighbouring months to look through at once.
     *
     * @param marks of a letter in it: any of them
     * @param end the first day after it
     */
    record Window(List<String> marks, LocalDate end) {}

    /** A window grows by this over the one before. */
    private static final int GROWTH = 6;

    /** A window has at most this share of all letters, or a month. */
    private static final int LARGEST = 5;

    long letters() {
        return months.stream().mapToLong(Month::letters).sum();
    }

    /**
     * Windows from a month back to the beginning.
     *
     * @param first how many letters the first one should have at least
     */
    List<Window> windows(YearMonth from, long first) {
        long largest = Math.max(first, letters() / LARGEST);
        long size = first;
        long held = 0;
        List<Window> windows = new ArrayList<>();
        List<YearMonth> window = new ArrayList<>();
        for (Month month : months) {
            if (month.month.isAfter(from)) {
                continue;
            }
            window.add(month.month);
            held += month.letters;
            if (held >= size) {
                windows.add(window(window));
                window.clear();
                held = 0;
                size = Math.min(size * GROWTH, largest);
            }
        }
        if (!window.isEmpty()) {
            windows.add(window(window));
        }
        return windows;
    }

    /** Years that lie in it whole are one mark each. */
    private Window window(List<YearMonth> window) {
        List<String> marks = new ArrayList<>();
        YearMonth newest = window.get(0);
        YearMonth oldest = window.get(window.size() - 1);
        for (YearMonth month : window) {
            int year = month.getYear();
            boolean whole =
                    months.stream()
                            .filter(m -> m.month.getYear() == year)
                            .allMatch(m -> !m.month.isAfter(newest) && !m.month.isBefore(oldest));
            String mark = Terms.mark(Entry.LISTED, whole ? String.valueOf(year) : month.toString());
            if (!marks.contains(mark)) {
                marks.add(mark);
            }
        }
        return new Window(List.copyOf(marks), newest.plusMonths(1).atDay(1));
    }
}
