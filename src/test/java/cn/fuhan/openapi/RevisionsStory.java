package cn.fuhan.openapi;

import cn.fuhan.Desk;
import io.restassured.response.Response;

/** Two revisions are put side by side. */
final class RevisionsStory {

    private RevisionsStory() {}

    static void play(Transcript transcript, String code) {
        String revisions = "/api/v1/desk/replies/" + code + "/revisions/";
        Response compared = Desk.staff().get(revisions + "2/difference");
        compared.then().statusCode(200);
        transcript.answered("compareRevisions", "two", "第二版和第一版", compared);
        refused(transcript, Desk.staff().get(revisions + "0/difference"), 400);
        refused(transcript, Desk.staff().get(revisions + "1/difference"), 404);
    }

    private static void refused(Transcript transcript, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused("compareRevisions", answer);
    }
}
