package cn.fuhan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.access.Roles;
import cn.fuhan.access.TestStaff;
import cn.fuhan.desk.ImportRun.ItemState;
import cn.fuhan.intake.Zip;
import cn.fuhan.web.Problem;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's work: what becomes of each file of a directory. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class DirectoryImportTest {

    @Inject DirectoryImport imports;
    @Inject AgroalDataSource database;

    @TempDir Path directory;

    @Test
    void eachFileBelowTheDirectoryHasItsResult() throws Exception {
        String letter = Desk.letter();
        write("2019/第一件.txt", letter);
        write("2019/第一件_files/图.png", "x");
        write("2020/同一件.txt", letter);
        write("2020/扫描件.pdf", "%PDF-1.7");
        Files.write(directory.resolve("几件.zip"), new Zip().with("其一.txt", Desk.letter()).bytes());
        Files.writeString(directory.resolve("坏的.zip"), "PK");
        Files.createSymbolicLink(directory.resolve("链接.txt"), directory.resolve("2019/第一件.txt"));
        try (RandomAccessFile large =
                new RandomAccessFile(directory.resolve("大.html").toFile(), "rw")) {
            large.setLength(11 << 20);
        }

        ImportRun run = run();

        Map<String, ImportRun.Item> items = items(run);
        assertThat(items.get("2019/第一件.txt").state()).isEqualTo(ItemState.IMPORTED);
        assertThat(items.get("2020/同一件.txt").state()).isEqualTo(ItemState.ALREADY_HERE);
        assertThat(items.get("2020/扫描件.pdf").reason()).contains("PDF");
        assertThat(items.get("几件.zip/其一.txt").state()).isEqualTo(ItemState.IMPORTED);
        assertThat(items.get("坏的.zip").state()).isEqualTo(ItemState.FAILED);
        assertThat(items.get("链接.txt").reason()).contains("链接");
        assertThat(items.get("大.html").reason()).contains("10 MB");
        assertThat(items).hasSize(7);
        assertThat(run.skipped()).isEqualTo(1);
    }

    @Test
    void aRunThatWasCutShortIsGoneOnWith() throws Exception {
        write("一.txt", Desk.letter());
        write("二.txt", Desk.letter());
        ImportRun first = run();
        sql("delete from import_item where name = '二.txt' and run_id = " + row(first));
        sql(
                "update import_run set finished_at = null, received_at = null where id = "
                        + row(first));

        ImportRun second = run();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.files()).isEqualTo(2);
        // it had become a letter before it was forgotten
        assertThat(items(second).get("二.txt").state()).isEqualTo(ItemState.ALREADY_HERE);
        assertThat(items(second).get("一.txt").state()).isEqualTo(ItemState.IMPORTED);
    }

    @Test
    void aFinishedDirectoryImportedAgainDoublesNothing() throws Exception {
        write("一.txt", Desk.letter());
        ImportRun first = run();

        ImportRun second = run();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.alreadyHere()).isEqualTo(1);
    }

    @Test
    void whatIsNoDirectoryOrEmptyOrNobodysIsRefusedInWords() throws Exception {
        assertThatThrownBy(() -> imports.run(directory.resolve("没有"), "admin", r -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("没有");
        assertThatThrownBy(this::run).isInstanceOf(Problem.class).hasMessageContaining("没有文件");
        write("一.txt", Desk.letter());
        assertThatThrownBy(() -> imports.run(directory, "nobody", r -> {}))
                .isInstanceOf(Problem.class);
        try (TestStaff staff = new TestStaff()) {
            String approver = staff.account(Roles.APPROVER);
            assertThatThrownBy(() -> imports.run(directory, approver, r -> {}))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("不能导入");
        }
    }

    private ImportRun run() throws IOException, InterruptedException {
        return imports.run(directory, "admin", told -> {});
    }

    private Map<String, ImportRun.Item> items(ImportRun run) {
        Map<String, ImportRun.Item> items = new LinkedHashMap<>();
        imports.eachItem(run, item -> items.put(item.name(), item));
        return items;
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String row(ImportRun run) {
        return "(select id from import_run where code = '" + run.id() + "')";
    }

    private void sql(String statement) throws SQLException {
        try (Connection c = database.getConnection();
                Statement s = c.createStatement()) {
            s.executeUpdate(statement);
        }
    }
}
