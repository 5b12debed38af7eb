package cn.fuhan.web;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long anybody waits for the database, in the one place: whatever goes there goes through here,
 * and is answered with the problem unavailable when it takes longer than {@code
 * fuhan.database-patience}.
 *
 * <p>What is overdue is not broken off, since nothing breaks off a statement that a database has
 * been given; it runs to an end that nobody sees. {@link Connections} sees to it that it has one. A
 * transaction that is late rolls back, unless its COMMIT was on the way already.
 */
@Singleton
public class Patience {

    /** While the service starts nobody waits for an answer, and a JVM is at its slowest. */
    private static final Duration AT_START = Duration.ofMinutes(1);

    private final Duration configured;
    private volatile Duration limit;

    /**
     * @param limit the setting {@code fuhan.database-patience}: beyond it the database counts as
     *     out of reach, and whoever asked is told so. It is for each operation, so log-in and what
     *     follows it may take this long each
     */
    public Patience(@ConfigProperty(name = "fuhan.database-patience") Duration limit) {
        this.configured = limit;
        this.limit = limit;
    }

    void starting(@Observes @Priority(Integer.MIN_VALUE) StartupEvent first) {
        limit = configured.compareTo(AT_START) < 0 ? AT_START : configured;
    }

    void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent last) {
        limit = configured;
    }

    /** Reads with the plain client. A read that fails changed nothing: ask again. */
    public <T> Uni<T> read(Uni<T> reading) {
        // memoized, it isn't cancelled when we stop to wait: a session would stay open
        return reading.memoize()
                .indefinitely()
                .ifNoItem()
                .after(limit)
                .failWith(TimeoutException::new);
    }

    /**
     * Writes with the plain client. Whether a write is done whose answer is lost, nobody knows.
     *
     * @param again in Chinese, how to send it again, or to find out, without doing it twice
     */
    public <T> Uni<T> write(String again, Uni<T> writing) {
        return read(writing)
                .onFailure(e -> !(e instanceof Problem) && Problems.isOutOfReach(e))
                .transform(
                        e -> {
                            Problems.tellOutOfReach(e);
                            return new Problem(
                                            ProblemType.UNAVAILABLE,
                                            "数据库没有及时答复，这一次是否已经保存还不能确定。" + again)
                                    .retryAfter(Problems.RETRY_SECONDS);
                        });
    }

    /** Reads within a session of Hibernate Reactive, on the caller's event loop. */
    public <T> Uni<T> session(Supplier<Uni<T>> reading) {
        return read(Panache.withSession(reading));
    }

    /**
     * One transaction of Hibernate Reactive, on the caller's event loop, in time or not at all.
     *
     * @param again as of {@link #write}
     */
    public <T> Uni<T> transaction(String again, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .item(() -> System.nanoTime() + limit.toNanos())
                .chain(
                        deadline ->
                                write(
                                        again,
                                        Panache.withTransaction(
                                                () -> {
                                                    require(deadline);
                                                    return work.get()
                                                            .invoke(() -> require(deadline));
                                                })));
    }

    private static void require(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw new TimeoutException();
        }
    }
}
