package cn.fuhan.reply;

import cn.fuhan.bench.Letters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whether a running service over so many letters of {@link Fill} finds what LIKE would find: random
 * pieces of two to six characters, each looked for to its last page, against the texts themselves.
 */
public final class Recall {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String site;

    private Recall(String site) {
        this.site = site;
    }

    /** {@code Recall SITE LETTERS STRINGS}: a line with the figures; fails where one differs. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Recall recall = new Recall(arguments[0]);
        long letters = Long.parseLong(arguments[1]);
        Random random = new Random(500);
        Letters source = new Letters(2022);
        List<String> wanted =
                Stream.generate(() -> source.letter(random.nextLong(letters)))
                        .map(letter -> run(text(letter), 2 + random.nextInt(5), random))
                        .limit(Long.parseLong(arguments[2]))
                        .toList();
        List<Set<String>> like =
                wanted.stream().<Set<String>>map(w -> new ConcurrentSkipListSet<>()).toList();
        LongStream.range(0, letters)
                .parallel()
                .forEach(
                        i -> {
                            String text = text(source.letter(i));
                            for (int w = 0; w < wanted.size(); w++) {
                                if (text.contains(wanted.get(w))) {
                                    like.get(w).add(Fill.code(i + 1));
                                }
                            }
                        });
        int equal = 0;
        for (int w = 0; w < wanted.size(); w++) {
            Set<String> found = recall.find(wanted.get(w));
            if (found.equals(like.get(w))) {
                equal++;
            } else {
                System.out.printf(
                        "%s: found %d, LIKE %d%n", wanted.get(w), found.size(), like.get(w).size());
            }
        }
        System.out.printf(
                "strings=%d equal=%d matches=%d%n",
                wanted.size(), equal, like.stream().mapToLong(Set::size).sum());
        System.exit(equal == wanted.size() ? 0 : 1);
    }

    private Set<String> find(String q) throws IOException, InterruptedException {
        Set<String> codes = new TreeSet<>();
        String query =
                "/api/v1/replies?limit=100&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
        String cursor = "";
        do {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(site + query + cursor)).build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(q + ": " + answer.statusCode() + " " + answer.body());
            }
            JsonNode page = JSON.readTree(answer.body());
            page.path("items").forEach(item -> codes.add(item.path("code").asText()));
            cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return codes;
    }

    private static String text(Letter letter) {
        LetterDocument d = LetterDocument.of("", letter, 1, null, null);
        Entry entry = new Entry(d, d.publishedOn());
        return d.title() + '\n' + entry.metadata() + '\n' + entry.body();
    }

    /** A random piece of a text that is Chinese characters alone. */
    static String run(String text, int length, Random random) {
        while (true) {
            int from = random.nextInt(text.length() - length);
            String piece = text.substring(from, from + length);
            if (piece.chars().allMatch(c -> c >= 0x4e00 && c < 0xa000)) {
                return piece;
            }
        }
    }
}
