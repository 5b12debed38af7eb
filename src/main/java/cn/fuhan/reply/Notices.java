package cn.fuhan.reply;

import cn.fuhan.web.Connections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every publication and withdrawal, on a connection of its own (LISTEN), and has the
 * copies of that letter dropped. The connection is asked for a sign of life every second, because a
 * database that is paused or cut off closes nothing; when none comes, or the connection is lost, a
 * new one is tried for until there is one. All of it happens on one event loop.
 */
@Singleton
class Notices {

    private static final Logger LOG = Logger.getLogger(Notices.class);

    private static final long BEAT_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    private final Vertx vertx;
    private final Connections connections;
    private final Copies copies;
    private final Duration patience;

    private @Nullable Context loop;
    private @Nullable Pool own;
    private long pause = 100;
    private volatile boolean listening;
    private volatile boolean listened;
    private volatile boolean stopped;

    /**
     * @param patience the setting {@code fuhan.database-patience}: a sign of life takes no longer
     */
    Notices(
            Vertx vertx,
            Connections connections,
            Copies copies,
            @ConfigProperty(name = "fuhan.database-patience") Duration patience) {
        this.patience = patience;
        this.vertx = vertx;
        this.connections = connections;
        this.copies = copies;
    }

    void start(@Observes StartupEvent started) {
        loop = vertx.getOrCreateContext();
        loop.runOnContext(
                now -> {
                    vertx.setPeriodic(BEAT_MILLIS / 4, timer -> copies.giveUp(patience));
                    connect();
                });
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        loop.runOnContext(now -> leave());
    }

    /** Whether publications are heard of at this time: the database answers. */
    boolean isListening() {
        return listening;
    }

    /** Whether publications have ever been heard of: the database has been there. */
    boolean hasListened() {
        return listened;
    }

    private void connect() {
        if (stopped) {
            return;
        }
        // a pool of one, since only a pool can be closed while it still waits for its connection
        Pool pool =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(1).setName("notices"))
                        .connectingTo(connections.options().setMetricsName("notices"))
                        .using(vertx)
                        .build();
        own = pool;
        within(
                pool.getConnection()
                        .map(PgConnection.class::cast)
                        .compose(
                                connection -> {
                                    connection.notificationHandler(
                                            notice -> copies.heardOf(notice.getPayload()));
                                    connection.closeHandler(
                                            closed -> onLoop(() -> lost(pool, "closed")));
                                    return connection
                                            .query("listen fuhan_publication")
                                            .execute()
                                            .map(connection);
                                }),
                pool,
                this::listen);
    }

    private void listen(Pool pool, PgConnection connection) {
        LOG.info("listening for publications");
        copies.watching();
        listening = true;
        listened = true;
        pause = 100;
        beat(pool, connection);
    }

    private void beat(Pool pool, PgConnection connection) {
        vertx.setTimer(
                BEAT_MILLIS,
                timer -> {
                    if (own == pool) {
                        within(
                                connection.query("select 1").execute().map(connection),
                                pool,
                                this::beat);
                    }
                });
    }

    private interface Next {
        void go(Pool pool, PgConnection connection);
    }

    /** Goes on with an answer in time; any other end is the end of this connection. */
    private void within(Future<PgConnection> answer, Pool pool, Next next) {
        answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(
                        done ->
                                onLoop(
                                        () -> {
                                            if (own != pool) {
                                                return;
                                            }
                                            if (done.succeeded()) {
                                                next.go(pool, done.result());
                                            } else {
                                                lost(pool, done.cause().toString());
                                            }
                                        }));
    }

    private void lost(Pool pool, String why) {
        if (own != pool) {
            return;
        }
        leave();
        if (stopped) {
            return;
        }
        LOG.warnf("publications are not heard of, copies may be stale: %s", why);
        vertx.setTimer(pause, timer -> connect());
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }

    private void leave() {
        listening = false;
        copies.blind();
        Pool leaving = own;
        own = null;
        if (leaving != null) {
            leaving.close();
        }
    }

    private void onLoop(Runnable step) {
        loop.runOnContext(now -> step.run());
    }
}
