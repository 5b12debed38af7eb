package cn.fuhan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * What the manifests say of the service is what the service is: names of settings, ports, paths,
 * metrics, sizes. Whether they are Kubernetes' language is .ci/k8s.mjs' question.
 */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class KubernetesTest {

    private static final Path K8S = Path.of("k8s");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Metrics that others make, and so aren't there to be looked up. */
    private static final List<String> OTHERS = List.of("cnpg_", "barman_cloud_");

    @Test
    void everySettingIsOneThatTheServiceKnows() throws IOException {
        Set<String> settings = new TreeSet<>();
        List<URL> models =
                Collections.list(
                        getClass()
                                .getClassLoader()
                                .getResources(
                                        "META-INF/quarkus-config-doc/quarkus-config-model.json"));
        assertThat(models).isNotEmpty();
        for (URL model : models) {
            try (InputStream in = model.openStream()) {
                collectSettings(new ObjectMapper().readTree(in), settings);
            }
        }
        String readme = Files.readString(Path.of("README.md"));
        for (JsonNode container : List.of(container(deployment()), container(job()))) {
            for (JsonNode env : container.get("env")) {
                String name = env.get("name").asText();
                if (name.startsWith("FUHAN_")) {
                    assertThat(readme).contains("`" + name + "`");
                } else if (!name.equals("JAVA_TOOL_OPTIONS")) {
                    assertThat(settings).as("settings at run time").contains(name);
                }
            }
        }
    }

    private static void collectSettings(JsonNode node, Set<String> settings) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            settings.add(node.at("/path/environmentVariable").asText());
        }
        node.forEach(child -> collectSettings(child, settings));
    }

    @Test
    void probesAndMetricsAreWhereTheyAreLookedFor() throws IOException {
        JsonNode container = container(deployment());
        assertThat(Files.readString(Path.of("README.md")))
                .contains(
                        "| `QUARKUS_HTTP_PORT` | %d |"
                                .formatted(container.at("/ports/0/containerPort").asInt()));
        String port = container.at("/ports/0/name").asText();
        List<String> paths = new ArrayList<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode get = container.at("/" + probe + "/httpGet");
            assertThat(get.get("port").asText()).isEqualTo(port);
            paths.add(get.get("path").asText());
        }
        JsonNode monitored = first("base/eyes/podmonitor.yaml").at("/spec/podMetricsEndpoints/0");
        assertThat(monitored.get("port").asText()).isEqualTo(port);
        paths.add(monitored.get("path").asText());
        for (JsonNode hidden : first("base/service/ingress.yaml").at("/spec/rules/0/http/paths")) {
            if (!hidden.get("path").asText().equals("/")) {
                assertThat(hidden.at("/backend/service/name").asText()).isEqualTo("fuhan-nowhere");
                paths.add(hidden.get("path").asText());
            }
        }
        assertThat(paths).contains("/q/health", "/q/metrics");
        paths.forEach(path -> given().get(path).then().statusCode(200));
    }

    @Test
    void aReplicaIsGivenTheTimeThatItTakesToGo() throws IOException {
        JsonNode pod = deployment().at("/spec/template/spec");
        int delay = 0;
        for (JsonNode env : container(deployment()).get("env")) {
            if (env.get("name").asText().equals("QUARKUS_SHUTDOWN_DELAY")) {
                delay = seconds(env.get("value").asText());
            }
        }
        int timeout =
                seconds(
                        ConfigProvider.getConfig()
                                .getValue("quarkus.shutdown.timeout", String.class));
        assertThat(delay).isPositive();
        assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isGreaterThan(delay + timeout);
    }

    @Test
    void theJobMigratesAndTheReplicasDoNot() throws IOException {
        assertThat(container(job()).get("args"))
                .extracting(JsonNode::asText)
                .containsExactly("migrate");
        assertThat(container(deployment()).get("env"))
                .anySatisfy(
                        env -> {
                            assertThat(env.get("name").asText())
                                    .isEqualTo("QUARKUS_FLYWAY_MIGRATE_AT_START");
                            assertThat(env.get("value").asText()).isEqualTo("false");
                        });
    }

    @Test
    void everyOverlayIsOfThisReleaseAndHasWhatTheServiceIsGiven() throws IOException {
        String release =
                ConfigProvider.getConfig().getValue("quarkus.application.version", String.class);
        for (String overlay : List.of("single", "ha")) {
            JsonNode service = first("overlays/" + overlay + "/kustomization.yaml");
            JsonNode migration = first("overlays/" + overlay + "/migration/kustomization.yaml");
            assertThat(service.get("images")).isEqualTo(migration.get("images"));
            assertThat(service.at("/images/0/newTag").asText()).isEqualTo(release);
            List<String> literals = new ArrayList<>();
            service.at("/configMapGenerator/0/literals")
                    .forEach(l -> literals.add(l.asText().split("=")[0]));
            for (JsonNode env : container(deployment()).get("env")) {
                JsonNode key = env.at("/valueFrom/configMapKeyRef/key");
                if (!key.isMissingNode()) {
                    assertThat(literals).contains(key.asText());
                }
            }
        }
    }

    @Test
    void theDatabaseHasAConnectionForEveryReplica() throws IOException {
        var config = ConfigProvider.getConfig();
        int each =
                config.getValue("quarkus.datasource.reactive.max-size", Integer.class)
                        + config.getValue("quarkus.datasource.jdbc.max-size", Integer.class)
                        // reply/Notices
                        + 1;
        int replicas =
                first("overlays/ha/horizontalpodautoscaler.yaml").at("/spec/maxReplicas").asInt()
                        // one more while a release is rolled out
                        + 1;
        JsonNode pooler = first("base/database/pooler.yaml").get("spec");
        int pooled =
                pooler.get("instances").asInt()
                        * pooler.at("/pgbouncer/parameters/default_pool_size").asInt();
        int allowed =
                first("base/database/cluster.yaml")
                        .at("/spec/postgresql/parameters/max_connections")
                        .asInt();
        assertThat(replicas * each).isLessThanOrEqualTo(pooled);
        assertThat(pooled).isLessThan(allowed - 20);
    }

    @Test
    void whatIsWatchedIsMeasured() throws IOException {
        given().get("/api/v1/replies").then().statusCode(200);
        String measured = given().get("/q/metrics").asString();
        Set<String> names = new TreeSet<>();
        for (String file : List.of("alerts.yaml", "dashboard.json")) {
            String text = Files.readString(K8S.resolve("base/eyes").resolve(file));
            Matcher name =
                    Pattern.compile("\\b(?:fuhan|http_server|sql|jvm|process|cnpg|barman)_\\w+")
                            .matcher(text);
            while (name.find()) {
                names.add(name.group());
            }
        }
        assertThat(names).hasSizeGreaterThan(12);
        names.removeIf(name -> OTHERS.stream().anyMatch(name::startsWith));
        // a counter that counts by reasons comes with the first
        names.remove("fuhan_receipts_refused_total");
        assertThat(names)
                .allSatisfy(
                        name ->
                                assertThat(measured)
                                        .containsPattern("(?m)^" + Pattern.quote(name) + "[ {]"));
    }

    @Test
    void everyAlertHasItsSectionInThePageOnOperation() throws IOException {
        String page = Files.readString(Path.of("src/doc/operating.md"));
        Set<String> alerts = new TreeSet<>();
        for (JsonNode group : first("base/eyes/alerts.yaml").at("/spec/groups")) {
            for (JsonNode rule : group.get("rules")) {
                String name = rule.get("alert").asText();
                alerts.add(name);
                assertThat(rule.at("/annotations/runbook_url").asText())
                        .isEqualTo("operating.md#" + name.toLowerCase(java.util.Locale.ROOT));
                assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
            }
        }
        Set<String> sections = new TreeSet<>();
        Matcher heading = Pattern.compile("(?m)^### (Fuhan\\w+)$").matcher(page);
        while (heading.find()) {
            sections.add(heading.group(1));
        }
        assertThat(sections).isEqualTo(alerts);
    }

    @Test
    void everyCommandOnThatPageNamesWhatTheManifestsHave() throws IOException {
        String page = Files.readString(Path.of("src/doc/operating.md"));
        Matcher directory = Pattern.compile("-k (k8s/[\\w/-]+)").matcher(page);
        while (directory.find()) {
            assertThat(Path.of(directory.group(1), "kustomization.yaml")).exists();
        }
        String manifests = "";
        try (Stream<Path> files = Files.walk(K8S)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                manifests += Files.readString(file) + "\n";
            }
        }
        Matcher name = Pattern.compile("\\bfuhan-[a-z0-9-]+").matcher(page);
        Set<String> names = new TreeSet<>();
        while (name.find()) {
            names.add(name.group());
        }
        assertThat(names).contains("fuhan-database", "fuhan-database-2", "fuhan-pooler");
        for (String each : names) {
            assertThat(manifests).containsPattern("(?:[nN]ame|value): \"?" + each + "\\b");
        }
    }

    @Test
    void noSecretIsCommitted() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain("kind: Secret");
            }
        }
    }

    private static int seconds(String duration) {
        return Integer.parseInt(duration.replaceAll("[^0-9]", ""));
    }

    private static JsonNode deployment() throws IOException {
        return first("base/service/deployment.yaml");
    }

    private static JsonNode job() throws IOException {
        return first("base/migration/job.yaml");
    }

    private static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    private static JsonNode first(String file) throws IOException {
        return YAML.readTree(K8S.resolve(file).toFile());
    }
}
