package cn.fuhan.reply;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the database was there, so that there is something to serve; and from then on ready to
 * serve readers what is in memory, whatever becomes of the database: all replicas lose it together,
 * and a load balancer that took them all out would turn its outage into the readers'.
 */
@Readiness
@Singleton
class CopiesReadiness implements HealthCheck {

    private final Copies copies;
    private final Notices notices;

    CopiesReadiness(Copies copies, Notices notices) {
        this.copies = copies;
        this.notices = notices;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("copies")
                .status(notices.hasListened())
                .withData("inMemory", copies.count())
                .withData(
                        "database",
                        notices.isListening()
                                ? "answers"
                                : "out of reach: copies may be stale, writes are refused")
                .build();
    }
}
