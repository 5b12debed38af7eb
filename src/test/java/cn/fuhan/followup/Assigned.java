package cn.fuhan.followup;

import cn.fuhan.Desk;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Assignments as tests use them, through HTTP. */
public final class Assigned {

    /** The session that the letters of {@link Desk#letter()} name. */
    public static final String SESSION = "市政协三届二次会议";

    private static final AtomicInteger NUMBER = new AtomicInteger(70_000);

    private Assigned() {}

    /** Registers an assignment with a number of its own; its code. */
    public static String on(LocalDate day) {
        return with(Integer.toString(NUMBER.incrementAndGet()), day);
    }

    public static String with(String number, LocalDate day) {
        Response answer = register(Map.of("number", number, "assignedOn", day.toString()));
        answer.then().statusCode(201);
        return answer.path("code");
    }

    public static Response register(Map<String, ?> fields) {
        Map<String, Object> body = new HashMap<>();
        body.put("kind", "PROPOSAL");
        body.put("session", SESSION);
        body.put("title", "关于优化公交线路的提案");
        body.put("proposers", java.util.List.of("林晓川"));
        body.putAll(fields);
        return Desk.staff()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/desk/assignments");
    }

    public static Response get(String code) {
        return Desk.staff().get("/api/v1/desk/assignments/{code}", code);
    }

    public static Response put(String path, Object body) {
        return Desk.staff()
                .contentType("application/json")
                .body(body)
                .put("/api/v1/desk/assignments/" + path);
    }

    public static Response post(String path, Object body) {
        return Desk.staff()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/desk/assignments/" + path);
    }
}
