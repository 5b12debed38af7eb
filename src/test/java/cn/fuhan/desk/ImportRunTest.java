package cn.fuhan.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.intake.Zip;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many letters at once: what becomes of each file, whatever is beside it. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class ImportRunTest {

    @Inject AgroalDataSource database;
    @Inject ImportWorker worker;

    @Test
    void eachFileOfAZipHasItsResult() {
        String letter = Desk.letter();
        String known = Desk.letter();
        String there = Desk.draft(known);
        byte[] zip =
                new Zip(Charset.forName("GBK"))
                        .with("2019\\好的.txt", letter)
                        .with("已有的.txt", known)
                        .with("同一件.txt", letter)
                        .with("被篡改.txt", Desk.letter().replace("\n测试市交通局\n", "\n新葡京8883bet官网\n"))
                        .with("扫描件.pdf", "%PDF-1.7")
                        .with("里面.zip", "PK")
                        .with("空的.txt", "")
                        .with("宏.docm", "PK\u0003\u0004")
                        .with("图.png", "x")
                        .with("好的_files/图.png", "x")
                        .bytes();

        Response run = finished(start("2019年复函.zip", zip));

        run.then()
                .body("source", equalTo("2019年复函.zip"))
                .body("startedBy", equalTo("admin"))
                .body("files", equalTo(9))
                .body("waiting", equalTo(0))
                .body("imported", equalTo(1))
                .body("alreadyHere", equalTo(2))
                .body("needsALook", equalTo(1))
                .body("failed", equalTo(5))
                .body("skipped", equalTo(1));
        Map<String, Map<String, Object>> items = items(run);
        assertThat(items.get("2019/好的.txt")).containsEntry("state", "IMPORTED");
        assertThat(items.get("同一件.txt"))
                .containsEntry("state", "ALREADY_HERE")
                .containsEntry("code", items.get("2019/好的.txt").get("code"));
        assertThat(items.get("已有的.txt")).containsEntry("code", there);
        assertThat(items.get("被篡改.txt")).containsEntry("state", "NEEDS_A_LOOK");
        assertThat(items.get("扫描件.pdf").get("reason").toString()).contains("PDF");
        assertThat(items.get("里面.zip").get("reason").toString()).contains("压缩包里还有压缩包");
        assertThat(items.get("空的.txt").get("reason").toString()).contains("没有文字");
        assertThat(items.get("图.png").get("reason").toString()).contains("不认识");
    }

    @Test
    void filesOfAFormAndZipsAmongThemAreOneRun() {
        byte[] zip = new Zip().with("一.txt", Desk.letter()).bytes();

        Response started =
                Desk.staff()
                        .multiPart(
                                "files",
                                "../../two.txt",
                                Desk.letter().getBytes(StandardCharsets.UTF_8))
                        .multiPart(
                                "files",
                                "three.txt",
                                Desk.letter().getBytes(StandardCharsets.UTF_8))
                        .multiPart("more", "four.zip", zip, "application/zip")
                        .multiPart("files", "five.html", new byte[11 << 20])
                        .post("/api/v1/desk/import-runs");

        started.then().statusCode(201).header("Location", containsString("/import-runs/"));
        Map<String, Map<String, Object>> items = items(finished(started));
        assertThat(items).hasSize(4);
        assertThat(items.get("../../two.txt").get("reason").toString()).contains("路径");
        assertThat(items.get("three.txt")).containsEntry("state", "IMPORTED");
        assertThat(items.get("一.txt")).containsEntry("state", "IMPORTED");
        assertThat(items.get("five.html").get("reason").toString()).contains("10 MB");
    }

    @Test
    void aRunThatWasCutShortGoesOnAndDoublesNothing() throws Exception {
        String first = Desk.letter();
        String second = Desk.letter();
        String code = finished(start("一批.zip", new Zip().with("一.txt", first).bytes())).path("id");
        // as a kill leaves it: one file is done, another waits, a third was being read
        sql(
                """
                insert into import_item (run_id, position, name, content, state, attempts)
                select id, 2, '二.txt', convert_to('%s', 'UTF8'), 'WAITING', 0 from import_run where code = '%s'
                """
                        .formatted(second, code));
        sql(
                """
                insert into import_item (run_id, position, name, content, state, attempts)
                select id, 3, '一（又一次）.txt', convert_to('%s', 'UTF8'), 'WAITING', 1 from import_run where code = '%s'
                """
                        .formatted(first, code));
        sql(
                """
                insert into import_item (run_id, position, name, content, state, attempts)
                select id, 4, '四.txt', convert_to('%s', 'UTF8'), 'WAITING', 5 from import_run where code = '%s'
                """
                        .formatted(Desk.letter(), code));
        sql("update import_run set finished_at = null where code = '" + code + "'");

        worker.wake();

        Response run = finished(given().spec(Desk.staff()).get("/api/v1/desk/import-runs/" + code));
        run.then()
                .body("imported", equalTo(2))
                .body("alreadyHere", equalTo(1))
                .body("failed", equalTo(1));
        assertThat(items(run).get("四.txt").get("reason").toString()).contains("几次中断");
    }

    @Test
    void aFormMayHaveMoreThanAThousandFiles() {
        RequestSpecification form = Desk.staff();
        for (int i = 0; i < 1_200; i++) {
            form.multiPart("files", i + ".pdf", "%PDF-".getBytes(StandardCharsets.UTF_8));
        }

        Response started = form.post("/api/v1/desk/import-runs");

        started.then().statusCode(201).body("files", equalTo(1_200));
    }

    @Test
    void whatIsNoZipIsRefusedAndLeavesNothing() {
        Desk.staff()
                .contentType("application/zip")
                .body("不是压缩包".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/desk/import-runs")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/unreadable"))
                .body("detail", containsString("zip"));
        Desk.staff()
                .contentType("application/zip")
                .body(new Zip().with("一_files/图.png", "x").bytes())
                .post("/api/v1/desk/import-runs")
                .then()
                .statusCode(422);
    }

    @Test
    void filesAreListedByTheirResultAndPageByPage() {
        Zip zip = new Zip();
        for (int i = 1; i <= 5; i++) {
            zip.with(i + ".pdf", "%PDF-");
        }
        String items =
                "/api/v1/desk/import-runs/%s/items"
                        .formatted(finished(start("五个.zip", zip.bytes())).<String>path("id"));

        Response page = Desk.staff().get(items + "?state=FAILED&limit=3");
        page.then().body("items.position", equalTo(List.of(1, 2, 3)));
        Desk.staff()
                .queryParam("cursor", page.<String>path("next"))
                .get(items + "?state=FAILED&limit=3")
                .then()
                .body("items.position", equalTo(List.of(4, 5)))
                .body("next", equalTo(null));
        Desk.staff().get(items + "?state=IMPORTED").then().body("items", hasSize(0));
        Desk.staff().get(items + "?state=LOST").then().statusCode(400);
    }

    private static Response start(String name, byte[] zip) {
        return Desk.staff()
                .contentType("application/zip")
                .queryParam("name", name)
                .body(zip)
                .post("/api/v1/desk/import-runs");
    }

    /** The run when it is done. */
    static Response finished(Response started) {
        String id = started.path("id");
        for (int i = 0; i < 600; i++) {
            Response run = Desk.staff().get("/api/v1/desk/import-runs/{id}", id);
            if (run.path("state").equals("DONE")) {
                return run;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("not done after a minute: " + started.asString());
    }

    private static Map<String, Map<String, Object>> items(Response run) {
        List<Map<String, Object>> items =
                Desk.staff()
                        .get(
                                "/api/v1/desk/import-runs/{id}/items?limit=100",
                                run.<String>path("id"))
                        .path("items");
        return items.stream().collect(Collectors.toMap(i -> (String) i.get("name"), i -> i));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement s = connection.createStatement()) {
            s.executeUpdate(statement);
        }
    }
}
