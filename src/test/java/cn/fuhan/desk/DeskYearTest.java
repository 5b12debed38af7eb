package cn.fuhan.desk;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Browser;
import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.access.Roles;
import cn.fuhan.access.TestStaff;
import cn.fuhan.intake.Zip;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A year of the desk in Chromium, each page looked at on the smallest phone and on a desk. */
@Tag("long")
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class DeskYearTest {

    private static final String SMALL_TARGETS =
            """
            least => [...document.querySelectorAll('main a, main button, main select, main textarea, main summary,'
                  + ' main input:not([type=hidden]):not([type=checkbox])')]
                .filter(e => !e.closest('details:not([open])') || e.tagName === 'SUMMARY')
                .map(e => [e, e.getBoundingClientRect()])
                .filter(([e, box]) => box.width + .5 < least || box.height + .5 < least)
                .map(([e, box]) => e.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)
            """;

    private static Browser browser;

    private final TestStaff staff = new TestStaff();
    private final List<String> faults = new ArrayList<>();

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

    @AfterEach
    void nobodyIsLeft() {
        staff.close();
    }

    @Test
    void aYearOfTheDesk() {
        try (BrowserContext first = browser.phone(1280);
                BrowserContext second = browser.phone(390)) {
            Page editor = signedIn(first, Roles.EDITOR);
            Page approver = signedIn(second, Roles.APPROVER);

            String hijacked = thirtyFilesAreImportedAndOneIsHijacked(editor);
            itIsRepaired(editor, hijacked);
            aSecondPersonSignsItOff(editor, approver, hijacked);
            List<String> letters = threeKindsOfReceiptCome(editor, approver, hijacked);
            theUnsatisfiedOneIsHandledAgain(editor, approver, letters.get(2));
            theYearIsReadInFigures(editor);
            aConflictIsShown(editor, hijacked);
            itIsRevisedAndWithdrawn(approver, hijacked);
        }
        assertThat(faults).isEmpty();
    }

    private String thirtyFilesAreImportedAndOneIsHijacked(Page editor) {
        editor.navigate(url("/desk/imports"));
        look(editor, "imports");
        editor.setInputFiles("#files", new FilePayload("2025年复函.zip", "application/zip", thirty()));
        editor.locator("main form.receipt button").click();
        editor.waitForURL("**/desk/imports/*");
        editor.locator("text=全部读完").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        String report = editor.locator("main").innerText();
        assertThat(report).contains("共 30 个文件", "没有导入 2", "先前已有 1", "已导入，待处理 1");
        look(editor, "import-run");
        editor.locator(".chips a:has-text('待处理')").click();
        editor.locator(".files a").first().click();
        return editor.url().replaceAll(".*/replies/([0-9A-Z]{10}).*", "$1");
    }

    private static byte[] thirty() {
        Zip zip = new Zip(Charset.forName("GBK"));
        String twice = Desk.letter();
        zip.with("2025/第一件.txt", twice).with("2025/又一次.txt", twice);
        for (int i = 3; i <= 27; i++) {
            zip.with("2025/第%d件.txt".formatted(i), Desk.letter());
        }
        return zip.with("2025/被篡改.txt", DeskPagesTest.hijacked())
                .with("2025/扫描件.pdf", "%PDF-1.7")
                .with("2025/压缩包.zip", "PK")
                .bytes();
    }

    private void itIsRepaired(Page editor, String code) {
        assertThat(editor.locator("main").innerText()).contains("可疑：落款");
        look(editor, "letter-findings");
        editor.locator(".finding input[name=replacement]").fill("测试市交通局");
        editor.keyboard().press("Enter");
        editor.waitForURL("**/replies/" + code + "?done=resolved*");
        assertThat(editor.locator("main").innerText()).contains("没有待处理的", "由有审签权限的同事发布");
        look(editor, "letter-repaired");
        editor.navigate(url("/desk?shelf=READY"));
        assertThat(editor.locator("main").innerText()).contains("待审签");
        look(editor, "letters");
    }

    private void aSecondPersonSignsItOff(Page editor, Page approver, String code) {
        approver.navigate(url("/desk/replies/" + code));
        approver.locator("nav.acts a:has-text('预览公开页')").click();
        assertThat(approver.locator("article.letter").innerText()).contains("线路已改经人民医院");
        approver.goBack();
        publish(approver, code);
        look(approver, "letter-published");
        editor.navigate(url("/r/" + code));
        assertThat(editor.locator("main").innerText()).contains("测试市交通局");
    }

    private List<String> threeKindsOfReceiptCome(Page editor, Page approver, String first) {
        List<String> letters = new ArrayList<>(List.of(first));
        for (int i = 0; i < 2; i++) {
            letters.add(Desk.draft(Desk.letter()));
        }
        editor.navigate(url("/desk/replies/" + first + "/print"));
        look(editor, "print");
        List<String> ratings = List.of("SATISFIED", "MOSTLY_SATISFIED", "UNSATISFIED");
        for (int i = 0; i < 3; i++) {
            String sheet = sheet(editor, letters.get(i));
            if (i == 0) {
                look(editor, "print-sheets");
                editor.pdf(
                        new Page.PdfOptions()
                                .setPreferCSSPageSize(true)
                                .setPrintBackground(true)
                                .setPath(Path.of("target", "pictures", "desk-print.pdf")));
            }
            send(approver, sheet, ratings.get(i), "意见 " + i);
        }
        editor.navigate(url("/desk/receipts"));
        assertThat(editor.locator("main").innerText()).contains("满意", "基本满意", "不满意", "意见 2");
        look(editor, "receipts");
        editor.navigate(url("/desk/replies/" + first));
        assertThat(editor.locator("main").innerText()).contains("林晓川：满意");
        return letters;
    }

    /** The address that a receipt sheet leads to. */
    private static String sheet(Page editor, String code) {
        editor.navigate(url("/desk/replies/" + code + "/print"));
        editor.locator("button:has-text('出具回执单')").click();
        editor.locator(".sheet").waitFor();
        Matcher link =
                Pattern.compile("/h/[0-9A-Z]{26}").matcher(editor.locator(".sheet").innerText());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static void send(Page phone, String sheet, String rating, String opinion) {
        phone.navigate(url(sheet));
        phone.locator("input[name=rating][value=" + rating + "]").check();
        phone.locator("textarea[name=opinion]").fill(opinion);
        phone.locator("form[method=post] button").last().click();
        phone.locator("text=" + opinion).waitFor();
    }

    private void theUnsatisfiedOneIsHandledAgain(Page editor, Page approver, String letter) {
        String title = Desk.get(letter).path("draft.title");
        editor.navigate(url("/desk/followup/cases"));
        look(editor, "cases");
        editor.locator(".cards a:has-text('" + title + "')").click();
        assertThat(editor.locator("main").innerText()).contains("林晓川", "意见 2", "还没有沟通");
        editor.locator("#note").fill("面谈，说明了改线的困难，约定先加密班次。");
        editor.locator("button:has-text('登记沟通')").click();
        editor.locator("text=约定先加密班次").waitFor();
        editor.locator("button:has-text('新拟第二次答复')").click();
        editor.locator("text=还是草稿").waitFor();
        look(editor, "case");
        String aCase = editor.url();

        editor.locator("a:has-text('还是草稿')").click();
        String second = editor.url().replaceAll(".*/replies/([0-9A-Z]{10}).*", "$1");
        editor.navigate(url("/desk/replies/" + second + "/edit"));
        editor.locator("#text-1").fill("早晚高峰已各加两班，站牌同步更新。");
        editor.locator("form.receipt button").click();
        editor.waitForURL("**/replies/*?done=saved");
        publish(approver, second);
        send(approver, sheet(editor, second), "SATISFIED", "这次答复具体");

        approver.navigate(aCase);
        approver.locator("#outcome").fill("提出者对第二次答复满意。");
        approver.locator("button:has-text('结案')").click();
        approver.locator("#closing").waitFor(detached());
        assertThat(approver.locator("main").innerText()).contains("提出者对第二次答复满意", "满意");
        look(approver, "case-closed");
        editor.navigate(url("/desk/followup/cases"));
        assertThat(editor.locator(".cards a:has-text('" + title + "')").count()).isZero();
    }

    private static Locator.WaitForOptions detached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    private void theYearIsReadInFigures(Page editor) {
        editor.navigate(url("/desk/figures"));
        assertThat(editor.locator("main").innerText()).contains("办复率", "回收率", "满意率");
        look(editor, "figures");
        Download sheet = editor.waitForDownload(() -> editor.locator("a[download]").click());
        assertThat(sheet.suggestedFilename()).endsWith(".xlsx");
    }

    private void aConflictIsShown(Page editor, String code) {
        editor.navigate(url("/desk/replies/" + code + "/edit"));
        look(editor, "edit");
        Desk.edit(code, Map.of("closing", "别人先改了结尾。")).then().statusCode(200);

        editor.locator("#text-1").fill("第一部分由我改写。");
        editor.locator("form.receipt button").click();
        editor.locator("text=别人也改了这一件").waitFor();
        assertThat(editor.locator("#text-1").inputValue()).isEqualTo("第一部分由我改写。");
        look(editor, "edit-conflict");
        editor.locator("#closing").fill("别人先改了结尾。");
        editor.locator("form.receipt button").click();
        editor.waitForURL("**/replies/*?done=saved");
    }

    private void itIsRevisedAndWithdrawn(Page approver, String code) {
        approver.navigate(url("/desk/replies/" + code + "/difference"));
        assertThat(approver.locator("ins").allInnerTexts()).isNotEmpty();
        look(approver, "difference");
        publish(approver, code);
        approver.locator("#withdraw-reason").fill("附件有误，更正后再发布");
        approver.locator("button:has-text('撤回')").click();
        approver.waitForURL("**/replies/*?done=withdrawn");
        assertThat(approver.locator("main").innerText()).contains("已撤回", "附件有误");
        look(approver, "letter-withdrawn");
    }

    private void publish(Page approver, String code) {
        approver.navigate(url("/desk/replies/" + code));
        approver.locator("form[action$='/publication'] button").click();
        approver.waitForURL("**/replies/*?done=published");
    }

    private Page signedIn(BrowserContext context, String role) {
        Page page = context.newPage();
        page.onDialog(
                dialog -> {
                    faults.add(page.url() + ": a script ran");
                    dialog.dismiss();
                });
        page.navigate(url("/desk"));
        page.locator("input[name=name]").fill(staff.account(role));
        page.locator("input[name=password]").fill(TestStaff.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/desk");
        return page;
    }

    /** Accessible, on the smallest phone as on a desk, and nothing too small to tap. */
    private void look(Page page, String name) {
        var before = page.viewportSize();
        for (int width : List.of(320, 390, 1280)) {
            page.setViewportSize(width, 700);
            int over = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
            if (over > 0) {
                faults.add(name + ", " + width + ": wider than the screen by " + over);
            }
            if (width == 320) {
                ((List<?>) page.evaluate(SMALL_TARGETS, 44))
                        .forEach(small -> faults.add(name + ": too small to tap: " + small));
            }
            if (width != 390) {
                browser.axe(page).forEach(fault -> faults.add(name + ", " + width + ": " + fault));
            }
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(
                                    Path.of(
                                            "target",
                                            "pictures",
                                            "desk-%s-%d.png".formatted(name, width))));
        }
        page.setViewportSize(before.width, before.height);
    }

    private static String url(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }
}
