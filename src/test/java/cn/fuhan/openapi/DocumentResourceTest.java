package cn.fuhan.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class DocumentResourceTest {

    private static final String PATH = "/q/openapi";

    @Test
    void theKeptDocumentIsServedAsItIs() throws IOException {
        Response answer = given().get(PATH);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/yaml;charset=UTF-8");
        assertThat(answer.asString()).isEqualTo(kept());
    }

    @Test
    void whoAsksForJsonGetsTheSameInJson() throws IOException {
        JsonNode kept = new YAMLMapper().readTree(kept());
        for (Response answer :
                new Response[] {
                    given().accept("application/json").get(PATH),
                    given().queryParam("format", "JSON").get(PATH),
                    given().queryParam("format", "json").accept("application/yaml").get(PATH)
                }) {
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(new ObjectMapper().readTree(answer.asString())).isEqualTo(kept);
        }
    }

    @Test
    void whoHasItIsToldSo() {
        Response first = given().get(PATH);
        assertThat(first.headers().getValues("Vary")).contains("Accept", "Accept-Encoding");
        Response again = given().header("If-None-Match", first.header("ETag")).get(PATH);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(given().accept("application/json").get(PATH).header("ETag"))
                .isNotEqualTo(first.header("ETag"));
    }

    @Test
    void thePageForReadersShowsIt() {
        assertThat(given().get("/q/swagger-ui/").asString()).contains("/q/openapi'");
    }

    private static String kept() throws IOException {
        return Files.readString(Path.of("openapi", "openapi.yaml"));
    }
}
