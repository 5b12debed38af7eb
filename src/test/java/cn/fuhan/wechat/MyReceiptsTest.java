package cn.fuhan.wechat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class MyReceiptsTest {

    private static final Map<String, String> SATISFIED =
            Map.of("rating", "SATISFIED", "opinion", "办得好");

    private Phone phone;
    private String code;
    private String receiptCode;

    @BeforeEach
    void aPublishedLetterWithAnInvitation() {
        phone = Phone.ofSomebody();
        code = Desk.published();
        receiptCode = Desk.invite(code);
    }

    @Test
    void aCodeShowsItsInvitationWithoutAnAccount() {
        given().header("Receipt-Code", receiptCode)
                .get("/api/v1/invitation")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("code", equalTo(code))
                .body("proposer", equalTo("林晓川"))
                .body("department", equalTo("测试市交通局"))
                .body("understanding", equalTo(true))
                .body("open", equalTo(true))
                .body("receipt", nullValue());
    }

    @Test
    void redeemingACodeBindsTheInvitationToTheAccount() {
        phone.redeem(receiptCode).then().statusCode(201).body("code", equalTo(code));
        phone.redeem(receiptCode).then().statusCode(200).body("code", equalTo(code));

        phone.mine("replies").then().body("items.code", contains(code)).body("next", nullValue());
    }

    @Test
    void aCodeThatAnotherAccountRedeemedIsRefused() {
        Phone other = Phone.ofSomebody();
        other.redeem(receiptCode).then().statusCode(201);

        phone.redeem(receiptCode)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/invitation-taken"));
        phone.mine("replies").then().body("items", hasSize(0));
        other.mine("replies").then().body("items", hasSize(1));
    }

    @Test
    void whatIsBoundIsSentWithoutACode() {
        phone.redeem(receiptCode);

        phone.send(code, "a", SATISFIED)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .body("proposer", equalTo("林晓川"));
        phone.send(code, "a", SATISFIED)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true");
        phone.send(code, "b", Map.of("rating", "UNDERSTANDING")).then().statusCode(201);

        phone.mine("receipts")
                .then()
                .body("items.version", contains(2, 1))
                .body("items.code", contains(code, code))
                .body("items[1].opinion", equalTo("办得好"));
        phone.mine("replies").then().body("items[0].receipt.rating", equalTo("UNDERSTANDING"));
        Desk.staff()
                .queryParam("reply", code)
                .get("/api/v1/desk/receipts")
                .then()
                .body("items.channel", contains("WECHAT", "WECHAT"));
    }

    @Test
    void theCodeOnPaperStaysGoodForTheSameReceipt() {
        phone.redeem(receiptCode);
        given().header("Receipt-Code", receiptCode)
                .header("Idempotency-Key", "paper")
                .contentType("application/json")
                .body(SATISFIED)
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(201);

        phone.send(code, "phone", SATISFIED).then().statusCode(201).body("version", equalTo(2));
    }

    @Test
    void whatIsNotBoundIsNotSent() {
        phone.send(code, "a", SATISFIED)
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/invitation-required"));
        Phone other = Phone.ofSomebody();
        other.redeem(receiptCode);
        phone.send(code, "a", SATISFIED).then().statusCode(403);
        stored(0);
    }

    @Test
    void aForgedTokenStoresNothing() {
        phone.redeem(receiptCode);
        given().header("Authorization", "Bearer forged")
                .header("Idempotency-Key", "a")
                .contentType("application/json")
                .body(SATISFIED)
                .post("/api/v1/replies/{code}/receipts", code)
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/session-ended"));
        stored(0);
    }

    @Test
    void guessedCodesAreSlowedDownWhereverTheyAreTried() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(phone.redeem("GUESS" + i).statusCode());
            statuses.add(
                    given().header("Receipt-Code", "GUESS" + i)
                            .get("/api/v1/invitation")
                            .statusCode());
        }

        assertThat(statuses).contains(403, 429);
        phone.redeem(receiptCode).then().statusCode(201);
    }

    @Test
    void longOpinionsAreRefusedWholeAndOddOnesStoredWhole() {
        phone.redeem(receiptCode);
        phone.send(code, "long", Map.of("rating", "SATISFIED", "opinion", "长".repeat(5_000)))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/opinion"));
        stored(0);

        String odd = "办得好👍🏽👨‍👩‍👧 \u202Eטוב\u202C \u200Fجيد";
        phone.send(code, "odd", Map.of("rating", "SATISFIED", "opinion", odd))
                .then()
                .statusCode(201)
                .body("opinion", equalTo(odd));
        phone.mine("receipts").then().body("items[0].opinion", equalTo(odd));
    }

    @Test
    void aWithdrawnLetterStaysListedAndIsClosed() {
        phone.redeem(receiptCode);
        Desk.withdraw(code, "数据有误");

        phone.mine("replies").then().body("items[0].open", equalTo(false));
        phone.send(code, "a", SATISFIED).then().statusCode(410);
        given().header("Receipt-Code", receiptCode)
                .get("/api/v1/invitation")
                .then()
                .statusCode(410)
                .body("detail", containsString("数据有误"));
    }

    @Test
    void aLongListComesInPages() {
        phone.redeem(receiptCode);
        List<String> codes = new ArrayList<>(List.of(code));
        for (int i = 0; i < 2; i++) {
            String another = Desk.published();
            phone.redeem(Desk.invite(another));
            codes.add(0, another);
        }

        Response first = phone.request().queryParam("limit", 2).get("/api/v1/me/replies");
        Response second =
                phone.request()
                        .queryParam("cursor", first.<String>path("next"))
                        .get("/api/v1/me/replies");

        assertThat(first.<List<String>>path("items.code")).isEqualTo(codes.subList(0, 2));
        assertThat(second.<List<String>>path("items.code")).isEqualTo(codes.subList(2, 3));
        phone.request().queryParam("cursor", "x").get("/api/v1/me/replies").then().statusCode(400);
        phone.request().queryParam("limit", 0).get("/api/v1/me/receipts").then().statusCode(400);
    }

    private void stored(int count) {
        Desk.staff()
                .queryParam("reply", code)
                .get("/api/v1/desk/receipts")
                .then()
                .body("items", hasSize(count));
    }
}
