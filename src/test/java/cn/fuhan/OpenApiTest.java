package cn.fuhan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document in openapi/ says what the code does. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest {

    private static final Path KEPT = Path.of("openapi", "openapi.yaml");

    @Test
    void theKeptDocumentEqualsTheCode() throws IOException {
        String served = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(KEPT, served);
        }
        YAMLMapper yaml = new YAMLMapper();
        JsonNode code = yaml.readTree(served);
        JsonNode kept = yaml.readTree(Files.readString(KEPT));
        assertThat(kept)
                .as(
                        "openapi/openapi.yaml is not what the code says: mvn test -Dtest=OpenApiTest -Dopenapi.update=true")
                .isEqualTo(code);
    }
}
