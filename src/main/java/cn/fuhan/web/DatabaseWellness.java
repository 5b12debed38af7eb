package cn.fuhan.web;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the database answers in time: for whoever watches the service, at {@code /q/health} and
 * {@code /q/health/well}. It is no matter of readiness, since all replicas lose it together, and
 * each still has copies for readers. Quarkus' own checks would wait for a paused one for as long as
 * it is paused, a worker thread for each probe.
 */
@Wellness
@Singleton
final class DatabaseWellness implements AsyncHealthCheck {

    private static final String NAME = "database";

    private final Pool pool;
    private final Patience patience;

    DatabaseWellness(Pool pool, Patience patience) {
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
