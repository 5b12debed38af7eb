package cn.fuhan.web;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How connections to PostgreSQL are made, for the pool and for what needs one of its own. Nothing
 * on them lasts for ever, so that what nobody waits for any more (see {@link Patience}) doesn't
 * pile up: PostgreSQL itself ends a statement, a wait for a lock, or a transaction that a vanished
 * replica has left open; and a connection on which the answer stays out is closed.
 *
 * <p>The limits travel as settings of the session; a PgBouncer in between must let them pass
 * ({@code ignore_startup_parameters}).
 */
@Singleton
public class Connections implements PgPoolCreator {

    private static final long LONGEST_IDLE_TRANSACTION_MILLIS = 10_000;

    /**
     * What was sent and isn't received for so long is lost with its connection: the network is cut
     * or the machine is gone, for which TCP alone would wait a quarter of an hour. For Linux
     * (epoll).
     */
    private static final int LONGEST_UNRECEIVED_MILLIS = 20_000;

    /**
     * A connection that is silent for so long is closed. Longer than the pool keeps what nobody
     * uses (quarkus.datasource.reactive.idle-timeout), so it is one whose server takes what it is
     * sent and will never answer. Both are minutes: a crowd comes in waves, and making a connection
     * takes as long as a search.
     */
    private static final int LONGEST_SILENCE_SECONDS = 360;

    /** Who would have to wait behind so many is refused at once. */
    private static final int MOST_WAITING = 1_000;

    private final Duration patience;
    private volatile List<PgConnectOptions> options = List.of();

    Connections(@ConfigProperty(name = "fuhan.database-patience") Duration patience) {
        this.patience = patience;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::limit);
        options = List.copyOf(input.pgConnectOptionsList());
        return PgBuilder.pool()
                .with(limit(input.poolOptions()))
                .connectingTo(new ArrayList<SqlConnectOptions>(options))
                .using(input.vertx())
                .build();
    }

    /** Where the database is, with the account; known once the pool has been made. */
    public PgConnectOptions options() {
        return new PgConnectOptions(options.get(0));
    }

    private void limit(PgConnectOptions connection) {
        // a little before patience ends: what the server has given up is surely not done
        String statement = Long.toString(patience.toMillis() * 9 / 10);
        connection
                .addProperty("statement_timeout", statement)
                .addProperty("lock_timeout", statement)
                .addProperty(
                        "idle_in_transaction_session_timeout",
                        Long.toString(LONGEST_IDLE_TRANSACTION_MILLIS))
                .setConnectTimeout((int) patience.toMillis())
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(LONGEST_UNRECEIVED_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setReadIdleTimeout(LONGEST_SILENCE_SECONDS);
    }

    private static PoolOptions limit(PoolOptions pool) {
        // the pool's own timer is left running, and logs an error each, when no connection can be
        // made at all; Patience is the timer
        return pool.setMaxWaitQueueSize(MOST_WAITING).setConnectionTimeout(0);
    }
}
