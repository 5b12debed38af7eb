package cn.fuhan;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A Chromium without a window, for tests that look at pages as a reader's phone does. */
public final class Browser implements AutoCloseable {
    private static final String RULES =
            "{resultTypes: ['violations'],"
                    + " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final String axe = axeSource();

    private Browser(Path chromium) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    /** The Chromium of this machine: {@code FUHAN_CHROMIUM}, or where distributions put it. */
    public static Optional<Path> chromium() {
        var named = System.getenv("FUHAN_CHROMIUM");
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":");
        return Stream.concat(
                        Stream.ofNullable(named).map(Path::of),
                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                .flatMap(
                                        name ->
                                                Stream.concat(
                                                                Stream.of("/usr/bin"),
                                                                Stream.of(path))
                                                        .map(folder -> Path.of(folder, name))))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Browser launch() {
        return new Browser(
                chromium()
                        .orElseThrow(
                                () -> new IllegalStateException("no Chromium: FUHAN_CHROMIUM")));
    }

    /** A context as small as a phone. */
    public BrowserContext phone(int width) {
        return phone(width, options -> {});
    }

    public BrowserContext phone(
            int width, Consumer<com.microsoft.playwright.Browser.NewContextOptions> more) {
        var options =
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, width < 700 ? 640 : 800)
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai")
                        .setHasTouch(true);
        more.accept(options);
        var context = browser.newContext(options);
        context.setDefaultTimeout(10_000);
        return context;
    }

    /** What axe-core finds against WCAG 2.2 AA, one line for each element; empty is good. */
    public List<String> axe(Page page) {
        if (page.evaluate("typeof axe") instanceof String type && type.equals("undefined")) {
            page.evaluate(axe);
        }
        var found =
                page.evaluate(
                        "async () => (await axe.run(document, "
                                + RULES
                                + ")).violations.flatMap(v => v.nodes.map(n => v.id + ': '"
                                + " + n.target.join(' ') + ' | ' + n.failureSummary"
                                + ".replace(/\\s+/g, ' ')))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static String axeSource() {
        try (var source = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
