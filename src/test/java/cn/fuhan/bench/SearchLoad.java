package cn.fuhan.bench;

import cn.fuhan.reply.Letter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Searches at a fixed rate, as strangers do: a search is sent when its time has come, however many
 * are still unanswered, and its latency counts from that time. What is looked for comes from the
 * letters of {@link Letters}, each search something else.
 */
public final class SearchLoad {

    private static final String[] COMMON = {
        "复函", "提案", "建议", "市政协", "我市", "工作", "2022", "号", "市政协五届五次会议", "的", "感谢您", "政协提案办理"
    };

    private final URI site;
    private final long letters;
    private final Letters source = new Letters(2022);
    private final Map<String, List<Long>> latencies = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    private SearchLoad(URI site, long letters) {
        this.site = site;
        this.letters = letters;
    }

    /** {@code SearchLoad URL LETTERS RATE SECONDS}. */
    public static void main(String... arguments) throws InterruptedException {
        SearchLoad load = new SearchLoad(URI.create(arguments[0]), Long.parseLong(arguments[1]));
        int rate = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        // warms up the machine's code and caches, with other searches
        load.run(new SplittableRandom(1), rate, Math.min(seconds, 30));
        load.latencies.clear();
        load.statuses.clear();
        load.run(new SplittableRandom(2), rate, seconds);
        load.report();
    }

    private void run(SplittableRandom random, int rate, int seconds) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int count = rate * seconds;
        CountDownLatch open = new CountDownLatch(count);
        List<String[]> searches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            searches.add(search(random));
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
            for (long wait; (wait = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(wait);
            }
            String[] search = searches.get(i);
            HttpRequest request =
                    HttpRequest.newBuilder(site.resolve("/api/v1/replies?" + search[1]))
                            .timeout(Duration.ofSeconds(30))
                            .build();
            client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete(
                            (answer, failure) -> {
                                record(
                                        search[0],
                                        System.nanoTime() - due,
                                        failure == null ? answer.statusCode() : 0);
                                open.countDown();
                            });
        }
        open.await();
    }

    private synchronized void record(String kind, long nanos, int status) {
        latencies.computeIfAbsent(kind, k -> new ArrayList<>()).add(nanos);
        latencies.computeIfAbsent("all", k -> new ArrayList<>()).add(nanos);
        statuses.merge(status, 1, Integer::sum);
    }

    private void report() {
        System.out.printf(
                "%-10s %7s %8s %8s %8s %8s  ms%n", "", "count", "p50", "p90", "p99", "max");
        latencies.forEach(
                (kind, nanos) -> {
                    Collections.sort(nanos);
                    System.out.printf(
                            Locale.ROOT,
                            "%-10s %7d %8.1f %8.1f %8.1f %8.1f%n",
                            kind,
                            nanos.size(),
                            at(nanos, 0.50),
                            at(nanos, 0.90),
                            at(nanos, 0.99),
                            at(nanos, 1));
                });
        System.out.println("statuses " + statuses);
    }

    private static double at(List<Long> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)) / 1e6;
    }

    /** A kind of search, and its query string. */
    private String[] search(SplittableRandom random) {
        Letter letter = source.letter(random.nextLong(letters));
        return switch (random.nextInt(10)) {
            case 0 -> search("name", letter.proposal().proposers().get(0));
            case 1 ->
                    search(
                            "number",
                            letter.proposal().number() + (random.nextBoolean() ? "" : "号"));
            case 2 ->
                    search(
                            "document",
                            random.nextBoolean()
                                    ? letter.documentNumber()
                                    : letter.documentNumber().replaceAll("[〔〕]", " "));
            case 3 ->
                    search(
                            "two words",
                            Phrasing.pick(Phrasing.pick(Vocabulary.TOPICS, random).things(), random)
                                    + " "
                                    + Phrasing.pick(Vocabulary.PLACES, random));
            case 4 -> search("common", COMMON[random.nextInt(COMMON.length)]);
            case 5 ->
                    search(
                            "filtered",
                            run(letter, random),
                            random.nextBoolean()
                                    ? "&department=" + encode(letter.department())
                                    : "&year=" + letter.issuedOn().getYear());
            default -> search("text", run(letter, random));
        };
    }

    private static String[] search(String kind, String q, String... more) {
        return new String[] {kind, "q=" + encode(q) + String.join("", more)};
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Two to six Chinese characters that stand together in the letter. */
    private static String run(Letter letter, SplittableRandom random) {
        String text = letter.sections().get(random.nextInt(3)).paragraphs().get(0);
        int length = 2 + random.nextInt(5);
        while (true) {
            int from = random.nextInt(text.length() - length);
            String piece = text.substring(from, from + length);
            if (piece.chars().allMatch(c -> c >= 0x4e00 && c < 0xa000)) {
                return piece;
            }
        }
    }
}
