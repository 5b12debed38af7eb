package cn.fuhan.reply;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the database gives a sign of life, as of the last second or two: for whoever watches the
 * service, at {@code /q/health} and {@code /q/health/well}, not for the probes of an orchestrator.
 * Asks nothing itself, so nobody waits for it.
 */
@Wellness
@Singleton
class DatabaseWellness implements HealthCheck {

    private final Notices notices;

    DatabaseWellness(Notices notices) {
        this.notices = notices;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(notices.isListening()).build();
    }
}
