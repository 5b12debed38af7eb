package cn.fuhan.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The letter that Fuhan began with, from the hijacked page to the receipt. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class Letter0982Test {

    private static final String INJECTED = "澳门新葡萄新京8883not";

    @Test
    void theHijackedLetterIsRepairedPublishedAndAnswered() {
        Response imported = Desk.imports(Desk.letter0982());
        imported.then()
                .statusCode(201)
                .body("draft.kind", equalTo("PROPOSAL"))
                .body("draft.proposal.number", equalTo("0982"))
                .body("draft.proposal.session", equalTo("市政协五届五次会议"))
                .body("draft.proposal.title", equalTo("关于完善我市科技创新协同机制的建议"))
                .body("draft.proposal.proposers", equalTo(List.of("王济光")))
                .body(
                        "draft.coHandlers",
                        equalTo(List.of("市教委", "市人力社保局", "市经济信息委", "市知识产权局", "市金融监管局")))
                .body("draft.sections", hasSize(5))
                .body("draft.signedOffBy", equalTo("雷虹 (市科技局党委副书记)"))
                .body("draft.letterDate", equalTo("2022-05-16"))
                .body("draft.issuedOn", equalTo("2022-07-12"))
                .body("draft.publishedOn", equalTo("2022-07-12"))
                .body("draft.topics", equalTo(List.of("科技", "教育")))
                .body(
                        "findings.findAll { it.text == '" + INJECTED + "' }.field",
                        hasItems("breadcrumb", "title", "signature"));
        String code = imported.path("code");
        List<String> suspicious =
                imported.path("findings.findAll { it.severity == 'SUSPICIOUS' }.id");
        assertThat(suspicious).hasSize(3);

        for (String id : suspicious) {
            Desk.publish(code)
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/unresolved-findings"));
            boolean signature =
                    id.equals(
                            imported.path(
                                    "findings.find { it.field == 'signature' && it.severity == 'SUSPICIOUS' }.id"));
            Desk.staff()
                    .contentType("application/json")
                    .body(
                            signature
                                    ? Map.of(
                                            "resolution",
                                            "REPLACE",
                                            "replacement",
                                            "市科技局",
                                            "note",
                                            "被劫持")
                                    : Map.of("resolution", "REMOVE"))
                    .put("/api/v1/desk/replies/{code}/findings/{id}", code, id)
                    .then()
                    .statusCode(200);
        }
        Desk.publish(code).then().statusCode(201);

        String json =
                given().get("/api/v1/replies/{code}", code)
                        .then()
                        .statusCode(200)
                        .body("title", equalTo("关于市政协五届五次会议第0982号提案的复函"))
                        .body("signature", equalTo("市科技局"))
                        .extract()
                        .asString();
        String page = given().get("/r/{code}", code).then().statusCode(200).extract().asString();
        assertThat(json + page).doesNotContain("葡萄");
        assertThat(page).contains("关于强化核心技术攻关", "雷虹", "2022年5月16日");
        for (String q : List.of("0982", "0982号", "王济光", "知识产权", "渝科局函〔2022〕301号", "渝科局函2022 301")) {
            assertThat(
                            given().queryParam("q", q)
                                    .queryParam("limit", 100)
                                    .get("/api/v1/replies")
                                    .<List<String>>path("items.code"))
                    .as(q)
                    .contains(code);
        }

        String receiptCode = Desk.invite(code);
        for (int i = 0; i < 3; i++) {
            given().header("Receipt-Code", receiptCode)
                    .header("Idempotency-Key", "0982")
                    .contentType("application/json")
                    .body(
                            "{\"rating\":\"SATISFIED\",\"attitude\":\"SATISFIED\",\"opinion\":\"答复具体。\"}")
                    .post("/api/v1/replies/{code}/receipts", code)
                    .then()
                    .statusCode(201);
        }
        Desk.staff()
                .queryParam("reply", code)
                .get("/api/v1/desk/receipts")
                .then()
                .body("items", hasSize(1));
    }
}
