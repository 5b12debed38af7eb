package cn.fuhan.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.reply.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as HTML. Leaves them in {@code target/pages} to look at. */
class PagesTest {
    private static Map<String, String> pages;

    @BeforeAll
    static void render() throws IOException {
        pages = Pages.all();
        var folder = Files.createDirectories(Path.of("target/pages"));
        for (var page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "letter-hostile",
                "list-hostile",
                "form-hostile",
                "received-hostile",
                "sheet-hostile",
                "problem-hostile"
            })
    void hostileTextStaysText(String name) {
        var page = page(name);

        assertThat(page.select("script:not([src])").not("[type=application/ld+json]")).isEmpty();
        assertThat(page.select("[onerror], [style], style, img[src=x]")).isEmpty();
        assertThat(page.select("script")).hasSizeLessThanOrEqualTo(2);
        assertThat(page.select("main, footer")).hasSize(2);
        assertThat(page.body().html()).doesNotContain("<!--");
        assertThat(page.select("main").html()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void aSheetKeptAsAFileFindsItsStyle() {
        assertThat(page("sheet").select("link[rel=stylesheet]").attr("href"))
                .startsWith("https://fuhan.example/fuhan.css");
    }

    @Test
    void structuredDataCannotLeaveItsElement() throws IOException {
        var data = page("letter-hostile").select("script[type=application/ld+json]").first().data();

        assertThat(data).doesNotContain("<", ">", "&");
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(data);
        assertThat(json.get("name").asText()).isEqualTo(Pages.HOSTILE + Pages.LONG);
        assertThat(json.get("@type").asText()).isEqualTo("Report");
    }

    @Test
    void whatWasEnteredIsKept() {
        var page = page("form-hostile");

        assertThat(page.select("textarea").first().wholeText())
                .endsWith("</textarea>" + Pages.HOSTILE + "\n\n" + Pages.LONG);
        assertThat(page.select("#contact").val()).isEqualTo(Pages.HOSTILE + Pages.LONG);
        assertThat(page.select("[name=rating][checked]").val()).isEqualTo("UNSATISFIED");
        assertThat(page.select("[value=UNDERSTANDING]")).isEmpty();
    }

    @Test
    void errorsLeadToTheirFields() {
        var page = page("form-errors");

        for (var link : page.select(".errors a")) {
            assertThat(page.select(link.attr("href"))).hasSize(1);
        }
        assertThat(page.select("#rating").attr("aria-describedby")).isEqualTo("rating-error");
        assertThat(page.select("#contact").attr("aria-invalid")).isEqualTo("true");
    }

    @Test
    void aLetterIsShownAsItWasWritten() {
        var page = page("letter");
        var letter = page.select("article").first();

        assertThat(page.select("h1").text()).isEqualTo(Pages.full().title());
        assertThat(letter.select("h3")).hasSize(4);
        assertThat(page.select(".contents li").eachText()).contains("一、关于手机课堂的开设");
        assertThat(letter.text()).contains("示例甲委员、示例乙委员：", "2025年5月16日", "审签：示例丙");
        assertThat(page.select(".facts-box").text()).contains("示科局函〔2025〕12号", "成文日期 2025年5月20日");
        assertThat(page.text()).doesNotContain("联系人", "000-00000000");
        assertThat(page.select("link[rel=canonical]").attr("href"))
                .isEqualTo("https://fuhan.example/r/" + Pages.CODE);
    }

    @Test
    void anOldVersionLeadsToTheNewOne() {
        var page = page("letter-old");

        assertThat(page.select(".notice a").attr("href")).isEqualTo("/r/" + Pages.CODE);
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page("letter").select(".versions a").attr("href"))
                .isEqualTo("/r/" + Pages.CODE + "/revisions/1");
    }

    @Test
    void aTitleAloneIsAllThatIsShown() {
        var page = pages.get("letter-title-only");

        assertThat(page).contains("本件仅公开标题").doesNotContain("不公开的", "手机课堂");
    }

    @Test
    void whatIsMissingLeavesNoTrace() {
        var page = page("letter-bare");

        assertThat(page.text()).doesNotContain("null", "NOT_FOUND");
        assertThat(page.select(".facts dt").eachText()).containsExactly("答复对象");
        assertThat(page.select(".contents, .badge, .versions, .fingerprint")).isEmpty();
    }

    @Test
    void aLetterThatIsNotDisclosedHasNoPage() {
        var full = Pages.full();
        var hidden =
                new Letter(
                        full.kind(),
                        full.title(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Letter.Disclosure.NONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);

        assertThatThrownBy(() -> Pages.letter(hidden, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNextPageKeepsTheSearch() {
        assertThat(page("list").select("a[rel=next]").attr("href"))
                .isEqualTo("/?cursor=b3BhcXVl%2B%2F%3D");
        assertThat(page("list-search").select(".chips a").first().attr("href"))
                .contains("q=%E6%89%8B", "%26", "department=")
                .doesNotContain("year=");
    }

    @Test
    void theFilesStaySmall() throws IOException {
        assertThat(size("fuhan.css")).isLessThanOrEqualTo(16 * 1024);
        assertThat(size("fuhan.js")).isLessThanOrEqualTo(2 * 1024);
        assertThat(pages.get("letter")).containsPattern("/fuhan\\.css\\?v=[0-9a-f]+");
    }

    private static int size(String file) throws IOException {
        try (var in = PagesTest.class.getResourceAsStream("/META-INF/resources/" + file)) {
            return in.readAllBytes().length;
        }
    }

    private static Document page(String name) {
        return Jsoup.parse(pages.get(name));
    }
}
