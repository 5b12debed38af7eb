package cn.fuhan.openapi;

import cn.fuhan.Desk;
import cn.fuhan.intake.Zip;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;

/** Letters of a past year come in a zip, and with them what can't be read. */
final class ImportStory {

    private static final String RUNS = "/api/v1/desk/import-runs";
    private static final String ID = "9B2M6V0TQC";

    private ImportStory() {}

    /** Leaves the letters of the zip at the desk: their codes. */
    static List<String> play(Transcript transcript, String reading)
            throws IOException, InterruptedException {
        finished(started("2025年复函.zip", new Zip().with("扫描件.pdf", "%PDF-").bytes()));
        byte[] zip =
                new Zip().with("2026/第0052号.txt", reading).with("2026/扫描件.pdf", "%PDF-").bytes();
        Response started = started("2026年复函.zip", zip);
        String id = started.path("id");
        transcript.keep(id, ID);
        transcript.asked("startImportRun", "application/zip", "zip", "一个压缩包（二进制）", "PK…");
        refused(
                transcript,
                "startImportRun",
                Desk.staff().contentType("application/zip").body(new byte[] {1}).post(RUNS),
                422);
        refused(
                transcript,
                "startImportRun",
                Desk.staff().contentType("text/plain").body("x").post(RUNS),
                415);
        refused(
                transcript,
                "startImportRun",
                Desk.staff()
                        .contentType("application/zip")
                        .queryParam("name", "长".repeat(201))
                        .body(zip)
                        .post(RUNS),
                400);

        Response run = finished(started);
        // the first answer depends on how fast the reading is: what is kept is the last
        transcript.headers("startImportRun", started);
        String path = RUNS + "/" + id;
        transcript.answered("startImportRun", "started", "已收下（此例中已读完）", as(201, run));
        transcript.answered("getImportRun", "done", "已读完", run);
        refused(transcript, "getImportRun", Desk.staff().get(RUNS + "/0000000000"), 404);
        Response newest = Desk.staff().get(RUNS + "?limit=1");
        transcript.keep(newest.path("next"), "AAAAAAAAKs0AAAAAAAAABw");
        transcript.answered("listImportRuns", "newest", "最近的一次", newest);
        refused(transcript, "listImportRuns", Desk.staff().get(RUNS + "?cursor=2"), 400);

        Response items = Desk.staff().get(path + "/items");
        String code = items.path("items[0].code");
        transcript.keep(code, "5D1N8K3RZE");
        transcript.answered("listImportItems", "items", "各文件的结果", items);
        refused(transcript, "listImportItems", Desk.staff().get(path + "/items?state=LOST"), 400);
        refused(transcript, "listImportItems", Desk.staff().get(RUNS + "/0000000000/items"), 404);
        return List.of(code);
    }

    private static Response started(String name, byte[] zip) {
        Response started =
                Desk.staff()
                        .contentType("application/zip")
                        .queryParam("name", name)
                        .body(zip)
                        .post(RUNS);
        started.then().statusCode(201);
        return started;
    }

    private static Response finished(Response started) throws InterruptedException {
        String path = RUNS + "/" + started.path("id");
        Response run = Desk.staff().get(path);
        while (!run.path("state").equals("DONE")) {
            Thread.sleep(50);
            run = Desk.staff().get(path);
        }
        return run;
    }

    private static Response as(int status, Response answer) {
        return new io.restassured.builder.ResponseBuilder()
                .clone(answer)
                .setStatusCode(status)
                .build();
    }

    private static void refused(
            Transcript transcript, String operation, Response answer, int status) {
        answer.then().statusCode(status);
        transcript.refused(operation, answer);
    }
}
