package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Section;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Letters in the shapes of many bureaus: each file in {@code intake/shapes} holds an invented
 * letter and, below a line of ====, what must come out of it. Lists are separated by |, - stands
 * for a section without a heading, nothing for a blank. Three keys look at the whole: {@code
 * private} must not reach any public field, {@code absent} is page furniture, {@code keeps} must
 * stay.
 */
class ShapesTest {

    static Stream<String> shapes() throws IOException, URISyntaxException {
        Path folder = Path.of(ShapesTest.class.getResource("/intake/shapes").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aLetterOfThisShapeComesOutAsItsFileSays(String file) {
        String[] parts = Sample.string("shapes/" + file).split("(?m)^====\\R", 2);
        Reading reading = file.endsWith(".html") ? Sample.page(parts[0]) : Sample.text(parts[0]);
        Map<String, String> fields = fields(reading);
        SoftAssertions softly = new SoftAssertions();
        parts[1].lines()
                .map(line -> line.split("=", 2))
                .forEach(
                        expected -> {
                            List<String> words = List.of(expected[1].split("\\|"));
                            switch (expected[0]) {
                                case "private", "absent" ->
                                        softly.assertThat(publicly(reading.letter()))
                                                .doesNotContain(words);
                                case "keeps" ->
                                        softly.assertThat(publicly(reading.letter()))
                                                .contains(words);
                                default ->
                                        softly.assertThat(fields)
                                                .as(expected[0])
                                                .containsEntry(expected[0], expected[1]);
                            }
                        });
        softly.assertThat(Sample.suspicious(reading)).extracting(Finding::text).isEmpty();
        softly.assertAll();
    }

    private static Map<String, String> fields(Reading reading) {
        Letter letter = reading.letter();
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "kind", letter.kind());
        put(fields, "title", letter.title());
        put(fields, "documentNumber", letter.documentNumber());
        put(fields, "indexNumber", letter.indexNumber());
        put(fields, "department", letter.department());
        put(fields, "coHandlers", letter.coHandlers());
        put(fields, "topics", letter.topics());
        put(fields, "genre", letter.genre());
        put(fields, "outcome", letter.outcome());
        put(fields, "disclosure", letter.disclosure());
        put(fields, "number", letter.proposal().number());
        put(fields, "further", further(reading));
        put(fields, "session", letter.proposal().session());
        put(fields, "proposalTitle", letter.proposal().title());
        put(fields, "proposers", letter.proposal().proposers());
        put(fields, "addressees", letter.addressees());
        put(fields, "letterDate", letter.letterDate());
        put(fields, "issuedOn", letter.issuedOn());
        put(fields, "publishedOn", letter.publishedOn());
        put(fields, "signedOffBy", letter.signedOffBy());
        put(fields, "opening", letter.opening());
        put(
                fields,
                "headings",
                letter.sections().stream()
                        .map(Section::heading)
                        .map(heading -> Objects.requireNonNullElse(heading, "-"))
                        .toList());
        put(fields, "closing", letter.closing());
        put(fields, "signature", letter.signature());
        put(fields, "copiedTo", letter.copiedTo());
        put(fields, "contact", letter.contact());
        return fields;
    }

    private static List<String> further(Reading reading) {
        return reading.findings().stream()
                .filter(f -> f.message().contains("并案"))
                .map(Finding::text)
                .toList();
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        String text = value == null ? "" : value.toString();
        if (value instanceof List<?> list) {
            text = String.join("|", list.stream().map(String::valueOf).toList());
        }
        fields.put(name, text);
    }

    /** Everything but the contact: what a reader may come to see. */
    private static String publicly(Letter letter) {
        String whole = letter.toString();
        return letter.contact() == null ? whole : whole.replace(letter.contact(), "");
    }
}
