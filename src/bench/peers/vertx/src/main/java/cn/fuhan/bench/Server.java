package cn.fuhan.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** What Vert.x alone does with the statement: a letter's stored copy, in gzip as it is. */
public final class Server extends AbstractVerticle {

    private static final String STATEMENT = System.getenv("STATEMENT");
    private static final String EDITION = System.getenv("EDITION");

    private final Pool pool;

    private Server(Pool pool) {
        this.pool = pool;
    }

    public static void main(String... arguments) {
        Vertx vertx = Vertx.vertx();
        int loops = Runtime.getRuntime().availableProcessors() * 2;
        Pool pool =
                PgBuilder.pool()
                        .using(vertx)
                        .connectingTo(PgConnectOptions.fromEnv().setCachePreparedStatements(true))
                        .with(new PoolOptions().setMaxSize(20).setEventLoopSize(loops))
                        .build();
        vertx.deployVerticle(() -> new Server(pool), new DeploymentOptions().setInstances(loops))
                .onFailure(
                        e -> {
                            e.printStackTrace();
                            System.exit(1);
                        });
    }

    @Override
    public void start(Promise<Void> started) {
        Router router = Router.router(vertx);
        router.get("/api/v1/replies/:code").handler(this::letter);
        vertx.createHttpServer()
                .requestHandler(router)
                .listen(Integer.parseInt(System.getenv("PORT")))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void letter(RoutingContext request) {
        pool.preparedQuery(STATEMENT)
                .execute(Tuple.of(request.pathParam("code"), "JSON", EDITION))
                .onSuccess(rows -> answer(request, rows))
                .onFailure(request::fail);
    }

    private static void answer(RoutingContext request, RowSet<Row> rows) {
        for (Row row : rows) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Content-Encoding", "gzip")
                    .putHeader("ETag", '"' + row.getString("tag") + '"')
                    .end(row.getBuffer("gzip"));
            return;
        }
        request.fail(404);
    }
}
