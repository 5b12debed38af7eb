package cn.fuhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images in native/, as far as they can be looked at without a container to build them in. */
class ImagesTest {

    private static final Pattern RESOURCES =
            Pattern.compile("<resource><directory>([^<]+)</directory>");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void anImageIsBuiltOfAllThatTheBuildReads(String dockerfile) throws IOException {
        List<String> copied =
                Files.readAllLines(Path.of("native", dockerfile)).stream()
                        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                        .map(line -> line.replaceAll("^COPY (--\\S+ )*| \\S+$", ""))
                        .toList();
        List<String> read =
                RESOURCES
                        .matcher(Files.readString(Path.of("pom.xml")))
                        .results()
                        .map(found -> found.group(1).replaceFirst("^src/main/.*", "src/main"))
                        .toList();

        assertThat(read).isNotEmpty();
        assertThat(copied).contains("pom.xml").containsAll(read);
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .contains(copied.stream().map(path -> "!" + path).toArray(String[]::new));
    }
}
