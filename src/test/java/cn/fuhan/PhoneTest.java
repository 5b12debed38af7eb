package cn.fuhan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The running service in a phone-size Chromium, from the QR code to the receipt. */
@Tag("long")
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class PhoneTest {

    private static Browser browser;

    private String code;
    private String receiptCode;

    @BeforeAll
    static void open() {
        Assumptions.assumeTrue(
                Browser.chromium().isPresent(),
                "no Chromium on this machine: install it, or name it in FUHAN_CHROMIUM");
        browser = Browser.launch();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void aPublishedLetterWithAnInvitation() {
        code = Desk.published();
        receiptCode = Desk.invite(code);
    }

    @Test
    void aCitizenScansTheCodeAndReads() {
        try (BrowserContext phone = browser.phone(390)) {
            Page page = phone.newPage();
            page.navigate(scanned());

            assertThat(page.locator("h1").innerText()).contains("提案的复函");
            assertThat(page.locator("main").innerText()).contains("线路已改经人民医院");
            assertThat(browser.axe(page)).isEmpty();
            picture(page, "letter-390");
        }
        try (BrowserContext phone = browser.phone(320)) {
            Page page = phone.newPage();
            page.navigate(scanned());
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(320);
            page.navigate("http://localhost:8081/");
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(320);
            assertThat(browser.axe(page)).isEmpty();
            picture(page, "list-320");
        }
    }

    @Test
    void aProposerSendsTheReceiptAndIsShownWhatWasReceived() {
        try (BrowserContext phone = browser.phone(390)) {
            Page page = phone.newPage();
            page.navigate("http://localhost:8081/h/" + receiptCode);
            assertThat(browser.axe(page)).isEmpty();
            picture(page, "form-390");

            page.locator("input[name=rating][value=SATISFIED]").check();
            page.locator("textarea[name=opinion]").fill("线路方便多了。");
            page.locator("form[method=post] button").last().click();

            page.waitForURL("**/h/" + receiptCode);
            assertThat(page.locator("main").innerText()).contains("线路方便多了。").contains("满意");
            assertThat(browser.axe(page)).isEmpty();
            picture(page, "received-390");
            page.reload();
            assertThat(page.locator("main").innerText()).contains("线路方便多了。");
        }
        Desk.staff()
                .queryParam("reply", code)
                .get("/api/v1/desk/receipts")
                .then()
                .body("items", hasSize(1))
                .body("items[0].channel", equalTo("PAGE"));
    }

    @Test
    void aFormWithoutARatingComesBackWithWhatWasTypedEvenWithoutScript() {
        try (BrowserContext phone =
                browser.phone(320, options -> options.setJavaScriptEnabled(false))) {
            Page page = phone.newPage();
            page.navigate("http://localhost:8081/h/" + receiptCode);
            page.locator("input[name=rating][value=UNSATISFIED]").check();
            page.locator("input[name=contact]").fill("某街道");
            // by the keyboard: without script the browser can't tell the test that the button
            // stands still
            page.locator("form[method=post] button").last().press("Enter");

            assertThat(page.locator("main").innerText()).contains("请写明理由");
            assertThat(page.locator("input[name=contact]").inputValue()).isEqualTo("某街道");
        }
        Desk.staff()
                .queryParam("reply", code)
                .get("/api/v1/desk/receipts")
                .then()
                .body("items", hasSize(0));
    }

    private String scanned() {
        byte[] png =
                given().accept("image/png").get("/api/v1/replies/{code}/qr", code).asByteArray();
        return Scanner.scan(png);
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pictures", name + ".png")));
    }
}
