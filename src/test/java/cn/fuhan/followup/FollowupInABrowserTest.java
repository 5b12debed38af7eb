package cn.fuhan.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.fuhan.Browser;
import cn.fuhan.Database;
import cn.fuhan.Desk;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of follow-up and figures as staff use them on a phone. */
@Tag("long")
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class FollowupInABrowserTest {

    private static final LocalDate TODAY = Deadlines.today();
    private static Browser browser;

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

    @Test
    void anAssignmentIsRegisteredAndFollowed() {
        try (BrowserContext phone = browser.phone(390)) {
            Page page = signedIn(phone);
            page.navigate(url("/desk/followup"));
            page.locator("#session").fill(Assigned.SESSION);
            page.locator("#number").fill("台8001");
            page.locator("#title").fill("关于完善社区图书角的提案");
            page.locator("#proposers").fill("林晓川、周若谷");
            page.locator("#assignedOn").fill(TODAY.minusDays(80).toString());
            page.locator("form[action='/desk/followup'] button").click();

            assertThat(page.locator("h1").innerText()).isEqualTo("第台8001号提案");
            assertThat(page.locator("main").innerText()).contains("林晓川、周若谷", "还没有办复", "还没有征求");

            page.locator("summary", new Page.LocatorOptions().setHasText("征求会办单位")).click();
            page.locator("#names").fill("市公安局、市财政局");
            page.locator("form[action$='/co-handlers'] button").click();
            assertThat(page.locator("[role=status]").innerText()).contains("已保存");
            assertThat(page.locator("section:has(#handlers)").innerText())
                    .contains("市公安局", "市财政局", "已征求，待反馈");

            page.locator("summary", new Page.LocatorOptions().setHasText("决定怎样公开")).click();
            page.locator("#decision").selectOption("NONE");
            page.locator("form[action$='/decision'] button").click();
            assertThat(page.locator("[role=alert]").innerText()).contains("请写明理由");

            page.locator("summary", new Page.LocatorOptions().setHasText("延期")).click();
            page.locator("#until").fill("2099-01-04");
            page.locator("#reason").fill("须重新招标");
            page.locator("form[action$='/extension'] button").click();
            page.locator("[role=alert]").waitFor();
            assertThat(page.locator("#reason").inputValue()).isEqualTo("须重新招标");
            assertThat(page.locator("#until").inputValue()).isEqualTo("2099-01-04");

            page.locator("summary", new Page.LocatorOptions().setHasText("登记办复日期")).click();
            page.locator("form[action$='/answer'] button").click();
            assertThat(page.locator("main").innerText()).contains("按期办完");
        }
    }

    @Test
    void anUnsatisfiedProposerIsTalkedToAndTheCaseClosed() {
        String letter = Desk.published();
        String receiptCode = Desk.invite(letter);
        given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", "1")
                .contentType("application/json")
                .body("{\"rating\":\"UNSATISFIED\",\"opinion\":\"末班车太早" + letter + "\"}")
                .post("/api/v1/replies/{code}/receipts", letter)
                .then()
                .statusCode(201);
        try (BrowserContext phone = browser.phone(390)) {
            Page page = signedIn(phone);
            page.navigate(url("/desk/followup/cases/" + caseOf(letter)));
            assertThat(page.locator("main").innerText()).contains("末班车太早" + letter, "还没有沟通");

            page.locator("#outcome").fill("想就此结案");
            page.locator("form[action$='/closing'] button").click();
            assertThat(page.locator("[role=alert]").innerText()).contains("沟通");

            page.locator("#note").fill("当面听取了意见");
            page.locator("form[action$='/contacts'] button").click();
            assertThat(page.locator("section:has(#talks)").innerText()).contains("当面听取了意见");
            page.locator("form[action$='/reply'] button").click();
            assertThat(page.locator("main").innerText()).contains("还是草稿");
            page.locator("#outcome").fill("提出者表示理解");
            page.locator("form[action$='/closing'] button").click();
            assertThat(page.locator("main").innerText()).contains("提出者表示理解（admin");
            assertThat(page.locator("form[action$='/contacts']").count()).isZero();
        }
    }

    @Test
    void everyPageFitsThePhoneAndIsAccessible() {
        String letter = Desk.published();
        Desk.invite(letter);
        String assignment = Assigned.on(TODAY.minusDays(85));
        Assigned.post(assignment + "/co-handlers", Map.of("names", List.of("市公安局")));
        Assigned.put(assignment + "/wish", Map.of("wish", "FULL", "note", "同意"));
        String promise =
                Desk.staff()
                        .contentType("application/json")
                        .body(Map.of("content", "年底前设十二个图书角", "dueOn", TODAY.toString()))
                        .post("/api/v1/desk/replies/{code}/promises", letter)
                        .path("code");
        String second = Desk.published();
        given().header("Receipt-Code", Desk.invite(second))
                .header("Idempotency-Key", "1")
                .contentType("application/json")
                .body(
                        "{\"rating\":\"UNSATISFIED\",\"opinion\":\"仍不满意\",\"contact\":\"000-1\",\"opinionPublic\":true}")
                .post("/api/v1/replies/{code}/receipts", second);
        List<String> faults = new ArrayList<>();
        try (BrowserContext phone = browser.phone(320)) {
            Page page = signedIn(phone);
            for (String path :
                    List.of(
                            "/desk/followup",
                            "/desk/followup/" + assignment,
                            "/desk/followup/promises",
                            "/desk/followup/promises/" + promise,
                            "/desk/followup/invitations",
                            "/desk/followup/cases",
                            "/desk/followup/cases/" + caseOf(second),
                            "/desk/figures",
                            "/desk/figures/opinions")) {
                page.navigate(url(path));
                browser.axe(page).forEach(f -> faults.add(path + ": " + f));
                Number wider =
                        (Number) page.evaluate("document.documentElement.scrollWidth - innerWidth");
                if (wider.doubleValue() > 0) {
                    faults.add(path + ": wider by " + wider);
                }
                if (System.getProperty("pages.pictures") != null) {
                    page.screenshot(
                            new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(
                                            Path.of(
                                                    "target/pictures",
                                                    path.replaceAll("[^a-z]+", "-")
                                                            + path.length()
                                                            + ".png")));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static Page signedIn(BrowserContext phone) {
        Page page = phone.newPage();
        page.navigate(url("/desk/sign-in"));
        page.locator("[name=name]").fill("admin");
        page.locator("[name=password]").fill(Desk.PASSWORD);
        page.locator("main form button").last().click();
        page.waitForURL("**/desk**");
        return page;
    }

    private static String caseOf(String letter) {
        String cursor = null;
        do {
            var page =
                    Desk.staff()
                            .queryParam("limit", 100)
                            .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                            .get("/api/v1/desk/cases");
            String code = page.path("items.find { it.replyCode == '" + letter + "' }?.code");
            if (code != null) {
                return code;
            }
            cursor = page.path("next");
        } while (cursor != null);
        throw new AssertionError("no case of " + letter);
    }

    private static String url(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }
}
