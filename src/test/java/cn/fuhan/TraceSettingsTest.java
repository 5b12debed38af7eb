package cn.fuhan;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class TraceSettingsTest {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String DISABLED = "quarkus.otel.sdk.disabled";

    @Test
    void anEndpointIsAllThatTracesNeed() {
        assertThat(TraceSettings.missingIn(config(Map.of(ENDPOINT, "http://collector:4317"))))
                .isEqualTo(Map.of(DISABLED, "false"));
    }

    @Test
    void withoutAnEndpointTheyStayOff() {
        assertThat(TraceSettings.missingIn(config(Map.of()))).isEmpty();
    }

    @Test
    void whoeverSwitchesThemOffIsObeyed() {
        assertThat(
                        TraceSettings.missingIn(
                                config(
                                        Map.of(
                                                ENDPOINT,
                                                "http://collector:4317",
                                                DISABLED,
                                                "true"))))
                .isEmpty();
    }

    private static Config config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(
                                Map.of(DISABLED, "true"), "application.properties", 250),
                        new PropertiesConfigSource(environment, "environment", 300))
                .build();
    }
}
