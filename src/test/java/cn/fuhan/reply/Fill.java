package cn.fuhan.reply;

import cn.fuhan.bench.Letters;
import cn.fuhan.embedded.EmbeddedDatabase;
import cn.fuhan.seal.Canonical;
import cn.fuhan.web.Sha256;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Fills a database with published letters, fast: for load tests. The rows are those that importing
 * and publishing would have made, with the letters of {@link Letters}, in the order of time.
 */
public final class Fill {

    private static final int BATCH = 500;

    /** From here on by one COPY after the other; the index is faster built in one go. */
    private static final long MANY = 1_000;

    private static final String CODE_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final String url;
    private final String user;
    private final String password;
    private final Letters letters = new Letters(2022);

    /**
     * @param url of JDBC
     */
    public Fill(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * {@code Fill N [directory]}: so many letters more, into the embedded database of the directory
     * ({@code data}), or into the one that {@code QUARKUS_DATASOURCE_JDBC_URL}, {@code …_USERNAME}
     * and {@code …_PASSWORD} name.
     */
    public static void main(String... arguments) throws Exception {
        long count = Long.parseLong(arguments[0]);
        String url = System.getenv("QUARKUS_DATASOURCE_JDBC_URL");
        if (url != null) {
            new Fill(
                            url,
                            System.getenv("QUARKUS_DATASOURCE_USERNAME"),
                            System.getenv("QUARKUS_DATASOURCE_PASSWORD"))
                    .add(count);
            return;
        }
        Path directory = Path.of(arguments.length > 1 ? arguments[1] : "data");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            new Fill(
                            database.access().jdbcUrl(),
                            database.access().user(),
                            database.access().password())
                    .add(count);
        }
    }

    /** Adds letters, and gathers statistics. */
    public void add(long count) throws SQLException, InterruptedException, ExecutionException {
        Flyway.configure().dataSource(url, user, password).load().migrate();
        long start = System.nanoTime();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            long first = number(statement, "select coalesce(max(id), 0) from reply") + 1;
            String index = "";
            if (count >= MANY) {
                index = text(statement, "select pg_get_indexdef('publication_by_terms'::regclass)");
                statement.execute("drop index publication_by_terms");
            }
            copy(first, count);
            log("%d letters copied", count, start);
            statement.execute(
                    "select setval(pg_get_serial_sequence('reply', 'id'), %d)"
                            .formatted(first + count - 1));
            if (!index.isEmpty()) {
                statement.execute("set maintenance_work_mem = '1GB'");
                statement.execute(index);
                log("%d letters indexed", count, start);
            }
            statement.execute("vacuum analyze publication, revision, reply, tally");
            log("%d letters analysed", count, start);
        }
    }

    private void copy(long first, long count) throws InterruptedException, ExecutionException {
        long[] ids = inOrderOfTime(first, count);
        AtomicInteger next = new AtomicInteger();
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService writers = Executors.newFixedThreadPool(threads);
        Callable<Void> writer =
                () -> {
                    try (Connection connection = connect()) {
                        for (int from; (from = next.getAndAdd(BATCH)) < ids.length; ) {
                            int to = Math.min(from + BATCH, ids.length);
                            copy(connection, Arrays.copyOfRange(ids, from, to));
                        }
                    }
                    return null;
                };
        for (Future<Void> done :
                writers.invokeAll(Stream.generate(() -> writer).limit(threads).toList())) {
            done.get();
        }
        writers.shutdown();
    }

    /**
     * A bureau publishes today's letters after yesterday's, and the index of a search is quick
     * where the letters of a month stand together.
     */
    private long[] inOrderOfTime(long first, long count) {
        return LongStream.range(0, count)
                .parallel()
                .map(n -> published(first + n).toEpochDay() << 32 | n)
                .sorted()
                .map(dayAndN -> first + (dayAndN & 0xFFFFFFFFL))
                .toArray();
    }

    private LocalDate published(long id) {
        return letters.letter(id - 1).publishedOn();
    }

    private void copy(Connection connection, long[] ids) throws SQLException, IOException {
        StringBuilder replies = new StringBuilder();
        StringBuilder revisions = new StringBuilder();
        StringBuilder publications = new StringBuilder();
        for (long id : ids) {
            Letter letter = letters.letter(id - 1);
            String code = code(id);
            Instant at = letter.publishedOn().atTime(9, 0).toInstant(ZoneOffset.ofHours(8));
            ObjectNode tree = JSON.valueToTree(LetterDocument.of(code, letter, 1, at, null));
            tree.remove("digest");
            byte[] canonical = Canonical.bytes(tree);
            LetterDocument d = LetterDocument.of(code, letter, 1, at, Canonical.digest(canonical));
            Entry entry = new Entry(d, letter.publishedOn());
            row(
                    replies,
                    id,
                    code,
                    "PUBLISHED",
                    JSON.writeValueAsString(letter),
                    bytes(Sha256.of("fill " + id)),
                    1,
                    letter.publishedOn());
            row(
                    revisions,
                    id,
                    1,
                    JSON.writeValueAsString(d),
                    bytes(canonical),
                    d.digest(),
                    at,
                    "admin");
            row(
                    publications,
                    id,
                    1,
                    letter.publishedOn(),
                    d.kind(),
                    d.outcome(),
                    d.year(),
                    d.department(),
                    array(d.topics()),
                    d.proposal().session(),
                    d.proposal().number(),
                    d.documentNumber(),
                    JSON.writeValueAsString(Item.of(d)),
                    entry.folded(),
                    bytes(entry.trigrams()),
                    entry.terms(),
                    Entry.VERSION);
        }
        connection.setAutoCommit(false);
        CopyManager copy = connection.unwrap(BaseConnection.class).getCopyAPI();
        copy.copyIn(
                "copy reply (id, code, state, draft, source_digest, current_revision, listed_on) from stdin",
                new StringReader(replies.toString()));
        copy.copyIn(
                "copy revision (reply_id, number, document, canonical, digest, published_at, published_by) from stdin",
                new StringReader(revisions.toString()));
        copy.copyIn(
                """
                copy publication (reply_id, revision, listed_on, kind, outcome, year, department, topics,
                                  session, number, document_number, item, body, trigrams, terms, terms_version) from stdin
                """,
                new StringReader(publications.toString()));
        connection.commit();
    }

    /** A code for each number, none near its neighbour's. */
    private static String code(long id) {
        long mixed = id * 0x2545F4914F6CDL & (1L << 50) - 1;
        StringBuilder code = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            code.append(CODE_DIGITS.charAt((int) (mixed >> shift) & 31));
        }
        return code.toString();
    }

    /** A line of COPY's text format. */
    private static void row(StringBuilder out, Object... values) {
        String separator = "";
        for (Object value : values) {
            out.append(separator);
            if (value == null) {
                out.append("\\N");
            } else {
                out.append(
                        value.toString()
                                .replace("\\", "\\\\")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t"));
            }
            separator = "\t";
        }
        out.append('\n');
    }

    private static String bytes(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    private static String array(List<String> values) {
        return values.stream()
                .map(v -> '"' + v.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    private static long number(Statement statement, String sql) throws SQLException {
        return Long.parseLong(text(statement, sql));
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void log(String what, long count, long start) {
        System.out.printf(
                Locale.ROOT, what + " after %.0f s%n", count, (System.nanoTime() - start) / 1e9);
    }
}
