package cn.fuhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.reply.Letter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LettersTest {

    private static final List<Letter> LETTERS = new Letters(7).from(0).limit(1000).toList();

    @Test
    void theSameSeedGivesTheSameLetters() {
        assertThat(new Letters(7).letter(731)).isEqualTo(LETTERS.get(731));
        assertThat(new Letters(8).letter(731)).isNotEqualTo(LETTERS.get(731));
    }

    @Test
    void documentAndIndexNumbersAreUnique() {
        assertThat(LETTERS).extracting(Letter::documentNumber).doesNotHaveDuplicates();
        assertThat(LETTERS).extracting(Letter::indexNumber).doesNotHaveDuplicates();
    }

    @Test
    void lettersAreAsLongAsRealOnes() {
        IntSummaryStatistics bytes =
                LETTERS.stream()
                        .mapToInt(letter -> text(letter).getBytes(StandardCharsets.UTF_8).length)
                        .summaryStatistics();

        assertThat(bytes.getMin()).isGreaterThan(3_000);
        assertThat(bytes.getMax()).isLessThan(15_000);
        assertThat(bytes.getAverage()).isBetween(6_000.0, 10_000.0);
    }

    @Test
    void theVocabularyIsVaried() {
        Set<String> bigrams = new HashSet<>();
        for (Letter letter : LETTERS) {
            String text = text(letter);
            for (int i = 0; i < text.length() - 1; i++) {
                bigrams.add(text.substring(i, i + 2));
            }
        }
        assertThat(bigrams).hasSizeGreaterThan(15_000);
        assertThat(LETTERS.stream().map(l -> l.proposal().title()).distinct())
                .hasSizeGreaterThan(900);
    }

    @Test
    void hardlyASentenceStandsInTwoLetters() {
        Map<String, Long> sentences =
                LETTERS.stream()
                        .flatMap(letter -> letter.sections().stream())
                        .flatMap(section -> section.paragraphs().stream())
                        .flatMap(paragraph -> List.of(paragraph.split("。")).stream())
                        .filter(sentence -> sentence.length() > 15)
                        .collect(
                                Collectors.groupingBy(s -> s, HashMap::new, Collectors.counting()));
        long twice = sentences.values().stream().filter(count -> count > 1).count();

        assertThat(twice).isLessThan(sentences.size() / 50);
    }

    private static String text(Letter letter) {
        StringBuilder text = new StringBuilder();
        text.append(letter.title()).append('\n').append(letter.opening()).append('\n');
        for (Letter.Section section : letter.sections()) {
            text.append(section.heading()).append('\n');
            section.paragraphs().forEach(paragraph -> text.append(paragraph).append('\n'));
        }
        return text.append(letter.closing()).toString();
    }
}
