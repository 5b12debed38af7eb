package cn.fuhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {

    @Test
    void aRunBecomesItsCharactersAndItsBigrams() {
        assertThat(body("科技金融")).containsExactlyInAnyOrder("科技", "技金", "金融", "科", "技", "金", "融");
    }

    @Test
    void noRunGoesAcrossPunctuationOrSpace() {
        assertThat(body("科技、金融\n创新")).doesNotContain("技金", "融创").contains("科技", "金融");
    }

    @Test
    void digitsAndLatinAreWordsInSmallLetters() {
        assertThat(body("Ａ股PM2.5达３５μg")).contains("a", "股", "pm2", "5", "达", "35μg");
    }

    @Test
    void aNumberIsFoundWithAndWithoutItsZeros() {
        assertThat(body("第0982号")).contains("0982", "982");
        assertThat(match("982号").needles()).containsExactly(" 982 号");
        assertThat(Terms.folded("第0982号", "", "")).contains(" 982 号");
    }

    @Test
    void charactersBeyondTheBasicPlaneAreCharacters() {
        assertThat(body("𠀀𠀁𠀂")).containsExactlyInAnyOrder("𠀀𠀁", "𠀁𠀂", "𠀀", "𠀁", "𠀂");
        assertThat(Terms.all(match("𠀀").terms())).isEqualTo("'𠀀'");
    }

    @Test
    void traditionalFormsFindSimplifiedOnes() {
        assertThat(match("關於學術團體與醫療衛生的覆函")).isEqualTo(match("关于学术团体与医疗卫生的复函"));
        assertThat(match("⺠⽣")).isEqualTo(match("民生"));
        assertThat(Terms.all(match("錬").terms())).isNotEmpty();
    }

    @Test
    void whatNobodySeesIsNotThere() {
        assertThat(match("科\u200b技\ufeff金\u00ad融")).isEqualTo(match("科技金融"));
    }

    @Test
    void theTitleWeighsOverTheMetadataOverTheBody() {
        assertThat(Terms.vector("科技", "科技金融", "科技金融服务", List.of(), List.of()))
                .contains("'科技':1A ", "'^科技' ", "'=金融' ", "'金融':6B ", "'服务' ")
                .doesNotContain("'^金融'", "'=服务'");
    }

    @Test
    void oneBigramOrOneWordNeedsNoSecondLook() {
        assertThat(match("科技").needles()).isEmpty();
        assertThat(match("0982").needles()).isEmpty();
        assertThat(match("复").needles()).isEmpty();
        assertThat(match("科技金融").needles()).containsExactly("科技金融");
    }

    @Test
    void whatNearlyAllLettersHaveIsNotLookedForWhereTheNeedleHasIt() {
        Query.Match match = match("0982号").without(Set.of("号", "=号")::contains);

        assertThat(match.terms()).containsExactly("0982");
        assertThat(match.headTerms()).containsExactly("=0982");
        assertThat(match.titleTerms()).containsExactly("^0982", "^号");
        assertThat(match.needles()).containsExactly(" 982 号");
        assertThat(match("0982 号").without(Set.of("号")::contains).terms())
                .as("a word that stands alone has no needle")
                .containsExactly("0982", "号");
        assertThat(match("2022号").without(Set.of("2022")::contains).terms())
                .as("22 is in the needle of 2022, too")
                .containsExactly("2022", "号");
        assertThat(match("市政协").without(term -> true).terms())
                .as("one term stays")
                .containsExactly("市政");
    }

    @Test
    void ranksStayApartWhateverIsLeftOut() {
        Query.Match match = match("市政协").without(Set.of("^政协", "政协", "市政")::contains);

        assertThat(match.headTerms()).containsExactly("=市政", "=政协");
        assertThat(match.titleTerms()).containsExactly("^市政", "^政协");
    }

    @Test
    void wordsOfAQueryAreAllWanted() {
        assertThat(Terms.all(match("科技 金融").terms())).isEqualTo("'科技' & '金融'");
        assertThat(match("科技 金融").terms()).containsExactly("科技", "金融");
        assertThat(match("渝科局函2022 301").needles()).containsExactly("渝科局函 2022 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\t\0",
                "，。！？",
                "' | & ! : * < - > ( ) \\",
                "%_",
                "😀",
                "\ud800",
                "\udfff\ud800"
            })
    void nothingToLookForIsEmpty(String query) {
        assertThat(Terms.query(query)).isEqualTo(new Query.Empty());
    }

    @Test
    void nobodyTypesMoreThanTwoHundredCharacters() {
        assertThat(Terms.query("复".repeat(200))).isInstanceOf(Query.Match.class);
        assertThat(Terms.query("𠀀".repeat(200))).isInstanceOf(Query.Match.class);
        assertThat(Terms.query("复".repeat(201))).isEqualTo(new Query.TooLong(200));
        assertThat(Terms.query("！".repeat(10_000))).isEqualTo(new Query.TooLong(200));
    }

    @Test
    void operatorsOfATsqueryAreJustPunctuation() {
        assertThat(Terms.all(match("复函':* | !'a\\' <-> (b)").terms()))
                .isEqualTo("'复函' & 'a' & 'b'");
        assertThat(Terms.all(match("'; DROP TABLE reply; --").terms()))
                .isEqualTo("'drop' & 'table' & 'reply'");
    }

    @Test
    void anEndlessWordIsCutOnBothSides() {
        String word = "x".repeat(5000);

        assertThat(body(word)).containsExactly("x".repeat(64));
        assertThat(Terms.all(match("x".repeat(150)).terms())).isEqualTo("'" + "x".repeat(64) + "'");
    }

    @Test
    void aHugeLetterTakesAMoment() {
        String body = "答复如下：第0982号，".repeat(100_000) + "0".repeat(500_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(4),
                () -> {
                    Terms.vector("复函", "", body, List.of(), List.of());
                    Terms.folded("复函", "", body);
                });
    }

    private static Query.Match match(String query) {
        return (Query.Match) Terms.query(query);
    }

    private static Set<String> body(String text) {
        List<String> terms =
                Arrays.asList(Terms.vector("", "", text, List.of(), List.of()).split(" "));
        return terms.stream()
                .map(term -> term.substring(1, term.length() - 1))
                .collect(Collectors.toSet());
    }
}
