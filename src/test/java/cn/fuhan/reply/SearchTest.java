package cn.fuhan.reply;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, in which order, and how it shows it. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class SearchTest {

    @Test
    void titlesComeBeforeMetadataAndThatBeforeTheNewest() {
        String body = letter("海棠烟雨", "关于某事", "某局", "2026-05-20");
        String title = letter("某", "关于海棠烟雨", "某局", "2019-05-20");
        String metadata = letter("某", "关于某事", "海棠烟雨局", "2018-05-20");
        String older = letter("海棠烟雨", "关于某事", "某局", "2017-05-20");

        search("海棠烟雨").body("items.code", equalTo(List.of(title, metadata, body, older)));
    }

    @Test
    void theOfficialNumberComesFirstHoweverItIsTyped() {
        String named = Desk.letter();
        String number = named.replaceAll("(?s).*第(\\d+)号提案.*", "$1");
        String code = Desk.published(named);
        // newer, and has the number in its title as well
        String other = letter("某", "关于测函〔2026〕" + number + "号的补充说明", "某局", "2026-11-20");

        for (String typed :
                List.of(
                        number,
                        "0" + number,
                        number + "号",
                        "第" + number + "号提案",
                        "测函〔2026〕" + number + "号",
                        "测函2026 " + number,
                        "测函［２０２６］" + number)) {
            List<String> codes = search(typed).extract().path("items.code");
            assertThat(codes).as(typed).startsWith(code);
        }
        search("测函2026 " + number).body("items.code", hasItem(other));
    }

    @Test
    void theMatchIsMarkedInAShortExcerpt() {
        String code = letter("依托长江索道，改善夜间照明", "关于某事", "某局", "2026-05-20");

        List<Map<String, Object>> excerpt =
                search("長江索道")
                        .body("items.code", equalTo(List.of(code)))
                        .extract()
                        .path("items[0].excerpt");
        assertThat(excerpt).contains(Map.of("text", "长江索道", "match", true));
        assertThat(excerpt.stream().mapToInt(p -> p.get("text").toString().length()).sum())
                .isLessThan(90);
        given().queryParam("limit", 1)
                .get("/api/v1/replies")
                .then()
                .body("items[0].excerpt", empty());
    }

    @Test
    void aNameThatOnlyTheMetadataHasIsShownToo() {
        letter("某", "关于某事", "石竹山水局", "2026-05-20");

        search("石竹山水").body("items[0].excerpt.find { it.match }.text", equalTo("石竹山水"));
    }

    @Test
    void theListPageShowsTheMatchAndTheNumberOfLetters() {
        letter("依托<b>缆车</b>站台，改善照明", "关于某事", "某局", "2026-05-20");

        Document page =
                Jsoup.parse(given().queryParam("q", "缆车").get("/").then().extract().asString());

        assertThat(page.select(".excerpt mark").eachText()).contains("缆车");
        assertThat(page.select(".excerpt").text()).contains("<b>缆车</b>");
        assertThat(page.select("#found").text()).contains("共 1 件");
    }

    @Test
    void filtersNarrowASearch() {
        String one = letter("紫薇大道", "关于某事", "紫薇一局", "2016-05-20");
        String two = letter("紫薇大道", "关于某事", "紫薇二局", "2015-05-20");

        search("紫薇大道").body("items.code", equalTo(List.of(one, two)));
        search("紫薇大道", "department", "紫薇二局").body("items.code", equalTo(List.of(two)));
        search("紫薇大道", "year", 2016).body("items.code", equalTo(List.of(one)));
        search("紫薇大道", "topic", "紫薇", "kind", "PROPOSAL")
                .body("items.code", equalTo(List.of(one, two)));
        search("紫薇大道", "topic", "紫").body("items", empty());
        search("紫薇大道", "department", "'\\' | '").body("items", empty());
        search("紫薇大道", "department", "局".repeat(9_000)).body("items", empty());
        list("department", "紫薇二局").body("items.code", equalTo(List.of(two)));
    }

    @Test
    void pagesOfASearchNeitherRepeatNorLeaveOutALetterThatWasThere() {
        List<String> there = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            there.add(letter("金钟花开", "关于金钟花开", "某局", "2016-0" + (i + 1) + "-20"));
            there.add(letter("金钟花开", "关于某事", "某局", "2016-0" + (i + 1) + "-20"));
            there.add(letter("某", "关于某事", "金钟花开局", "2016-0" + (i + 1) + "-21"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Response page =
                    with("金钟花开", "limit", 2, "cursor", cursor == null ? "" : cursor)
                            .get("/api/v1/replies");
            page.then().statusCode(200);
            seen.addAll(page.<List<String>>path("items.code"));
            cursor = page.path("next");
            letter("金钟花开", "关于金钟花开", "某局", "2016-09-20");
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates().containsAll(there);
    }

    @Test
    void allOnOnePageAreCounted() {
        letter("腊梅初放", "关于某事", "某局", "2016-05-20");
        letter("腊梅初放", "关于某事", "某局", "2016-05-21");

        search("腊梅初放").body("estimatedTotal", equalTo(2)).body("next", nullValue());
        search("腊梅不放").body("estimatedTotal", equalTo(0));
    }

    @Test
    void whatIsWithdrawnIsNotFoundAndNoFilterOffersIt() {
        String code = letter("寒兰", "关于某事", "寒兰局", "1999-05-20");
        assertThat(offered()).contains("寒兰局", "1999年");

        Desk.withdraw(code, "有误").then().statusCode(200);

        search("寒兰").body("items.code", not(hasItem(code)));
        assertThat(offered()).doesNotContain("寒兰局", "1999年");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAA",
                "////",
                "BwAATvAAAAAAAAAAAAAAAA",
                "'"
            })
    void aCursorThatNobodyGaveIsRefused(String cursor) {
        for (String q : new String[] {"复函", ""}) {
            with(q, "cursor", cursor)
                    .get("/api/v1/replies")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/bad-cursor"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "，。",
                "' | 'x",
                "a:*",
                "!复",
                "复 & !函",
                "<2>",
                "'; drop table reply --",
                "\\'",
                "%"
            })
    void operatorsAndSqlAreText(String q) {
        search(q);
    }

    /** A letter of its own with a phrase in its body; its code. */
    private static String letter(String phrase, String title, String department, String date) {
        String letter =
                Desk.letter()
                        .replaceAll("关于市政协三届二次会议第(\\d+)号提案的复函", title + "（第$1号）的复函")
                        .replace("测试市交通局", department)
                        .replace("交通、民生", "紫薇、民生")
                        .replaceAll("日期：2026-05-\\d\\d", "日期：" + date)
                        .replace("站台加装了座椅", phrase);
        String code = Desk.draft(letter);
        Desk.edit(
                        code,
                        Map.of(
                                "title",
                                title + "的复函",
                                "department",
                                department,
                                "issuedOn",
                                date,
                                "publishedOn",
                                date))
                .then()
                .statusCode(200);
        Desk.publish(code).then().statusCode(201);
        return code;
    }

    private static String offered() {
        return Jsoup.parse(given().get("/").then().extract().asString()).select("option").text();
    }

    private static ValidatableResponse search(String q, Object... filters) {
        return with(q, filters).get("/api/v1/replies").then().statusCode(200);
    }

    private static ValidatableResponse list(Object... filters) {
        return with("", filters).get("/api/v1/replies").then().statusCode(200);
    }

    private static RequestSpecification with(String q, Object... parameters) {
        RequestSpecification request = given();
        if (!q.isEmpty()) {
            request.queryParam("q", q);
        }
        for (int i = 0; i < parameters.length; i += 2) {
            if (!parameters[i + 1].equals("")) {
                request.queryParam(parameters[i].toString(), parameters[i + 1]);
            }
        }
        return request;
    }
}
