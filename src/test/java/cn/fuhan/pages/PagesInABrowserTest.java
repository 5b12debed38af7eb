package cn.fuhan.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.fuhan.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The pages as a phone shows them, with the service's strict content security policy. With {@code
 * -Dpages.pictures} it leaves pictures in {@code target/pictures} to look at.
 */
@Tag("long")
class PagesInABrowserTest {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Whatever can be tapped and is smaller than it should be. */
    private static final String SMALL_TARGETS =
            """
            least => [...document.querySelectorAll(
                  'a, button, select, textarea, summary, .choice, .modes label, input:not(.mode, .choice input)')]
                .filter(e => e.type !== 'hidden' && !e.classList.contains('skip'))
                .filter(e => !e.closest('details:not([open])') || e.tagName === 'SUMMARY')
                .map(e => [e, e.getBoundingClientRect()])
                .filter(([e, box]) => box.width + .5 < least || box.height + .5 < least)
                .map(([e, box]) => e.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)
            """;

    private static Browser browser;
    private static HttpServer server;
    private static Map<String, String> pages;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(
                Browser.chromium().isPresent(),
                "no Chromium found: install it or set FUHAN_CHROMIUM to its path");
        pages = Pages.all();
        server = serve();
        browser = Browser.launch();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void everyPageFitsTheSmallestPhoneAndIsAccessible() {
        var faults = new ArrayList<String>();
        try (var context = browser.phone(320)) {
            var page = watched(context, faults);
            for (var name : pages.keySet()) {
                page.navigate(url(name));
                for (var size : List.of(1, 3)) {
                    page.locator("label[for=size-" + size + "]").click();
                    var where = name + ", size " + size + ": ";
                    overflow(page).forEach(fault -> faults.add(where + fault));
                    smallTargets(page, size == 1 ? 44 : 60)
                            .forEach(fault -> faults.add(where + fault));
                    browser.axe(page).forEach(fault -> faults.add(where + fault));
                }
                page.locator("label[for=size-1]").click();
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyPageIsAccessibleInTheDark() {
        var faults = new ArrayList<String>();
        try (var context =
                browser.phone(390, options -> options.setColorScheme(ColorScheme.DARK))) {
            var page = watched(context, faults);
            for (var name : pages.keySet()) {
                page.navigate(url(name));
                browser.axe(page).forEach(fault -> faults.add(name + ": " + fault));
            }
            page.navigate(url("letter"));
            page.locator("label[for=tone-2]").click();
            browser.axe(page).forEach(fault -> faults.add("light by choice: " + fault));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyPageIsAccessibleOnADesk() {
        var faults = new ArrayList<String>();
        try (var context = browser.phone(1280)) {
            var page = context.newPage();
            for (var name : pages.keySet()) {
                page.navigate(url(name));
                overflow(page).forEach(fault -> faults.add(name + ": " + fault));
                browser.axe(page).forEach(fault -> faults.add(name + ": " + fault));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theTextIsLargeAndGrows() {
        try (var context = browser.phone(390)) {
            var page = context.newPage();
            page.navigate(url("letter"));

            var standard = style(page, "fontSize");
            page.locator("label[for=size-3]").click();
            var large = style(page, "fontSize");

            assertThat(standard).isGreaterThanOrEqualTo(18);
            assertThat(large).isGreaterThanOrEqualTo(30);
            assertThat(style(page, "lineHeight") / large).isGreaterThanOrEqualTo(1.59);
        }
    }

    @Test
    void theReadingModesAreRemembered() {
        try (var context = browser.phone(390)) {
            var page = context.newPage();
            page.navigate(url("letter"));
            page.locator("label[for=size-2]").click();
            page.locator("label[for=tone-3]").click();

            page.navigate(url("list"));

            assertThat(page.locator("#size-2").isChecked()).isTrue();
            assertThat(page.locator("#tone-3").isChecked()).isTrue();
        }
    }

    @Test
    void everyPageIsCompleteWithoutScripts() {
        try (var context = browser.phone(320, options -> options.setJavaScriptEnabled(false))) {
            var page = context.newPage();
            for (var name : pages.keySet()) {
                page.navigate(url(name));
                assertThat(page.locator("main").innerText()).as(name).isNotBlank();
            }
            page.navigate(url("letter"));
            assertThat(page.locator("article").innerText()).contains("示例甲委员", "2025年5月16日");
            var before = page.locator("article").boundingBox().height;
            page.locator("label[for=size-3]").click();
            assertThat(page.locator("article").boundingBox().height).isGreaterThan(before * 1.5);

            page.navigate(url("form"));
            page.locator("label.choice").nth(1).click();
            assertThat(page.locator("#rating-2").isChecked()).isTrue();
        }
    }

    @Test
    void theKeyboardReachesTheReadingModesAndTheForm() {
        try (var context = browser.phone(1280)) {
            var page = context.newPage();
            page.navigate(url("form"));

            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("A.skip");
            page.keyboard().press("Tab");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("#size-2").isChecked()).isTrue();

            page.locator("#rating-1").focus();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#rating-2").isChecked()).isTrue();
        }
    }

    @Test
    void aSecondTapDoesNotSendASecondTime() {
        try (var context = browser.phone(390)) {
            var page = context.newPage();
            var sent = new ArrayList<String>();
            page.route(
                    "**/h/**",
                    route -> {
                        sent.add(route.request().postData());
                        route.abort();
                    });
            page.navigate(url("form"));
            page.locator("label.choice").first().click();

            page.evaluate(
                    "() => { const b = document.querySelector('.receipt button'); b.click(); b.click(); }");
            page.waitForTimeout(300);

            assertThat(sent).hasSize(1);
            assertThat(sent.get(0)).contains("rating=SATISFIED", "key=0197f7a2");
        }
    }

    @Test
    void theSheetIsOnePageOfPaper() {
        try (var context = browser.phone(1280)) {
            var page = context.newPage();
            page.navigate(url("sheet"));

            var pdf = new String(paper(page, "sheet"), StandardCharsets.ISO_8859_1);

            assertThat(Pattern.compile("/Type /Page\\b").matcher(pdf).results().count()).isOne();
        }
    }

    @Test
    void picturesToLookAt() {
        var wanted = System.getProperty("pages.pictures");
        assumeTrue(wanted != null, "no pictures asked for");
        for (var width : List.of(320, 390, 1280)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (var context =
                        browser.phone(width, options -> options.setColorScheme(scheme))) {
                    var page = context.newPage();
                    for (var name : pages.keySet()) {
                        if (!name.matches(wanted)) {
                            continue;
                        }
                        page.navigate(url(name));
                        if (width == 1280 && scheme == ColorScheme.LIGHT) {
                            paper(page, name);
                        }
                        for (var size : List.of(1, 3)) {
                            page.locator("label[for=size-" + size + "]").click();
                            var file = "%s-%d-%s-%d.png".formatted(name, width, scheme, size);
                            page.screenshot(
                                    new Page.ScreenshotOptions()
                                            .setFullPage(true)
                                            .setPath(Path.of("target/pictures", file)));
                        }
                        page.locator("label[for=size-1]").click();
                    }
                }
            }
        }
    }

    /** A page whose scripts and console are listened to. */
    private static Page watched(BrowserContext context, List<String> faults) {
        var page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        faults.add(page.url() + ": " + message.text());
                    }
                });
        page.onDialog(
                dialog -> {
                    faults.add(page.url() + ": a script ran");
                    dialog.dismiss();
                });
        return page;
    }

    private static byte[] paper(Page page, String name) {
        var options = new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true);
        if (System.getProperty("pages.pictures") != null) {
            options.setPath(Path.of("target/pictures", name + ".pdf"));
        }
        return page.pdf(options);
    }

    private static List<String> overflow(Page page) {
        var width = (Number) page.evaluate("document.documentElement.scrollWidth - innerWidth");
        return width.doubleValue() > 0 ? List.of("wider than the screen by " + width) : List.of();
    }

    private static List<String> smallTargets(Page page, int least) {
        return ((List<?>) page.evaluate(SMALL_TARGETS, least))
                .stream().map(target -> "too small to tap: " + target).toList();
    }

    private static double style(Page page, String property) {
        var value =
                page.evaluate(
                        "property => parseFloat(getComputedStyle(document.querySelector('article p'))"
                                + "[property])",
                        property);
        return ((Number) value).doubleValue();
    }

    private static String focused(Page page) {
        return (String)
                page.evaluate(
                        "document.activeElement.tagName + '.' + document.activeElement.className");
    }

    private static String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private static HttpServer serve() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    var page = pages.get(path.substring(1));
                    var body =
                            page == null
                                    ? file(path)
                                    : page.replace(Pages.SITE.url("/fuhan.css"), "/fuhan.css")
                                            .getBytes(StandardCharsets.UTF_8);
                    var headers = exchange.getResponseHeaders();
                    headers.set("Content-Type", type(path));
                    headers.set("Content-Security-Policy", POLICY);
                    exchange.sendResponseHeaders(
                            body == null ? 404 : 200, body == null ? -1 : body.length);
                    if (body != null) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static byte[] file(String path) throws IOException {
        if (path.endsWith("/qr")) {
            return Pages.qr(Pages.SITE.url("/r/" + Pages.CODE)).getBytes(StandardCharsets.UTF_8);
        }
        try (InputStream file =
                PagesInABrowserTest.class.getResourceAsStream("/META-INF/resources" + path)) {
            return file == null ? null : file.readAllBytes();
        }
    }

    private static String type(String path) {
        return path.endsWith(".css")
                ? "text/css"
                : path.endsWith(".js")
                        ? "text/javascript"
                        : path.endsWith(".svg") || path.endsWith("/qr")
                                ? "image/svg+xml"
                                : "text/html; charset=utf-8";
    }
}
