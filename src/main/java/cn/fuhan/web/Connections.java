package cn.fuhan.web;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** How connections to PostgreSQL are made, for the pool and for what needs one of its own. */
@Singleton
public class Connections implements PgPoolCreator {

    private volatile List<PgConnectOptions> options = List.of();

    @Override
    public Pool create(Input input) {
        options = List.copyOf(input.pgConnectOptionsList());
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(new ArrayList<SqlConnectOptions>(options))
                .using(input.vertx())
                .build();
    }

    /** Where the database is, with the account; known once the pool has been made. */
    public PgConnectOptions options() {
        return new PgConnectOptions(options.get(0));
    }
}
