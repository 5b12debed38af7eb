package cn.fuhan.desk;

import cn.fuhan.desk.ImportRun.ItemState;
import cn.fuhan.desk.ImportRuns.Waiting;
import cn.fuhan.intake.Intake;
import cn.fuhan.intake.Reading;
import cn.fuhan.intake.UnreadableException;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;

/**
 * Reads the files that wait, one after another on a thread of its own: one replica at a time, which
 * the database's lock decides and loses with its holder. What became of a file is written in the
 * transaction that stores its letter, so a kill at any moment leaves it either waiting or done.
 */
@ApplicationScoped
class ImportWorker {

    private static final Logger LOG = Logger.getLogger(ImportWorker.class);

    /** The lock of whoever reads; no other lock has this number. */
    private static final long LOCK = 4_398_046_510_001L;

    /** After this long without a call it looks whether another replica left something. */
    private static final int IDLE_SECONDS = 30;

    private static final int LONGEST_STOP_SECONDS = 5;

    /** A file at which the service ended this often is given up. */
    private static final int MOST_ATTEMPTS = 5;

    private static final String DONE =
            """
            update import_item set state = :state, code = :code, content = null, done_at = now()
             where run_id = :run and position = :position and state = 'WAITING'
            """;

    private final Pool pool;
    private final Patience patience;
    private final ImportRuns runs;
    private final Drafts drafts;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean stopped;
    private Thread thread;

    ImportWorker(Pool pool, Patience patience, ImportRuns runs, Drafts drafts) {
        this.pool = pool;
        this.patience = patience;
        this.runs = runs;
        this.drafts = drafts;
    }

    void start(@Observes StartupEvent event) {
        thread = new Thread(this::keepReading, "bulk-import");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        wake();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
            thread.interrupt();
        }
    }

    /** There is something to read. */
    void wake() {
        calls.release();
    }

    private void keepReading() {
        while (!stopped) {
            try {
                readAll();
                calls.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS);
                calls.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                pause(e);
            }
        }
    }

    private void pause(RuntimeException e) {
        if (stopped) {
            return;
        }
        if (!Problems.isOutOfReach(e)) {
            LOG.error("the bulk import was interrupted, and goes on in a moment", e);
        }
        try {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS / 6);
        } catch (InterruptedException interrupted) {
            stopped = true;
        }
    }

    /** Reads what waits, if nobody else does, until nothing waits. */
    private void readAll() {
        if (!await(
                pool.query("select exists (select from import_item where state = 'WAITING')")
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean(0)))) {
            return;
        }
        SqlConnection connection = await(pool.getConnection());
        try {
            if (!locked(connection, "select pg_try_advisory_lock($1)")) {
                return;
            }
            try {
                for (Waiting file = await(runs.next());
                        file != null && !stopped;
                        file = await(runs.next())) {
                    read(file);
                    await(runs.finish(file.run()));
                }
            } finally {
                locked(connection, "select pg_advisory_unlock($1)");
            }
        } finally {
            await(connection.close().onFailure().recoverWithNull());
        }
    }

    private static boolean locked(SqlConnection connection, String lock) {
        return await(
                connection
                        .preparedQuery(lock)
                        .execute(Tuple.of(LOCK))
                        .map(rows -> rows.iterator().next().getBoolean(0)));
    }

    private void read(Waiting file) {
        if (file.attempts() > MOST_ATTEMPTS) {
            failed(file, "读取这个文件时服务几次中断，已放弃。请打开看看，另存后单独导入。");
            return;
        }
        Reading reading;
        try {
            reading = Intake.file(file.name(), file.content());
        } catch (UnreadableException e) {
            failed(file, e.getMessage());
            return;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "a file of a bulk import could not be read");
            failed(file, "读取这个文件时出错，已记录。请另存后单独导入。");
            return;
        }
        try {
            VertxContextSupport.subscribeAndAwait(() -> store(file, reading));
        } catch (Throwable e) {
            answer(file, e);
        }
    }

    private Uni<Void> store(Waiting file, Reading reading) {
        return patience.transaction(
                        "",
                        () ->
                                drafts.take(reading.letter(), reading.findings(), file.startedBy())
                                        .chain(reply -> note(file, reply)))
                .onFailure(ConstraintViolationException.class)
                .recoverWithUni(() -> drafts.twin(reading.letter()).replaceWithVoid());
    }

    private static Uni<Void> note(Waiting file, DeskReply reply) {
        ItemState state = reply.needsALook() ? ItemState.NEEDS_A_LOOK : ItemState.IMPORTED;
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(DONE)
                                        .setParameter("state", state.name())
                                        .setParameter("code", reply.code())
                                        .setParameter("run", file.run())
                                        .setParameter("position", file.position())
                                        .executeUpdate())
                .invoke(
                        noted -> {
                            if (noted != 1) {
                                throw new IllegalStateException("read by another at the same time");
                            }
                        })
                .replaceWithVoid();
    }

    private void answer(Waiting file, Throwable e) {
        if (Problems.isOutOfReach(e) || !(e instanceof Exception)) {
            throw new IllegalStateException(e);
        }
        Problem problem = Problems.of(e);
        if (problem.type() == ProblemType.ALREADY_IMPORTED) {
            await(
                    runs.done(
                            pool,
                            file,
                            ItemState.ALREADY_HERE,
                            String.valueOf(problem.member("code")),
                            null));
        } else {
            failed(file, problem.detail());
        }
    }

    private void failed(Waiting file, String reason) {
        await(runs.done(pool, file, ItemState.FAILED, null, reason));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}
