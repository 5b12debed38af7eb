package cn.fuhan.reply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.bench.Letters;
import cn.fuhan.search.Query;
import cn.fuhan.search.Terms;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list and its search on a few thousand letters, as the service stores them. */
@Tag("long")
class FinderTest {

    private static final int LETTERS = 2_000;

    /** What the letters say, by their number; in {@code plain} it stands for LIKE. */
    private static final Map<Long, String> TEXTS = new TreeMap<>();

    private static EmbeddedPostgres postgres;
    private static Connection connection;
    private static Vertx vertx;
    private static Pool pool;
    private static Finder finder;
    private static Catalogue catalogue;

    @BeforeAll
    static void letters()
            throws IOException, SQLException, InterruptedException, ExecutionException {
        postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("autovacuum", "off")
                        .setLocaleConfig("locale", "C.UTF-8")
                        .start();
        connection = postgres.getPostgresDatabase().getConnection();
        new Fill(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres").add(LETTERS);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create unlogged table plain (id bigint primary key, text text);
                    -- LIKE reads it again and again
                    alter table plain alter column text set storage external;
                    """);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into plain values (?, ?)")) {
            for (int id = 1; id <= LETTERS; id++) {
                LetterDocument d =
                        LetterDocument.of("", new Letters(2022).letter(id - 1), 1, null, null);
                Entry entry = new Entry(d, d.publishedOn());
                String text = d.title() + '\n' + entry.metadata() + '\n' + entry.body();
                TEXTS.put((long) id, text);
                insert.setInt(1, id);
                insert.setString(2, text);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        vertx = Vertx.vertx();
        pool =
                new Pool(
                        PgBuilder.pool()
                                .connectingTo(
                                        new PgConnectOptions()
                                                .setHost("localhost")
                                                .setPort(postgres.getPort())
                                                .setUser("postgres")
                                                .setPassword("postgres")
                                                .setDatabase("postgres"))
                                .with(new PoolOptions().setMaxSize(2))
                                .using(vertx.getDelegate())
                                .build());
        finder = new Finder(pool, new Statistics());
        catalogue =
                new Catalogue(
                        pool,
                        new Patience(Duration.ofMinutes(1), pool),
                        finder,
                        new ObjectMapper().registerModule(new JavaTimeModule()));
    }

    @AfterAll
    static void stop() throws IOException {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        postgres.close();
    }

    @Test
    void fiveHundredRandomStringsAreFoundAsWithLike() throws SQLException {
        Random random = new Random(500);
        for (int i = 0; i < 500; i++) {
            String wanted =
                    Recall.run(text(1 + random.nextInt(LETTERS)), 2 + random.nextInt(5), random);
            Set<Long> containing = containing(wanted);

            assertThat(found(wanted)).as(wanted).isEqualTo(containing);
            // the database takes a tenth of a second for what Java does at once
            if (i % 10 == 0) {
                assertThat(containing).as(wanted).isEqualTo(like(wanted));
            }
        }
    }

    /** Among so few letters most would be looked at whole at once. */
    @Test
    void whatWindowsDontFindSoonIsFoundAsWithLike() throws SQLException {
        Finder narrow = new Finder(pool, new Statistics(), 10);
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            String wanted =
                    Recall.run(text(1 + random.nextInt(LETTERS)), 2 + random.nextInt(5), random);

            assertThat(found(narrow, wanted)).as(wanted).isEqualTo(containing(wanted));
        }
    }

    /** The release before publishes beside this one while it is rolled out. */
    @Test
    void aLetterWithTrigramsOfAnOlderTextIsFoundByItsText() throws SQLException {
        String wanted = text(7).substring(0, 12);
        Set<Long> all = found(wanted);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "update publication set terms_version = 3, trigrams = '\\x00' where reply_id = 7");

            assertThat(found(wanted)).contains(7L).isEqualTo(all);

            statement.execute("update publication set terms_version = 4 where reply_id = 7");
            assertThat(found(wanted)).doesNotContain(7L);
        } finally {
            renew(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"的", "复函", "市政协五届五次会议", "我们", "王"})
    void whatMostLettersHaveIsFoundToTheLastPageAndOnlyOnce(String wanted) throws SQLException {
        assertThat(found(wanted)).isEqualTo(like(wanted));
    }

    /** What the database counts itself: whatever statement it was. */
    @Test
    void noListAndNoSearchReadsATableFromEndToEnd() throws SQLException {
        String before = sequentialScans();
        Random random = new Random(7);
        Letters letters = new Letters(2022);
        for (int i = 0; i < 60; i++) {
            Letter l = letters.letter(random.nextInt(LETTERS));
            for (String q :
                    new String[] {
                        null,
                        "复函",
                        "的",
                        l.documentNumber(),
                        l.proposal().number() + "号",
                        l.proposal().proposers().get(0),
                        Recall.run(text(1 + random.nextInt(LETTERS)), 2 + random.nextInt(5), random)
                    }) {
                Catalogue.Wanted wanted =
                        new Catalogue.Wanted(
                                q,
                                random.nextInt(3) == 0 ? l.issuedOn().getYear() : null,
                                random.nextInt(3) == 0 ? l.department() : null,
                                random.nextInt(3) == 0 ? l.topics().get(0) : null,
                                random.nextInt(3) == 0 ? l.kind() : null,
                                random.nextInt(3) == 0 ? l.outcome() : null,
                                random.nextInt(3) == 0 ? l.proposal().session() : null,
                                random.nextInt(9) == 0 ? l.proposal().number() : null,
                                random.nextInt(9) == 0 ? l.documentNumber() : null);
                Catalogue.Listing first = page(wanted, null);
                if (first.next() != null) {
                    page(wanted, first.next());
                }
            }
        }

        assertThat(sequentialScans()).isEqualTo(before);
    }

    @Test
    void theTotalIsOfTheRightSize() throws SQLException {
        for (String q : List.of("复函", "科技金融", "市政协五届五次会议", "我局", "普惠小微贷款")) {
            double all = like(q).size();
            Long total =
                    page(
                                    new Catalogue.Wanted(
                                            q, null, null, null, null, null, null, null, null),
                                    null)
                            .estimatedTotal();
            assertThat(total / all).as(q + " " + total + " " + all).isBetween(0.5, 2.0);
        }
    }

    private static Catalogue.Listing page(Catalogue.Wanted wanted, String cursor) {
        return patiently(() -> catalogue.list(wanted, cursor, 20));
    }

    private static Set<Long> found(String q) {
        return found(finder, q);
    }

    private static Set<Long> found(Finder finder, String q) {
        if (!(Terms.query(q) instanceof Query.Match match)) {
            return Set.of();
        }
        List<Long> ids = new ArrayList<>();
        Cursor place = null;
        do {
            Cursor after = place;
            Finder.Found page =
                    patiently(() -> finder.find(match, null, List.of(), after, LETTERS / 5, false));
            page.hits().forEach(hit -> ids.add(hit.place().id()));
            place = page.next();
        } while (place != null);
        assertThat(ids).doesNotHaveDuplicates();
        return new TreeSet<>(ids);
    }

    /** A machine that has other things to do is no failure. */
    private static <T> T patiently(Supplier<Uni<T>> asked) {
        return Uni.createFrom()
                .deferred(asked::get)
                .onFailure(TimeoutException.class)
                .retry()
                .atMost(5)
                .await()
                .indefinitely();
    }

    private static Set<Long> containing(String wanted) {
        Set<Long> ids = new TreeSet<>();
        TEXTS.forEach(
                (id, text) -> {
                    if (text.contains(wanted)) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    private static Set<Long> like(String wanted) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select id from plain where text like ?")) {
            find.setString(1, "%" + wanted + "%");
            Set<Long> ids = new TreeSet<>();
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }

    private static void renew(long id) throws SQLException {
        LetterDocument d =
                LetterDocument.of("", new Letters(2022).letter((int) id - 1), 1, null, null);
        try (PreparedStatement renew =
                connection.prepareStatement(
                        "update publication set trigrams = ?, terms_version = ? where reply_id = ?")) {
            renew.setBytes(1, new Entry(d, d.publishedOn()).trigrams());
            renew.setInt(2, Entry.VERSION);
            renew.setLong(3, id);
            renew.executeUpdate();
        }
    }

    private static String sequentialScans() throws SQLException {
        // a session hands its counts over when it is idle: ours of the pool end here
        pool.query("select pg_stat_force_next_flush()").executeAndAwait();
        return one(
                """
                select sum(seq_scan)::text from pg_stat_user_tables
                 where relname in ('publication', 'revision', 'reply')
                """);
    }

    private static String text(long id) {
        return TEXTS.get(id);
    }

    private static String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
