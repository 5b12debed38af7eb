package cn.fuhan.reply;

import cn.fuhan.search.Terms;
import cn.fuhan.search.Trigrams;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What search and filters know of a public letter. It is made of the public document alone, so that
 * nothing beyond the disclosure scope can be found.
 */
record Entry(LetterDocument document, LocalDate listedOn) {

    /**
     * Which version of {@link Terms}, {@link Trigrams} and the marks is in use; raised when one of
     * them changes.
     */
    static final int VERSION = 4;

    /** Letters of an older version aren't found as they should be; those since, more slowly. */
    static final int FOUND_SINCE = 3;

    /** The filters, by the names of their marks. */
    static final String YEAR = "year";

    static final String DEPARTMENT = "department";
    static final String TOPIC = "topic";
    static final String KIND = "kind";
    static final String OUTCOME = "outcome";
    static final String SESSION = "session";
    static final String NUMBER = "number";
    static final String DOCUMENT_NUMBER = "document";

    /** The day, the month and the year of the place in the list: 2022-07-12, 2022-07, 2022. */
    static final String LISTED = "listed";

    /** Text of a tsvector. */
    String terms() {
        return Terms.vector(document.title(), metadata(), body(), numbers(), marks());
    }

    /** The text in which needles are looked for. */
    String folded() {
        return Terms.folded(document.title(), metadata(), body());
    }

    /** What shows of the folded text without reading it. */
    byte[] trigrams() {
        return Trigrams.of(folded());
    }

    /** All that isn't the title or the letter's text. */
    String metadata() {
        LetterDocument d = document;
        return Stream.of(
                        Stream.of(
                                d.documentNumber(),
                                d.indexNumber(),
                                d.department(),
                                d.genre(),
                                d.proposal().number(),
                                d.proposal().session(),
                                d.proposal().title(),
                                d.signedOffBy()),
                        d.proposal().proposers().stream(),
                        d.coHandlers().stream(),
                        d.topics().stream())
                .flatMap(s -> s)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /** The letter's text. */
    String body() {
        LetterDocument d = document;
        return Stream.of(
                        d.addressees().stream(),
                        Stream.of(d.opening()),
                        d.sections().stream()
                                .flatMap(
                                        s ->
                                                Stream.concat(
                                                        Stream.of(s.heading()),
                                                        s.paragraphs().stream())),
                        Stream.of(d.closing(), d.signature()))
                .flatMap(s -> s)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private List<String> numbers() {
        return Stream.of(
                        document.documentNumber(),
                        document.indexNumber(),
                        document.proposal().number())
                .filter(Objects::nonNull)
                .toList();
    }

    private List<String> marks() {
        List<String> marks = new ArrayList<>();
        mark(marks, LISTED, listedOn);
        mark(marks, LISTED, YearMonth.from(listedOn));
        mark(marks, LISTED, listedOn.getYear());
        mark(marks, YEAR, document.year());
        mark(marks, DEPARTMENT, document.department());
        document.topics().forEach(topic -> mark(marks, TOPIC, topic));
        mark(marks, KIND, document.kind());
        mark(marks, OUTCOME, document.outcome());
        mark(marks, SESSION, document.proposal().session());
        mark(marks, NUMBER, document.proposal().number());
        mark(marks, DOCUMENT_NUMBER, document.documentNumber());
        return marks;
    }

    private static void mark(List<String> marks, String name, @Nullable Object value) {
        String mark = value == null ? null : Terms.mark(name, value.toString());
        if (mark != null) {
            marks.add(mark);
        }
    }
}
