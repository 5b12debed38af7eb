package cn.fuhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.bench.Letters;
import cn.fuhan.reply.Letter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrigramsTest {

    private final Letters letters = new Letters(2022);
    private final Random random = new Random(2022);

    @Test
    void aTextHasAllBitsOfWhateverStandsInIt() {
        for (int i = 0; i < 2_000; i++) {
            String text = folded(i);
            String shorter = text.substring(0, 1 + random.nextInt(text.length()));

            assertThat(has(shorter, piece(shorter))).as(shorter).isTrue();
        }
    }

    @Test
    void ofTheTextsThatLackANeedleFewHaveItsBits() {
        int lacking = 0;
        int byChance = 0;
        for (int i = 0; i < 2_000; i++) {
            String text = folded(i);
            String needle = piece(folded(i + 1), 5);
            if (!text.contains(needle)) {
                lacking++;
                byChance += has(text, needle) ? 1 : 0;
            }
        }

        assertThat(lacking).isGreaterThan(1_000);
        // three pieces, a quarter each; some of them stand in the text by themselves
        assertThat(byChance).isLessThan(lacking / 10);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "2, 1",
        "3, 1",
        "4, 2",
        "500, 128",
        "2047, 512",
        "2048, 1024",
        "100000, 1024"
    })
    void thereAreSomeFourBitsForEachCharacterAndAKilobyteAtMost(int characters, int bytes) {
        assertThat(Trigrams.of("复".repeat(characters))).hasSize(bytes);
    }

    @Test
    void aNeedleOfOneOrTwoCharactersHasNoBits() {
        assertThat(Trigrams.bits(List.of("", "复", "复函"))).isEmpty();
    }

    @Test
    void ofAnyNeedleThreeBitsAreAskedForFromItsBeginningToItsEnd() {
        assertThat(Trigrams.bits(List.of("区的水"))).hasSize(3).containsOnly(bit("区的水"));
        assertThat(Trigrams.bits(List.of("区的水价")))
                .containsExactly(bit("区的水"), bit("区的水"), bit("的水价"));
        assertThat(Trigrams.bits(List.of("陵区的水价", "老年")))
                .containsExactly(bit("陵区的"), bit("区的水"), bit("的水价"));
        assertThat(Trigrams.bits(List.of("陵区的", "水价下降", "老年助餐点位")))
                .containsExactly(bit("陵区的"), bit("价下降"), bit("年助餐"));
    }

    /** As the database asks: {@code get_bit(trigrams, bit % (8 * octet_length(trigrams)))}. */
    private static boolean has(String text, String needle) {
        byte[] bytes = Trigrams.of(text);
        BitSet bits = BitSet.valueOf(bytes);
        return Arrays.stream(Trigrams.bits(List.of(needle)))
                .allMatch(bit -> bits.get(bit % (8 * bytes.length)));
    }

    private static Integer bit(String piece) {
        return Trigrams.bits(List.of(piece))[0];
    }

    private String folded(int number) {
        Letter letter = letters.letter(number);
        return Terms.folded(letter.title(), "", String.join("\n", paragraphs(letter)));
    }

    private static List<String> paragraphs(Letter letter) {
        return letter.sections().stream().flatMap(s -> s.paragraphs().stream()).toList();
    }

    private String piece(String text) {
        return piece(text, 1 + random.nextInt(Math.min(9, text.length())));
    }

    private String piece(String text, int length) {
        int from = random.nextInt(text.length() - length + 1);
        return text.substring(from, from + length);
    }
}
