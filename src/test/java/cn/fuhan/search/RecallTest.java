package cn.fuhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.bench.Letters;
import cn.fuhan.reply.Letter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms and needles in a real PostgreSQL find what LIKE finds in the text as it was written. */
class RecallTest {

    private static final int LETTERS = 300;

    /** Stands for the letter that everybody looks for. */
    private static final int SAMPLE = 10_000;

    private static final String FIND =
            """
            SELECT id FROM letter
            WHERE terms @@ ?::tsquery
              AND NOT EXISTS (SELECT FROM unnest(?::text[]) needle WHERE strpos(folded, needle) = 0)
            """;

    private static EmbeddedPostgres postgres;
    private static Connection connection;

    @BeforeAll
    static void lettersInPostgres() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        connection = postgres.getPostgresDatabase().getConnection();
        connection
                .createStatement()
                .execute(
                        """
                        CREATE TABLE letter (
                            id bigint PRIMARY KEY, plain text STORAGE EXTERNAL, terms tsvector, folded text);
                        CREATE INDEX ON letter USING gin (terms) WITH (fastupdate = off);
                        """);
        Letters letters = new Letters(2022);
        for (int i = 0; i < LETTERS; i++) {
            Letter letter = letters.letter(i);
            store(i, letter.title(), letter.documentNumber(), body(letter));
        }
        store(
                SAMPLE,
                "关于市政协五届五次会议第0982号提案的复函",
                "渝科局函〔2022〕301号",
                "王济光委员：您提出的《关于完善我市科技创新协同机制的建议》收悉。积极发展科技金融。2022年5月16日");
        // a letter whose bigrams have more positions than PostgreSQL keeps
        store(SAMPLE + 1, "关于长篇复函的建议", "", "科技工作。".repeat(30_000) + "科技奇缘落幕");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void fiveHundredRandomStringsAreFoundAsWithLike() throws SQLException {
        Random random = new Random(500);
        List<String> plain = column("SELECT plain FROM letter WHERE id < ?", LETTERS);
        for (int i = 0; i < 500; i++) {
            String wanted = run(plain.get(random.nextInt(LETTERS)), 2 + random.nextInt(5), random);

            assertThat(found(wanted)).as(wanted).isEqualTo(like(wanted));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0982",
                "982",
                "0982号",
                "第982号",
                "王济光",
                "科技金融",
                "渝科局函〔2022〕301号",
                "渝科局函2022 301",
                "渝科局函［２０２２］３０１号",
                "科技金融 王济光",
                "王濟光",
                "2022年5月",
                "第0982號提案的復函",
                "光委员：您"
            })
    void theLetterIsFoundHoweverItIsTyped(String typed) throws SQLException {
        assertThat(found(typed)).contains((long) SAMPLE);
    }

    @ParameterizedTest
    @CsvSource({"技科", "科技委员", "0983", "998200", "渝科局函2021 301", "金融科技 王济光"})
    void anotherLetterIsNot(String typed) throws SQLException {
        assertThat(found(typed)).doesNotContain((long) SAMPLE);
    }

    @Test
    void theEndOfALongLetterIsFound() throws SQLException {
        assertThat(found("科技奇缘")).containsExactly(SAMPLE + 1L);
        assertThat(found("奇缘落幕")).containsExactly(SAMPLE + 1L);
        assertThat(found("作科")).doesNotContain(SAMPLE + 1L);
    }

    @Test
    void aTitleIsFoundByItself() throws SQLException {
        Query.Match match = (Query.Match) Terms.query("复函");
        try (PreparedStatement find =
                connection.prepareStatement(
                        "SELECT count(*) FROM letter WHERE terms @@ ?::tsquery AND id >= ?")) {
            find.setString(1, Terms.all(((Query.Match) Terms.query("科技金融")).titleTerms()));
            find.setInt(2, SAMPLE);
            assertThat(first(find)).isEqualTo("0");
            find.setString(1, Terms.all(match.titleTerms()));
            assertThat(first(find)).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "复函':*",
                "复函 & !函",
                "a'b\\'c",
                "'; DROP TABLE letter; --",
                "科技 <-> 金融",
                "x\0y 复",
                "\ud800复\udc00",
                "%",
                "_复函",
                "$1::tsquery",
                "复函:A",
                "^复函",
                "\\",
                "''",
                "👨‍👩‍👧复"
            })
    void hostileQueriesAreAnswered(String typed) throws SQLException {
        found(typed);
    }

    @Test
    void whateverALetterHoldsCanBeStored() throws SQLException {
        Random random = new Random(1);
        StringBuilder anything = new StringBuilder("'\\:'':A \0 \ud800");
        for (int i = 0; i < 400_000; i++) {
            anything.appendCodePoint(0x4e00 + random.nextInt(0x5000));
        }
        String vector = Terms.vector("'\\''", "\0", anything.toString(), List.of(), List.of());
        try (PreparedStatement cast = connection.prepareStatement("SELECT length(?::tsvector)")) {
            cast.setString(1, vector);
            assertThat(Integer.parseInt(first(cast))).isGreaterThan(100_000);
        }
    }

    private static void store(int id, String title, String metadata, String body)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO letter VALUES (?, ?, ?::tsvector, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, title + '\n' + metadata + '\n' + body);
            insert.setString(3, Terms.vector(title, metadata, body, List.of(), List.of()));
            insert.setString(4, Terms.folded(title, metadata, body));
            insert.executeUpdate();
        }
    }

    private static Set<Long> found(String typed) throws SQLException {
        if (!(Terms.query(typed) instanceof Query.Match match)) {
            return Set.of();
        }
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, Terms.all(match.terms()));
            find.setArray(2, connection.createArrayOf("text", match.needles().toArray()));
            return ids(find);
        }
    }

    private static Set<Long> like(String wanted) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT id FROM letter WHERE plain LIKE ?")) {
            find.setString(1, "%" + wanted + "%");
            return ids(find);
        }
    }

    private static Set<Long> ids(PreparedStatement find) throws SQLException {
        Set<Long> ids = new TreeSet<>();
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private static List<String> column(String sql, int parameter) throws SQLException {
        List<String> column = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setInt(1, parameter);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    column.add(rows.getString(1));
                }
            }
        }
        return column;
    }

    private static String first(PreparedStatement find) throws SQLException {
        try (ResultSet rows = find.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A random piece of a text that is Chinese characters alone. */
    private static String run(String text, int length, Random random) {
        while (true) {
            int from = random.nextInt(text.length() - length);
            String piece = text.substring(from, from + length);
            if (piece.codePoints().allMatch(Folding::isHan)) {
                return piece;
            }
        }
    }

    private static String body(Letter letter) {
        StringBuilder body = new StringBuilder(letter.opening());
        for (Letter.Section section : letter.sections()) {
            body.append('\n').append(section.heading());
            section.paragraphs().forEach(paragraph -> body.append('\n').append(paragraph));
        }
        return body.append('\n').append(letter.closing()).toString();
    }
}
