package cn.fuhan;

import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Traces are made when there is somewhere to send them to: an endpoint is all that an operator
 * sets. Whoever sets {@code QUARKUS_OTEL_SDK_DISABLED} decides for themselves.
 */
final class TraceSettings {

    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

    /** What the application itself says comes from here, the environment from above. */
    private static final int APPLICATION = 260;

    private TraceSettings() {}

    /** What is missing beside the endpoint. */
    static Map<String, String> missingIn(Config config) {
        boolean wanted =
                config.getOptionalValue(ENDPOINT, String.class).isPresent()
                        || config.getOptionalValue(TRACES_ENDPOINT, String.class).isPresent();
        boolean decided =
                config.getConfigValue(DISABLED).getValue() != null
                        && config.getConfigValue(DISABLED).getSourceOrdinal() > APPLICATION;
        return wanted && !decided ? Map.of(DISABLED, "false") : Map.of();
    }
}
