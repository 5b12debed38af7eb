package cn.fuhan.figures;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.fuhan.Browser;
import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.followup.Assigned;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures and a letter's progress on a phone, with what people wrote. */
@Tag("long")
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class FiguresInABrowserTest {

    private static Browser browser;

    private String letter;

    @BeforeAll
    static void open() {
        assumeTrue(Browser.chromium().isPresent(), "no Chromium found");
        browser = Browser.launch();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void aYearWithLetters() {
        letter = letter("A", "测试市交通运输和城市管理综合行政执法局");
        letter("B", "测试市科技局");
        letter("B", "测试市科技局");
        String code = Assigned.on(LocalDate.of(1971, 3, 1));
        Assigned.put(code + "/answer", Map.of("on", "1971-05-03")).then().statusCode(200);
        String receiptCode = Desk.invite(letter);
        String number =
                given().header("Receipt-Code", receiptCode)
                        .header("Idempotency-Key", "1")
                        .contentType("application/json")
                        .body(
                                Map.of(
                                        "rating",
                                        "SATISFIED",
                                        "opinion",
                                        "线路改得好，末班车请再晚一点。" + "长".repeat(60) + "x".repeat(80),
                                        "opinionPublic",
                                        true))
                        .post("/api/v1/replies/{code}/receipts", letter)
                        .path("number");
        Desk.staff()
                .contentType("application/json")
                .body(Map.of("approved", true))
                .put("/api/v1/desk/receipts/{n}/opinion-review", number)
                .then()
                .statusCode(200);
        String promise =
                Desk.staff()
                        .contentType("application/json")
                        .body(Map.of("content", "年底前设十二个图书角", "dueOn", "2199-12-31"))
                        .post("/api/v1/desk/replies/{code}/promises", letter)
                        .path("code");
        Desk.staff()
                .contentType("application/json")
                .body(Map.of("state", "FULFILLED", "note", "十二个都已开放"))
                .put("/api/v1/desk/promises/{p}/state", promise)
                .then()
                .statusCode(200);
    }

    @Test
    void figuresAndProgressFitAPhoneAndAreAccessible() {
        List<String> faults = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(320, 1280)) {
                try (var context = browser.phone(width, o -> o.setColorScheme(scheme))) {
                    Page page = context.newPage();
                    for (String path :
                            List.of("/figures?year=1971", "/r/" + letter + "/progress")) {
                        page.navigate("http://localhost:" + port() + path);
                        String where = path + " " + width + " " + scheme + ": ";
                        browser.axe(page).forEach(f -> faults.add(where + f));
                        Number wider =
                                (Number)
                                        page.evaluate(
                                                "document.documentElement.scrollWidth - innerWidth");
                        if (wider.doubleValue() > 0) {
                            faults.add(where + "wider by " + wider);
                        }
                        picture(page, path, width, scheme);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theChartsAreThereWithoutScripts() {
        try (var context = browser.phone(320, o -> o.setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate("http://localhost:" + port() + "/figures?year=1971");
            var bars = page.locator("section:has(#outcome) svg .bar");
            assertThat(bars.count()).isEqualTo(2);
            assertThat(bars.nth(1).boundingBox().width)
                    .isGreaterThan(bars.nth(0).boundingBox().width);
        }
    }

    static void picture(Page page, String path, int width, ColorScheme scheme) {
        if (System.getProperty("pages.pictures") != null) {
            String file =
                    path.replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "")
                            + "-"
                            + width
                            + "-"
                            + scheme
                            + ".png";
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target/pictures", file)));
        }
    }

    private static int port() {
        return io.restassured.RestAssured.port;
    }

    private static String letter(String outcome, String department) {
        String code = Desk.draft(Desk.letter());
        Map<String, Object> fields = new HashMap<>();
        fields.put("issuedOn", "1971-05-12");
        fields.put("letterDate", "1971-05-12");
        fields.put("publishedOn", "1971-05-20");
        fields.put("outcome", outcome);
        fields.put("department", department);
        Desk.edit(code, fields).then().statusCode(200);
        Desk.publish(code).then().statusCode(201);
        return code;
    }
}
