package cn.fuhan.reply;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.Scanner;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A letter from import to withdrawal, as staff and readers meet it. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class LetterTest {

    @Test
    void aLetterComesOutAsItWentIn() {
        String code = Desk.published();

        given().get("/api/v1/replies/{code}", code)
                .then()
                .statusCode(200)
                .body("code", equalTo(code))
                .body("kind", equalTo("PROPOSAL"))
                .body("department", equalTo("测试市交通局"))
                .body("proposal.session", equalTo("市政协三届二次会议"))
                .body("proposal.proposers", equalTo(List.of("林晓川")))
                .body("topics", equalTo(List.of("交通", "民生")))
                .body("letterDate", equalTo("2026-05-12"))
                .body("publishedOn", equalTo("2026-05-20"))
                .body("sections", hasSize(2))
                .body("revision", equalTo(1))
                .body("digest", containsString("sha256:"))
                .body("publishedAt", notNullValue());
    }

    @Test
    void contactDataStaysOffEveryPublicSurface() {
        String code = Desk.published();

        Desk.get(code).then().body("draft.contact", containsString("0000-1234567"));
        for (String surface :
                List.of(
                        "/r/" + code,
                        "/api/v1/replies/" + code,
                        "/api/v1/replies/" + code + "/revisions",
                        "/api/v1/replies?limit=100",
                        "/")) {
            given().get(surface).then().statusCode(200).body(not(containsString("0000-1234567")));
        }
    }

    @Test
    void aLetterOfWhichOnlyTheTitleIsPublicShowsNothingElse() {
        String code = Desk.draft(Desk.letter());
        Desk.edit(code, Map.of("disclosure", "TITLE_ONLY")).then().statusCode(200);
        Desk.publish(code).then().statusCode(201);

        given().get("/api/v1/replies/{code}", code)
                .then()
                .body("sections", empty())
                .body("opening", nullValue())
                .body("closing", nullValue())
                .body("addressees", empty());
        given().get("/r/{code}", code)
                .then()
                .body(containsString("仅公开标题"))
                .body(not(containsString("人民医院")))
                .body(not(containsString("林晓川")));
        given().queryParam("q", "站台加装")
                .queryParam("limit", 100)
                .get("/api/v1/replies")
                .then()
                .body("items.code", not(hasItem(code)));
    }

    @Test
    void aLetterThatIsNotToBeDisclosedCannotBePublished() {
        String code = Desk.draft(Desk.letter());
        Desk.edit(code, Map.of("disclosure", "NONE")).then().statusCode(200);

        Desk.publish(code).then().statusCode(409).body("errors.pointer", hasItem("/disclosure"));
        given().get("/r/{code}", code).then().statusCode(404);
    }

    @Test
    void theSameLetterIsImportedOnce() {
        String letter = Desk.letter();
        String code = Desk.draft(letter);

        Desk.imports(letter)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/already-imported"))
                .body("code", equalTo(code));
    }

    @Test
    void aWithdrawnLetterIsGoneWithItsReasonAndComesBackAsANewRevision() {
        String code = Desk.published();
        Desk.withdraw(code, "第二部分数据有误").then().statusCode(200).body("state", equalTo("WITHDRAWN"));

        for (String path :
                List.of("/api/v1/replies/" + code, "/api/v1/replies/" + code + "/revisions/1")) {
            given().get(path)
                    .then()
                    .statusCode(410)
                    .contentType("application/problem+json")
                    .body("reason", equalTo("第二部分数据有误"));
        }
        given().accept("text/html")
                .get("/r/{code}", code)
                .then()
                .statusCode(410)
                .body(containsString("第二部分数据有误"));
        Desk.withdraw(code, "再撤一次").then().statusCode(409);

        Desk.publish(code).then().statusCode(201).body("revision", equalTo(2));
        given().get("/api/v1/replies/{code}/revisions", code)
                .then()
                .body("revision", equalTo(List.of(2, 1)))
                .body("current", equalTo(List.of(true, false)));
        given().get("/api/v1/replies/{code}/revisions/1", code)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
    }

    @Test
    void anEditFromAnOldVersionIsRefusedAndNothingIsLost() {
        String code = Desk.draft(Desk.letter());
        Response read = Desk.get(code);
        Desk.edit(code, Map.of("genre", "政协提案办理")).then().statusCode(200);

        Map<String, Object> draft = read.path("draft");
        Desk.staff()
                .header("If-Match", read.header("ETag"))
                .contentType("application/json")
                .body(draft)
                .put("/api/v1/desk/replies/{code}", code)
                .then()
                .statusCode(412);
        Desk.staff()
                .contentType("application/json")
                .body(draft)
                .put("/api/v1/desk/replies/{code}", code)
                .then()
                .statusCode(428);
        Desk.get(code).then().body("draft.genre", equalTo("政协提案办理"));
    }

    @Test
    void aCopyThatTheReaderHasIsNotSentAgain() {
        String code = Desk.published();
        for (String path : List.of("/api/v1/replies/" + code, "/r/" + code)) {
            String etag = given().get(path).then().statusCode(200).extract().header("ETag");
            assertThat(etag).startsWith("\"");
            given().header("If-None-Match", etag).get(path).then().statusCode(304);
            given().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
        }
    }

    @Test
    void whatStaffTypeIsTextOnEveryPage() {
        String code = Desk.draft(Desk.letter());
        Desk.edit(code, Map.of("title", "</script><script>alert(1)</script>关于某提案的复函"))
                .then()
                .statusCode(200);
        Desk.publish(code).then().statusCode(201);

        given().get("/r/{code}", code)
                .then()
                .statusCode(200)
                .body(not(containsString("<script>alert")));
        given().get("/").then().statusCode(200).body(not(containsString("<script>alert")));
    }

    @Test
    void pagesOfTheListNeitherRepeatNorLeaveOutALetterThatWasThere() {
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mine.add(Desk.published());
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request = given().queryParam("limit", 2);
            Response page =
                    (cursor == null ? request : request.queryParam("cursor", cursor))
                            .get("/api/v1/replies");
            page.then().statusCode(200);
            seen.addAll(page.<List<String>>path("items.code"));
            cursor = page.path("next");
            if (seen.size() == 2) {
                Desk.published();
            }
        } while (cursor != null);
        assertThat(seen).containsAll(mine);
        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
    }

    @Test
    void aLetterIsFoundByItsTextAndByItsOfficialNumbers() {
        String letter = Desk.letter();
        String number = letter.replaceAll("(?s).*第(\\d+)号提案.*", "$1");
        String code = Desk.published(letter);

        for (String q :
                List.of(
                        number,
                        number + "号",
                        "林晓川",
                        "测函〔2026〕" + number + "号",
                        "测函2026 " + number,
                        "公交线路")) {
            given().queryParam("q", q)
                    .queryParam("limit", 100)
                    .get("/api/v1/replies")
                    .then()
                    .statusCode(200)
                    .body("items.code", hasItem(code));
        }
        given().queryParam("session", "市政协三届二次会议")
                .queryParam("number", number)
                .get("/api/v1/replies")
                .then()
                .body("items.code", equalTo(List.of(code)));
        given().queryParam("documentNumber", "测函[2026]" + number + "号")
                .get("/api/v1/replies")
                .then()
                .body("items.code", equalTo(List.of(code)));
        given().queryParams(
                        "year",
                        2026,
                        "topic",
                        "交通",
                        "kind",
                        "PROPOSAL",
                        "department",
                        "测试市交通局",
                        "limit",
                        100)
                .get("/api/v1/replies")
                .then()
                .body("items.code", hasItems(code));
    }

    @Test
    void hostileQueriesFindNothing() {
        for (String q :
                List.of("!!!", "' or 1=1 --", "a & | !", "<->", ":*", "%", "\\", "。，、", "\u200b")) {
            given().queryParam("q", q).get("/api/v1/replies").then().statusCode(200);
        }
        given().queryParam("q", "长".repeat(10_000)).get("/api/v1/replies").then().statusCode(400);
        for (String bad :
                List.of(
                        "limit=0",
                        "limit=101",
                        "limit=x",
                        "cursor=x",
                        "year=1",
                        "kind=X",
                        "outcome=E",
                        "q=%00")) {
            int status =
                    given().urlEncodingEnabled(false).get("/api/v1/replies?" + bad).statusCode();
            assertThat(status).as(bad).isBetween(400, 499);
        }
    }

    @Test
    void theQrCodeLeadsToThePage() {
        String code = Desk.published();
        for (String level : List.of("L", "H")) {
            byte[] png =
                    given().accept("image/png")
                            .queryParam("size", 300)
                            .queryParam("level", level)
                            .get("/api/v1/replies/{code}/qr", code)
                            .then()
                            .statusCode(200)
                            .contentType("image/png")
                            .extract()
                            .asByteArray();
            assertThat(Scanner.scan(png)).isEqualTo("http://localhost:8081/r/" + code);
        }
        given().get("/api/v1/replies/{code}/qr", code)
                .then()
                .contentType("image/svg+xml")
                .body(containsString("<svg"));
        given().queryParam("level", "X")
                .get("/api/v1/replies/{code}/qr", code)
                .then()
                .statusCode(400);
    }

    @Test
    void unknownLettersAreNotFoundInWordsThatHelp() {
        given().get("/api/v1/replies/0000000000")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-found"));
        given().accept("text/html")
                .get("/r/nonsense")
                .then()
                .statusCode(404)
                .contentType("text/html");
        given().get("/problems/not-found").then().statusCode(200).body(containsString("没有找到"));
    }

    @Test
    void strangersDoNotGetToTheDesk() {
        given().get("/api/v1/desk/replies")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"));
        for (String account : List.of("admin", "nobody")) {
            given().auth()
                    .preemptive()
                    .basic(account, "wrong")
                    .get("/api/v1/desk/replies")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json");
        }
        given().contentType("text/plain")
                .body("x")
                .post("/api/v1/desk/imports")
                .then()
                .statusCode(401);
    }

    @Test
    void aBodyOfTwentyMegabytesIsRefused() {
        Desk.imports("text/plain", new byte[20_000_000])
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }
}
