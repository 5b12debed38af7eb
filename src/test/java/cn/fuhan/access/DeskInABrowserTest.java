package cn.fuhan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.fuhan.Browser;
import cn.fuhan.Database;
import cn.fuhan.Desk;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A new colleague's first day, in a browser as small as a phone: every page on the way fits, can be
 * tapped, and is accessible. With {@code -Dpages.pictures} it leaves pictures in {@code
 * target/pictures}.
 */
@Tag("long")
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class DeskInABrowserTest {

    private static final String SMALL =
            """
            least => [...document.querySelectorAll(
                  'a, button, select, textarea, summary, .choice, .modes label, input:not(.mode):not([type=radio]):not([type=checkbox])')]
                .filter(e => e.type !== 'hidden' && !e.hidden && !e.classList.contains('skip'))
                .map(e => [e, e.getBoundingClientRect()])
                .filter(([e, box]) => box.width + .5 < least || box.height + .5 < least)
                .map(([e, box]) => e.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)
            """;

    private static Browser browser;

    private final TestStaff staff = new TestStaff();
    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void open() {
        assumeTrue(
                Browser.chromium().isPresent(),
                "no Chromium found: install it or set FUHAN_CHROMIUM to its path");
        browser = Browser.launch();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void accountsGo() {
        staff.close();
    }

    @Inject AgroalDataSource database;

    private void somethingIsGivenUp() {
        try (Connection c = database.getConnection();
                Statement insert = c.createStatement()) {
            insert.executeUpdate(
                    """
                    insert into outbox (topic, key, payload, state, attempts, done_at, error)
                    values ('wechat.message', 'RECEIPT_RECEIVED ' || gen_random_uuid(), '{}', 'GIVEN_UP', 1, now(),
                            '模板编号不对（40037）：请核对 FUHAN_WECHAT_TEMPLATE_…')
                    """);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNewColleagueIsLetInAndTheAuditKnows() {
        staff.forget("neu-clara");
        Desk.draft(Desk.letter());
        String password;
        try (BrowserContext context = browser.phone(320)) {
            Page page = context.newPage();
            page.navigate(url("/desk/accounts"));
            look(page, "sign-in");
            signIn(page, "admin", "wrong-password");
            look(page, "sign-in-again");
            signIn(page, "admin", Desk.PASSWORD);
            assertThat(page.url()).isEqualTo(url("/desk/accounts"));
            look(page, "accounts");

            page.fill("#name", "neu-clara");
            page.fill("#displayName", "克拉拉");
            page.locator("main form.receipt button").click();
            password = page.locator(".fingerprint").textContent();
            look(page, "account-made");
            page.navigate(url("/desk/accounts/neu-clara"));
            page.locator("text=审签").first().click();
            page.locator("text=保存").click();
            assertThat(page.locator(".done").textContent()).contains("已保存");
            look(page, "account");
            somethingIsGivenUp();
            page.navigate(url("/desk/undelivered"));
            assertThat(page.locator("main").textContent()).contains("微信消息", "40037");
            look(page, "undelivered");
            page.locator("button:has-text('不再处理')").first().click();
            assertThat(page.locator(".done").textContent()).contains("不再处理");
        }
        try (BrowserContext context = browser.phone(320)) {
            Page page = context.newPage();
            page.navigate(url("/desk"));
            signIn(page, "neu-clara", password);
            assertThat(page.url()).isEqualTo(url("/desk/password"));
            look(page, "password");
            page.fill("#old", password);
            page.fill("#password", TestStaff.PASSWORD);
            page.fill("#again", TestStaff.PASSWORD);
            page.locator("main form.receipt button").click();
            assertThat(page.url()).isEqualTo(url("/desk"));
            look(page, "home");
            assertThat(page.locator("nav.desk").textContent()).doesNotContain("账号", "审计");
            page.locator("text=退出").click();
            assertThat(page.url()).isEqualTo(url("/desk/sign-in"));
        }
        try (BrowserContext context = browser.phone(320)) {
            Page page = context.newPage();
            page.navigate(url("/desk/audit?object=neu-clara"));
            signIn(page, "admin", Desk.PASSWORD);
            assertThat(page.locator("ol.versions").textContent())
                    .contains("新建账号", "修改账号", "登录", "修改密码", "退出");
            look(page, "audit");
            page.setViewportSize(1280, 800);
            look(page, "audit-wide");
        }
        assertThat(faults).isEmpty();
    }

    private void look(Page page, String name) {
        for (int size : new int[] {1, 3}) {
            page.locator("label[for=size-" + size + "]").click();
            String where = name + ", size " + size + ": ";
            var wider = (Number) page.evaluate("document.documentElement.scrollWidth - innerWidth");
            if (wider.doubleValue() > 0) {
                faults.add(where + "wider than the screen by " + wider);
            }
            for (Object small : (List<?>) page.evaluate(SMALL, size == 1 ? 44 : 60)) {
                faults.add(where + "too small to tap: " + small);
            }
            browser.axe(page).forEach(fault -> faults.add(where + fault));
            if (System.getProperty("pages.pictures") != null) {
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(
                                        Path.of(
                                                "target/pictures",
                                                "desk-" + name + "-" + size + ".png")));
            }
        }
        page.locator("label[for=size-1]").click();
    }

    private static void signIn(Page page, String name, String password) {
        page.fill("#name", name);
        page.fill("#password", password);
        page.locator("main form button").click();
        page.waitForURL(Pattern.compile(".*"));
    }

    private static String url(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }
}
