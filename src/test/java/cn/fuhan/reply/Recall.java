package cn.fuhan.reply;

import cn.fuhan.bench.Letters;
import cn.fuhan.search.Query;
import cn.fuhan.search.Terms;
import cn.fuhan.web.Cursor;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whether {@link Finder} finds in a database of so many letters of {@link Fill} what LIKE would:
 * random pieces of two to six characters, against the texts themselves; to the last page, or as far
 * as {@link #MOST} letters.
 */
public final class Recall {

    private static final int PAGE = 500;

    /** Whoever has found so many letters looks no further. */
    private static final int MOST = 2_000;

    /** The letters found, and whether these are all. */
    private record Found(BitSet ids, boolean whole) {}

    /** {@code Recall LETTERS STRINGS}: a line with the figures; fails where one differs. */
    public static void main(String... arguments) {
        int letters = Integer.parseInt(arguments[0]);
        Random random = new Random(500);
        Letters source = new Letters(2022);
        List<String> wanted =
                Stream.generate(() -> text(source.letter(random.nextInt(letters))))
                        .map(text -> run(text, 2 + random.nextInt(5), random))
                        .limit(Long.parseLong(arguments[1]))
                        .toList();
        List<BitSet> like = like(wanted, source, letters);

        Vertx vertx = Vertx.vertx();
        Pool pool =
                new Pool(
                        PgBuilder.pool()
                                .connectingTo(PgConnectOptions.fromEnv())
                                .with(new PoolOptions().setMaxSize(1))
                                .using(vertx)
                                .build());
        Finder finder = new Finder(pool, new Statistics());
        int equal = 0;
        int whole = 0;
        for (int w = 0; w < wanted.size(); w++) {
            BitSet missed = (BitSet) like.get(w).clone();
            Found found = find(finder, wanted.get(w));
            missed.andNot(found.ids);
            found.ids.andNot(like.get(w));
            whole += found.whole ? 1 : 0;
            if (found.ids.isEmpty() && (missed.isEmpty() || !found.whole)) {
                equal++;
            } else {
                System.out.println(
                        wanted.get(w) + ": LIKE alone " + missed + ", search alone " + found.ids);
            }
        }
        System.out.printf("strings=%d equal=%d to_the_last_page=%d%n", wanted.size(), equal, whole);
        System.exit(equal == wanted.size() ? 0 : 1);
    }

    /** One pass over all texts, for all strings: they are told apart by their first two. */
    private static List<BitSet> like(List<String> wanted, Letters source, int letters) {
        Map<String, List<Integer>> byBeginning =
                IntStream.range(0, wanted.size())
                        .boxed()
                        .collect(Collectors.groupingBy(w -> wanted.get(w).substring(0, 2)));
        List<BitSet> like = new ArrayList<>();
        wanted.forEach(w -> like.add(new BitSet(letters + 1)));
        LongStream.range(0, letters)
                .parallel()
                .forEach(
                        i -> {
                            String text = text(source.letter(i));
                            for (int at = 0; at + 2 <= text.length(); at++) {
                                for (int w :
                                        byBeginning.getOrDefault(
                                                text.substring(at, at + 2), List.of())) {
                                    if (text.startsWith(wanted.get(w), at)) {
                                        BitSet ids = like.get(w);
                                        synchronized (ids) {
                                            ids.set((int) i + 1);
                                        }
                                    }
                                }
                            }
                        });
        return like;
    }

    private static Found find(Finder finder, String q) {
        Query.Match match = (Query.Match) Terms.query(q);
        BitSet ids = new BitSet();
        Cursor place = null;
        do {
            Cursor after = place;
            Finder.Found page =
                    finder.find(match, null, List.of(), after, PAGE, false)
                            .onFailure(TimeoutException.class)
                            .retry()
                            .atMost(5)
                            .await()
                            .indefinitely();
            page.hits().forEach(hit -> ids.set((int) hit.place().id()));
            place = page.next();
        } while (place != null && ids.cardinality() < MOST);
        return new Found(ids, place == null);
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
