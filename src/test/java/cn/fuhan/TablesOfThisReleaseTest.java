package cn.fuhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesOfThisReleaseTest {

    @Test
    void thisReleaseNeedsItsNewestMigration() throws IOException {
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(
                            migrations
                                    .map(path -> path.getFileName().toString())
                                    .mapToInt(
                                            name ->
                                                    Integer.parseInt(
                                                            name.substring(1, name.indexOf("__"))))
                                    .max())
                    .hasValue(TablesOfThisRelease.VERSION);
        }
    }

    @Test
    void olderTablesAreRefusedWithTheCommandThatHelps() {
        assertThatThrownBy(() -> TablesOfThisRelease.check(TablesOfThisRelease.VERSION - 1))
                .isInstanceOf(PreventFurtherStepsException.class)
                .hasMessageContaining("请先执行 java -jar quarkus-run.jar migrate");
    }

    @Test
    void newerTablesServe() {
        assertThatCode(() -> TablesOfThisRelease.check(TablesOfThisRelease.VERSION + 1))
                .doesNotThrowAnyException();
    }
}
