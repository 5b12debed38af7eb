package cn.fuhan.figures;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public figures, counted at most once in {@value #SECONDS} seconds for each year, however many
 * ask: counting reads every letter.
 */
@Singleton
class Figures {

    static final int SECONDS = 10;

    /** Years are the reader's to choose: what is kept is bounded. */
    private static final int MOST = 40;

    private record Counted(Uni<Statistics> statistics, long at) {
        boolean fresh() {
            return System.nanoTime() - at < Duration.ofSeconds(SECONDS).toNanos();
        }
    }

    private final Counting counting;
    private final Map<String, Counted> kept =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Counted> eldest) {
                    return size() > MOST;
                }
            };

    Figures(Counting counting) {
        this.counting = counting;
    }

    /** The figures of a year, or of all; some seconds old at most. */
    Uni<Statistics> of(@Nullable Integer year) {
        String key = String.valueOf(year);
        synchronized (kept) {
            Counted counted = kept.get(key);
            if (counted == null || !counted.fresh()) {
                counted =
                        new Counted(
                                counting.of(year)
                                        .onFailure()
                                        .invoke(() -> forget(key))
                                        .memoize()
                                        .indefinitely(),
                                System.nanoTime());
                kept.put(key, counted);
            }
            return counted.statistics();
        }
    }

    private void forget(String key) {
        synchronized (kept) {
            kept.remove(key);
        }
    }
}
