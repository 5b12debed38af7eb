package cn.fuhan.figures;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.followup.Assigned;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Each test has a year of its own. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class StatisticsTest {

    private static final String XLSX =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Test
    void lettersAreCountedByClassAndDepartmentInTheYearOfTheirIssue() {
        letter(1961, "A", "甲局");
        letter(1961, "A", "乙局");
        letter(1961, "B", "乙局");
        letter(1961, null, "乙局");
        Desk.edit(Desk.draft(Desk.letter()), Map.of("issuedOn", "1961-05-01"))
                .then()
                .statusCode(200);

        given().get("/api/v1/statistics?year=1961")
                .then()
                .statusCode(200)
                .body("year", equalTo(1961))
                .body("years", hasItem(1961))
                .body("letters.total", equalTo(4))
                .body("letters.byOutcome.key", equalTo(java.util.Arrays.asList("A", "B", null)))
                .body("letters.byOutcome.letters", equalTo(List.of(2, 1, 1)))
                .body("letters.byDepartment.label", equalTo(List.of("乙局", "甲局")))
                .body("letters.byDepartment.letters", equalTo(List.of(3, 1)))
                .body("letters.byYear.find { it.key == '1961' }.letters", equalTo(4));
    }

    @Test
    void theOnTimeRateIsOfWhatIsAnsweredOrDue() {
        answered("1962-03-01", "1962-04-10");
        answered("1962-03-01", "1962-06-01");
        answered("1962-03-01", "1962-07-01");
        Assigned.on(LocalDate.of(1962, 3, 1));

        given().get("/api/v1/statistics?year=1962")
                .then()
                .body("handling.assigned", equalTo(4))
                .body("handling.answered", equalTo(3))
                .body("handling.overdue", equalTo(1))
                .body("handling.open", equalTo(0))
                .body("handling.onTime.numerator", equalTo(2))
                .body("handling.onTime.denominator", equalTo(4))
                .body("handling.onTime.rate", equalTo(0.5f))
                .body("handling.timeToAnswer.answered", equalTo(3))
                .body("handling.timeToAnswer.median", equalTo(92))
                .body("handling.timeToAnswer.longest", equalTo(122));
    }

    @Test
    void whatIsStillOpenIsNotInTheRate() {
        int year = LocalDate.now().getYear();
        Response before = given().get("/api/v1/statistics?year=" + year);
        before.then().statusCode(200);
        assertThat(before.<Integer>path("handling.open"))
                .isEqualTo(
                        before.<Integer>path("handling.assigned")
                                - before.<Integer>path("handling.answered")
                                - before.<Integer>path("handling.overdue"));
    }

    @Test
    void eachProposersLastReceiptCountsOnce() {
        String satisfied = letter(1963, "A", "甲局");
        send(satisfied, "UNSATISFIED", "MOSTLY_SATISFIED");
        send(letter(1963, "A", "甲局"), "SATISFIED");
        send(letter(1963, "C", "甲局"), "UNSATISFIED");
        Desk.invite(letter(1963, "A", "甲局"));

        given().get("/api/v1/statistics?year=1963")
                .then()
                .body("receipts.invited", equalTo(4))
                .body("receipts.returned", equalTo(3))
                .body("receipts.unreturned", equalTo(1))
                .body("receipts.satisfied", equalTo(1))
                .body("receipts.mostlySatisfied", equalTo(1))
                .body("receipts.unsatisfied", equalTo(1))
                .body("receipts.returnRate.rate", equalTo(0.75f))
                .body("receipts.satisfaction.numerator", equalTo(2))
                .body("receipts.satisfaction.denominator", equalTo(3));
    }

    @Test
    void aYearWithoutAnythingHasNoRates() {
        given().get("/api/v1/statistics?year=1964")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=10, s-maxage=10")
                .body("letters.total", equalTo(0))
                .body("letters.byOutcome", equalTo(List.of()))
                .body("handling.onTime.rate", nullValue())
                .body("receipts.satisfaction.rate", nullValue())
                .body("receipts.satisfaction.denominator", equalTo(0));
        given().get("/api/v1/statistics").then().statusCode(200).body("year", nullValue());
        given().get("/api/v1/statistics?year=1").then().statusCode(400);
        given().get("/figures?year=20xx").then().statusCode(400);
    }

    @Test
    void theWorkbookHasThePagesNumbers() throws IOException {
        letter(1965, "A", "甲乙丙丁局");
        byte[] file =
                given().accept(XLSX)
                        .get("/api/v1/statistics?year=1965")
                        .then()
                        .statusCode(200)
                        .contentType(XLSX)
                        .header("Content-Disposition", containsString("fuhan-1965.xlsx"))
                        .extract()
                        .asByteArray();

        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            XSSFSheet rates = book.getSheet("办理和满意情况");
            assertThat(rates.getRow(1).getCell(0).getStringCellValue()).isEqualTo("办复率");
            XSSFSheet departments = book.getSheet("按发布机构");
            assertThat(departments.getRow(1).getCell(0).getStringCellValue()).isEqualTo("甲乙丙丁局");
            assertThat(departments.getRow(1).getCell(1).getNumericCellValue()).isEqualTo(1);
        }
        given().get("/figures.xlsx?year=1965").then().statusCode(200).contentType(XLSX);
    }

    @Test
    void thePageHasChartsAndTheirNumbersInTables() {
        letter(1966, "A", "甲局");
        letter(1966, "B", "甲局");
        var page =
                org.jsoup.Jsoup.parse(
                        given().get("/figures?year=1966")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString());

        assertThat(page.select("h1").text()).isEqualTo("1966年办理统计");
        assertThat(page.select("section:has(#outcome) tbody tr").eachText())
                .containsExactly("A 已经解决或基本解决 1", "B 正在解决或列入规划 1");
        assertThat(page.select("section:has(#outcome) svg .bar").eachAttr("width"))
                .containsExactly("100%", "100%");
        assertThat(page.select("main script, main [style]")).isEmpty();
    }

    private static String letter(int year, String outcome, String department) {
        String code = Desk.draft(Desk.letter());
        java.util.HashMap<String, Object> fields = new java.util.HashMap<>();
        fields.put("issuedOn", year + "-05-12");
        fields.put("letterDate", year + "-05-12");
        fields.put("publishedOn", year + "-05-20");
        fields.put("outcome", outcome);
        fields.put("department", department);
        Desk.edit(code, fields).then().statusCode(200);
        Desk.publish(code).then().statusCode(201);
        return code;
    }

    private static void answered(String assigned, String answered) {
        String code = Assigned.on(LocalDate.parse(assigned));
        Assigned.put(code + "/answer", Map.of("on", answered)).then().statusCode(200);
    }

    private static void send(String code, String... ratings) {
        String receiptCode = Desk.invite(code);
        for (String rating : ratings) {
            given().header("Receipt-Code", receiptCode)
                    .header("Idempotency-Key", rating)
                    .contentType("application/json")
                    .body(Map.of("rating", rating, "opinion", "意见"))
                    .post("/api/v1/replies/{code}/receipts", code)
                    .then()
                    .statusCode(201);
        }
    }
}
