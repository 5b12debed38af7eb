package cn.fuhan.access;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows down whoever fails again and again: each further failure makes the next attempt wait
 * longer, up to two seconds, and is answered with 429. A right answer still gets through, so that
 * nobody can lock a proposer out who shares an address with the guesser. Kept in memory by each
 * replica, for at most {@value #MOST} callers, and forgotten after a quiet {@value #QUIET_SECONDS}
 * seconds.
 */
@Singleton
public class Slowdown {

    /** Failures that cost nothing: people mistype. */
    static final int FREE = 5;

    static final int QUIET_SECONDS = 300;
    private static final int MOST = 10_000;
    private static final int MOST_WAITING = 200;
    private static final long LONGEST_MILLIS = 2_000;

    private record Failures(int count, long at) {}

    private final Map<String, Failures> failures =
            new LinkedHashMap<>(256, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MOST;
                }
            };
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Runs the attempt, after a wait if this caller failed often. Does not block: the wait is a
     * timer. Fails with too-many when too many callers wait already.
     *
     * @param caller what the attempts have in common, e.g. an address and an account
     */
    public <T> Uni<T> attempt(String caller, Uni<T> attempt) {
        int count = count(caller);
        if (count < FREE) {
            return attempt;
        }
        if (waiting.get() >= MOST_WAITING) {
            return Uni.createFrom().failure(tooMany(count));
        }
        long millis = Math.min(LONGEST_MILLIS, 100L << Math.min(10, count - FREE));
        waiting.incrementAndGet();
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(millis))
                .onTermination()
                .invoke(waiting::decrementAndGet)
                .chain(() -> attempt);
    }

    /** Notes a failure; from the sixth on, the problem to answer with is too-many. */
    public Problem failed(String caller, Problem otherwise) {
        synchronized (failures) {
            int count = count(caller) + 1;
            failures.put(caller, new Failures(count, System.nanoTime()));
            return count > FREE ? tooMany(count) : otherwise;
        }
    }

    /** Forgets the failures of a caller who got it right. */
    public void succeeded(String caller) {
        synchronized (failures) {
            failures.remove(caller);
        }
    }

    private int count(String caller) {
        synchronized (failures) {
            Failures f = failures.get(caller);
            if (f == null || System.nanoTime() - f.at() > QUIET_SECONDS * 1_000_000_000L) {
                return 0;
            }
            return f.count();
        }
    }

    private static Problem tooMany(int count) {
        return new Problem(ProblemType.TOO_MANY)
                .retryAfter(Math.min(QUIET_SECONDS, 1L << Math.min(9, count - FREE)));
    }
}
