package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The document in openapi/ says what the code does, and its examples are what it answers. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest {

    /** An account with no role that any operation asks for. */
    static final String WITHOUT_ROLE = "openapi";

    static final String PASSWORD = "openapi-test-password";

    private static final Path KEPT = Path.of("openapi", "openapi.yaml");
    private static final Path EXAMPLES = Path.of("src", "test", "resources", "openapi");
    private static final String REFRESH = "mvn test -Dtest=OpenApiTest -Dopenapi.update=true";
    private static final boolean UPDATE = Boolean.getBoolean("openapi.update");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    @Inject AgroalDataSource database;

    @ConfigProperty(name = "fuhan.public-url")
    String site;

    @BeforeEach
    void anAccountWithoutRole() throws SQLException {
        sql(
                "insert into staff (name, password_hash, roles) values ('%s', '%s', '{none}')"
                        .formatted(WITHOUT_ROLE, BcryptUtil.bcryptHash(PASSWORD, 4)));
    }

    @AfterEach
    void itIsGone() throws SQLException {
        sql("delete from staff where name = '" + WITHOUT_ROLE + "'");
    }

    @Test
    @Order(1)
    void theKeptDocumentEqualsTheCodeAndItsExamplesAreRealAnswers() throws Exception {
        Map<String, ObjectNode> answered = new Story(database, site).play().operations();
        String served =
                given().get("/q/openapi-of-the-code").then().statusCode(200).extract().asString();
        if (UPDATE) {
            write(answered);
            // what is served was built with the examples of before
            Files.writeString(KEPT, with(answered, served));
            return;
        }
        Map<String, JsonNode> kept = kept();
        SoftAssertions.assertSoftly(
                all ->
                        answered.forEach(
                                (operation, now) ->
                                        all.assertThat(kept.get(operation))
                                                .as(operation + " has other examples: " + REFRESH)
                                                .isEqualTo(now)));
        assertThat(kept).containsOnlyKeys(answered.keySet());
        assertThat(YAML.readTree(Files.readString(KEPT)))
                .as("openapi/openapi.yaml is not what the code says: " + REFRESH)
                .isEqualTo(YAML.readTree(served));
    }

    @Test
    void everyOperationHasAnExampleOfWhatItTakesAndGives() throws IOException {
        Set<String> without = new TreeSet<>();
        each(
                document(),
                (path, method, operation) -> {
                    String id = operation.path("operationId").textValue();
                    JsonNode takes = operation.path("requestBody");
                    JsonNode gives =
                            operation.at("/responses/200").isObject()
                                    ? operation.at("/responses/200")
                                    : operation.at("/responses/201");
                    if (takes.isObject() && takes.findPath("examples").isEmpty()) {
                        without.add(id + " takes");
                    }
                    if (gives.isObject() && gives.findPath("examples").isEmpty()) {
                        without.add(id + " gives");
                    }
                });
        assertThat(without).isEmpty();
    }

    @Test
    void everythingIsDescribed() throws IOException {
        JsonNode document = document();
        Set<String> silent = new TreeSet<>();
        document.at("/components/schemas")
                .properties()
                .forEach(
                        schema -> {
                            if (!schema.getValue().has("description")) {
                                silent.add(schema.getKey());
                            }
                            schema.getValue()
                                    .path("properties")
                                    .properties()
                                    .forEach(
                                            member -> {
                                                if (!member.getValue().has("description")) {
                                                    silent.add(
                                                            schema.getKey()
                                                                    + "."
                                                                    + member.getKey());
                                                }
                                            });
                        });
        each(
                document,
                (path, method, operation) -> {
                    String id = operation.path("operationId").textValue();
                    if (!operation.has("summary") || !operation.has("description")) {
                        silent.add(id);
                    }
                    for (JsonNode parameter : operation.path("parameters")) {
                        if (!parameter.has("description") && !parameter.has("$ref")) {
                            silent.add(id + " " + parameter.path("name").textValue());
                        }
                    }
                });
        assertThat(silent).isEmpty();
    }

    @Test
    void onlyWhatNamesRolesAsksWhoIsCalling() throws IOException {
        Map<String, List<Integer>> said = new TreeMap<>();
        Map<String, List<Integer>> answered = new TreeMap<>();
        each(
                document(),
                (path, method, operation) -> {
                    if (operation.path("security").findPath("staff").isMissingNode()) {
                        assertThat(operation.at("/responses/401/$ref").isMissingNode()).isTrue();
                        return;
                    }
                    var types = operation.at("/requestBody/content").fieldNames();
                    String type = types.hasNext() ? types.next() : "application/json";
                    String address = path.replaceAll("\\{[^}]*}", "1");
                    String id = operation.path("operationId").textValue();
                    said.put(id, List.of(401, 403));
                    answered.put(
                            id,
                            Stream.of(given(), Story.account(WITHOUT_ROLE))
                                    .map(caller -> caller.contentType(type))
                                    .map(caller -> caller.request(method, address).statusCode())
                                    .toList());
                });
        assertThat(answered).isEqualTo(said);
    }

    @Test
    void onlyWhatNamesProposersAsksForTheirToken() throws IOException {
        Map<String, List<Integer>> said = new TreeMap<>();
        Map<String, List<Integer>> answered = new TreeMap<>();
        each(
                document(),
                (path, method, operation) -> {
                    JsonNode security = operation.path("security");
                    if (security.size() != 1 || !security.get(0).has("proposer")) {
                        return;
                    }
                    String address = path.replaceAll("\\{[^}]*}", "1");
                    String id = operation.path("operationId").textValue();
                    said.put(id, List.of(401, 401));
                    answered.put(
                            id,
                            Stream.of(given(), given().header("Authorization", "Bearer forged"))
                                    .map(c -> c.contentType("application/json").body("{}"))
                                    .map(c -> c.request(method, address).statusCode())
                                    .toList());
                });
        assertThat(said).isNotEmpty();
        assertThat(answered).isEqualTo(said);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement s = connection.createStatement()) {
            s.executeUpdate(statement);
        }
    }

    private interface Visitor {
        void visit(String path, String method, JsonNode operation);
    }

    private static void each(JsonNode document, Visitor visitor) {
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                operation ->
                                                        visitor.visit(
                                                                path.getKey(),
                                                                operation.getKey(),
                                                                operation.getValue())));
    }

    private static JsonNode document() throws IOException {
        return YAML.readTree(Files.readString(KEPT));
    }

    private static Map<String, JsonNode> kept() throws IOException {
        Map<String, JsonNode> kept = new TreeMap<>();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.toList()) {
                kept.put(
                        file.getFileName().toString().replace(".json", ""),
                        JSON.readTree(file.toFile()));
            }
        }
        return kept;
    }

    private static void write(Map<String, ObjectNode> answered) throws IOException {
        Files.createDirectories(EXAMPLES);
        for (String gone : kept().keySet()) {
            Files.delete(EXAMPLES.resolve(gone + ".json"));
        }
        for (Map.Entry<String, ObjectNode> operation : answered.entrySet()) {
            Files.writeString(
                    EXAMPLES.resolve(operation.getKey() + ".json"),
                    operation.getValue().toPrettyString() + "\n");
        }
    }

    private static String with(Map<String, ObjectNode> answered, String served) throws IOException {
        Answers answers =
                new Answers(
                        name ->
                                answered.containsKey(name)
                                        ? answered.get(name)
                                        : JSON.createObjectNode());
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardFilter(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .withCustomStaticFile(
                        () -> new ByteArrayInputStream(served.getBytes(StandardCharsets.UTF_8)))
                .addFilter(answers)
                .build()
                .toYAML();
    }
}
