package cn.fuhan.wechat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leads into the mini-program, once it is set up. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = WithStandIn.class, scope = TestResourceScope.GLOBAL)
class SetupTest {

    @Inject CircuitBreakerMaintenance breakers;
    StandIn weChat;

    @BeforeEach
    void allIsWell() {
        weChat.calm();
        breakers.resetAll();
    }

    @Test
    void theVerificationFileIsWhereWeChatLooksForIt() {
        for (String folder : List.of("/", "/r/", "/h/")) {
            given().get(folder + "a1B2c3D4e5.txt")
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/plain"))
                    .body(equalTo("0123456789abcdef"));
        }
        given().get("/r/other.txt").then().statusCode(404);
    }

    @Test
    void aLettersCodeIsDrawnOnce() {
        String code = Desk.published();
        byte[] first = picture(code).then().statusCode(200).extract().asByteArray();
        byte[] second = picture(code).then().statusCode(200).extract().asByteArray();

        assertThat(first).isEqualTo(second).startsWith(0x89, 'P', 'N', 'G');
        assertThat(weChat.calls(StandIn.CODE)).isEqualTo(1);
    }

    @Test
    void onlyPublicLettersHaveACode() {
        picture(Desk.draft(Desk.letter())).then().statusCode(404);
        picture("0000000000").then().statusCode(404);
        String code = Desk.published();
        Desk.withdraw(code, "数据有误");
        picture(code).then().statusCode(410);

        assertThat(weChat.calls(StandIn.CODE)).isZero();
    }

    @Test
    void everyErrcodeOfADrawingEndsInItsProblem() {
        String code = Desk.published();
        weChat.refuse(StandIn.CODE, 41030);
        picture(code)
                .then()
                .statusCode(503)
                .body("type", equalTo("/problems/wechat-not-configured"))
                .body("detail", containsString("小程序还没有发布"));
        weChat.refuse(StandIn.CODE, 45009);
        picture(code).then().statusCode(503).body("type", equalTo("/problems/wechat-unavailable"));
        weChat.refuse(StandIn.CODE, 40001);
        picture(code).then().statusCode(200);
    }

    @Test
    void theMobilePageLeadsToTheMiniProgram() {
        String code = Desk.published();
        given().get("/r/" + code).then().body(containsString("/r/" + code + "/mini-program"));
        String first = link(code).then().statusCode(303).extract().header("Location");
        String second = link(code).then().statusCode(303).extract().header("Location");

        assertThat(first).startsWith("https://wxaurl.cn/").isEqualTo(second);
        assertThat(weChat.calls(StandIn.LINK)).isEqualTo(1);
        weChat.down(true);
        link(code).then().statusCode(303);
        link(Desk.published()).then().statusCode(503);
    }

    @Test
    void theTemplatesThatAreSetAreListed() {
        given().get("/api/v1/wechat/templates")
                .then()
                .statusCode(200)
                .body("items.event", hasItems("RECEIPT_RECEIVED", "ANSWERED", "REVISED"))
                .body("items[0].templateId", equalTo("stand-in-template-1"));
    }

    private static Response picture(String code) {
        return given().get("/api/v1/replies/{code}/mini-program-code", code);
    }

    private static Response link(String code) {
        return given().redirects().follow(false).get("/r/{code}/mini-program", code);
    }
}
