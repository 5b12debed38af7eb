package cn.fuhan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What a native image would miss: here, where nobody can build one. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class ReachabilityTest {

    /**
     * The main job is done, so that Jackson meets what it meets there; whatever other tests have
     * let it meet before counts as well.
     */
    @Test
    void whatJacksonReadsAndWritesIsRegistered() {
        String code = Desk.published();
        Desk.edit(code, Map.of("title", "关于市政协三届二次会议提案的复函"));
        Desk.staff().get("/api/v1/desk/replies").then().extract();
        given().get("/api/v1/replies").then().statusCode(200);
        given().get("/api/v1/replies/{code}", code).then().statusCode(200);
        given().get("/api/v1/replies/{code}/revisions", code).then().statusCode(200);
        given().contentType("application/json")
                .header("Receipt-Code", Desk.invite(code))
                .header("Idempotency-Key", "reached")
                .body("{\"rating\":\"SATISFIED\"}")
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(201);
        Desk.staff().get("/api/v1/desk/receipts").then().statusCode(200);
        Desk.staff().get("/api/v1/desk/audit").then().extract();
        given().get("/api/v1/replies/ZZZZZZZZZZ").then().statusCode(404);
        Desk.withdraw(code, "训练");

        Set<String> registered = registered();
        Set<String> missing = new TreeSet<>();
        for (Class<?> met : Encounters.MET) {
            if (met.getName().startsWith("cn.fuhan.")
                    && !registered.contains(met.getName())
                    && !isOfTests(met)) {
                missing.add(met.getName());
            }
        }
        assertThat(Encounters.MET).hasSizeGreaterThan(8);
        assertThat(missing).as("without @RegisterForReflection").isEmpty();
    }

    @Test
    void whatIsReadByItsNameIsIncluded() {
        List<String> includes =
                List.of(
                        ConfigProvider.getConfig()
                                .getValue("quarkus.native.resources.includes", String.class)
                                .split(","));
        assertThat(includes).contains("samples/*.txt");
        assertThat(Files.isDirectory(Path.of("src/main/resources/samples"))).isTrue();
    }

    private static boolean isOfTests(Class<?> met) {
        return met.getProtectionDomain().getCodeSource() != null
                && met.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("test-classes");
    }

    private static Set<String> registered() {
        Set<String> names = new TreeSet<>();
        for (JavaClass c :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("cn.fuhan")) {
            if (c.isAnnotatedWith(RegisterForReflection.class)) {
                Object targets =
                        c.getAnnotationOfType(RegisterForReflection.class.getName())
                                .get("targets")
                                .orElse(new Object[0]);
                if (targets instanceof Object[] classes && classes.length > 0) {
                    for (Object target : classes) {
                        names.add(((JavaClass) target).getName());
                    }
                } else {
                    names.add(c.getName());
                }
            }
        }
        return names;
    }
}
