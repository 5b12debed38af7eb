package cn.fuhan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Desk;
import io.restassured.response.Response;

/** What the audit remembers of the letter of {@link Story}. */
final class AuditStory {

    private AuditStory() {}

    static void play(Transcript transcript, String code) {
        String ofOne = "/api/v1/desk/audit?object=" + code;
        Response last = Desk.staff().get(ofOne + "&limit=3");
        last.then().statusCode(200);
        String next = last.path("next");
        assertThat(next).isNotNull();
        transcript.keep(next, "AAAAAAAAUQsAAAAAAAAAKg");
        transcript.answered("listAudit", "last", "一件复函最近的几条", last);
        transcript.refused("listAudit", Desk.staff().get("/api/v1/desk/audit?from=昨天"));

        Response export =
                Desk.staff()
                        .get("/api/v1/desk/audit/export?operation=letter.publish&object=" + code);
        export.then().statusCode(200);
        String line = export.asString().split("\r\n")[1];
        transcript.keep(line.substring(1, 20), "2026-05-20 09:00:00");
        transcript.answered("exportAudit", "publications", "一件复函的发布", export);
        transcript.refused(
                "exportAudit", Desk.staff().get("/api/v1/desk/audit/export?to=2026-02-30"));
    }
}
