package cn.fuhan.openapi;

import cn.fuhan.Desk;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A message that WeChat never took. */
final class UndeliveredStory {

    private static final String AT = "/api/v1/desk/undelivered";

    private UndeliveredStory() {}

    static void play(Transcript transcript, DataSource database) throws SQLException {
        try (Connection c = database.getConnection();
                Statement insert = c.createStatement()) {
            // two, so that there is a further page whoever was here before
            insert.executeUpdate(
                    """
                    insert into outbox (topic, key, payload, state, attempts, done_at, error)
                    select 'wechat.message', 'RECEIPT_RECEIVED ' || k, '{}', 'GIVEN_UP', 1, now(),
                           '模板编号不对（40037）：请核对 FUHAN_WECHAT_TEMPLATE_…'
                      from unnest(array['X4M7T0B2RJ', 'X4M7T0B2RK']) k
                    """);
        }
        Response last = Desk.staff().get(AT + "?limit=1");
        last.then().statusCode(200);
        int id = last.path("items[0].id");
        transcript.number("id", id, 42);
        transcript.keep(last.path("next"), "AAAAAAAAKrQAAAAAAAAAKg");
        transcript.answered("listUndelivered", "last", "最近的一件", last);
        transcript.refused("listUndelivered", Desk.staff().get(AT + "?limit=0"));

        Response retried = Desk.staff().post(AT + "/{id}/retry", id - 1);
        retried.then().statusCode(204);
        transcript.headers("retryUndelivered", retried);
        transcript.refused("retryUndelivered", Desk.staff().post(AT + "/0/retry"));
        Response dismissed = Desk.staff().delete(AT + "/{id}", id);
        dismissed.then().statusCode(204);
        transcript.headers("dismissUndelivered", dismissed);
        transcript.refused("dismissUndelivered", Desk.staff().delete(AT + "/0"));
    }
}
