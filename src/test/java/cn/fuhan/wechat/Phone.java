package cn.fuhan.wechat;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** A proposer's phone with the mini-program, as tests use it. */
final class Phone {

    private final String user;
    private String access = "";
    private String refresh = "";

    private Phone(String user) {
        this.user = user;
    }

    /** A phone of a user that nobody knew before, logged in. */
    static Phone ofSomebody() {
        Phone phone = new Phone(UUID.randomUUID().toString().replace("-", ""));
        phone.logIn();
        return phone;
    }

    /** Another phone of the same user, logged in. */
    Phone another() {
        Phone phone = new Phone(user);
        phone.logIn();
        return phone;
    }

    String openid() {
        return StandIn.openid("user-" + user);
    }

    void logIn() {
        take(logIn("user-" + user + "-" + UUID.randomUUID()));
    }

    static Response logIn(String code) {
        return given().contentType("application/json")
                .body(Map.of("code", code))
                .post("/api/v1/sessions/wechat");
    }

    static Response refresh(String token) {
        return given().contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post("/api/v1/sessions/refresh");
    }

    Response refresh() {
        return refresh(refresh);
    }

    void take(Response session) {
        session.then().statusCode(201);
        access = session.path("accessToken");
        refresh = session.path("refreshToken");
    }

    String accessToken() {
        return access;
    }

    String refreshToken() {
        return refresh;
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + access);
    }

    Response redeem(String receiptCode) {
        return request().header("Receipt-Code", receiptCode).post("/api/v1/me/invitations");
    }

    Response send(String code, String key, Object body) {
        return request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/replies/{code}/receipts", code);
    }

    Response mine(String what) {
        return request().get("/api/v1/me/" + what);
    }
}
