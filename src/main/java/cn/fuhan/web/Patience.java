package cn.fuhan.web;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * How long anybody waits for the database, in the one place: whatever goes there goes through here,
 * and is answered with the problem unavailable when it takes longer than {@code
 * fuhan.database-patience}.
 *
 * <p>A JVM that is new to its work may be what takes long, most of all when it gets its share of a
 * crowd at once. So for the first minute a wait goes on while the database answers: others, or, at
 * half of the time, the question whether it is there. One that answers nobody is not waited for any
 * longer than later.
 *
 * <p>What is overdue is not broken off, since nothing breaks off a statement that a database has
 * been given; it runs to an end that nobody sees. {@link Connections} sees to it that it has one. A
 * transaction that is late rolls back, unless its COMMIT was on the way already.
 */
@Singleton
public class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);

    /** While the service starts nobody waits for an answer, and a JVM is at its slowest. */
    private static final Duration AT_START = Duration.ofMinutes(1);

    /** How long a JVM is new to its work. */
    private static final Duration NEW = Duration.ofMinutes(1);

    /** How often one wait goes on in that time. */
    private static final int LONGER = 4;

    private final Supplier<Uni<?>> question;
    private final Duration configured;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Duration limit;
    private volatile long newUntil = System.nanoTime();
    private volatile long answered = System.nanoTime();

    /**
     * @param limit the setting {@code fuhan.database-patience}: beyond it the database counts as
     *     out of reach, and whoever asked is told so. It is for each operation, so log-in and what
     *     follows it may take this long each
     */
    @Inject
    public Patience(@ConfigProperty(name = "fuhan.database-patience") Duration limit, Pool pool) {
        this(limit, () -> pool.query("select 1").execute());
    }

    /**
     * @param question asks the database whether it is there
     */
    Patience(Duration limit, Supplier<Uni<?>> question) {
        this.question = question;
        this.configured = limit;
        this.limit = limit;
    }

    void starting(@Observes @Priority(Integer.MIN_VALUE) StartupEvent first) {
        limit = configured.compareTo(AT_START) < 0 ? AT_START : configured;
    }

    void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent last) {
        limit = configured;
        newUntil = System.nanoTime() + NEW.toNanos();
    }

    /**
     * Reads with the plain client. A read that fails changed nothing: ask again. What comes of it
     * comes on the caller's context, though a timer's thread may have been the last to know.
     */
    public <T> Uni<T> read(Uni<T> reading) {
        // memoized, it isn't cancelled when we stop to wait: a session would stay open
        Uni<T> answer = reading.invoke(() -> answered = System.nanoTime()).memoize().indefinitely();
        return Uni.createFrom().deferred(() -> await(answer, LONGER).emitOn(OwnContext.executor()));
    }

    private <T> Uni<T> await(Uni<T> answer, int longer) {
        Duration half = limit.dividedBy(2);
        return answer.ifNoItem()
                .after(half)
                .recoverWithUni(
                        () -> {
                            long since = System.nanoTime();
                            if (isNew()) {
                                ask();
                            }
                            return answer.ifNoItem()
                                    .after(half)
                                    .recoverWithUni(() -> awaitOn(answer, longer, since));
                        });
    }

    private <T> Uni<T> awaitOn(Uni<T> answer, int longer, long since) {
        return longer > 0 && isNew() && answered - since >= 0
                ? await(answer, longer - 1)
                : Uni.createFrom().failure(new TimeoutException());
    }

    /** Where all that others asked for is known by now, nobody else would see it answer. */
    private void ask() {
        if (asking.compareAndSet(false, true)) {
            question.get()
                    .onTermination()
                    .invoke(() -> asking.set(false))
                    .subscribe()
                    .with(
                            row -> answered = System.nanoTime(),
                            silence -> LOG.debug("not asked", silence));
        }
    }

    private boolean isNew() {
        return System.nanoTime() - newUntil < 0;
    }

    /**
     * Writes with the plain client. Whether a write is done whose answer is lost, nobody knows.
     *
     * @param again in Chinese, how to send it again, or to find out, without doing it twice
     */
    public <T> Uni<T> write(String again, Uni<T> writing) {
        return told(again, read(writing));
    }

    private static <T> Uni<T> told(String again, Uni<T> written) {
        return written.onFailure(e -> !(e instanceof Problem) && Problems.isOutOfReach(e))
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
                .item(AtomicBoolean::new)
                .chain(
                        late ->
                                told(
                                        again,
                                        read(Panache.withTransaction(() -> inTime(late, work)))
                                                .onFailure(TimeoutException.class)
                                                .invoke(() -> late.set(true))));
    }

    private static <T> Uni<T> inTime(AtomicBoolean late, Supplier<Uni<T>> work) {
        require(late);
        return work.get().invoke(() -> require(late));
    }

    private static void require(AtomicBoolean late) {
        if (late.get()) {
            throw new TimeoutException();
        }
    }
}
