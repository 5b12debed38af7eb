package cn.fuhan.web;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database answers in time. Quarkus' own checks would wait for a paused one for as
 * long as it is paused, a worker thread for each probe.
 */
@Readiness
@Singleton
final class DatabaseReadiness implements AsyncHealthCheck {

    private static final String NAME = "database";

    private final Pool pool;
    private final Patience patience;

    DatabaseReadiness(Pool pool, Patience patience) {
        this.pool = pool;
        this.patience = patience;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select 1")
                .execute()
                .plug(patience::read)
                .replaceWith(HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }
}
