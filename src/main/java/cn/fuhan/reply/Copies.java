package cn.fuhan.reply;

import cn.fuhan.reply.Shelf.Place;
import cn.fuhan.web.Copy;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The copies in memory, by the path of what they are copies of, as it is written here: only of
 * letters that exist, whatever strangers ask for. One read of the database fills a place, however
 * many ask at once, and a publication empties it on every replica ({@link Notices}).
 *
 * <p>A copy is sure while the connection lasts on which publications are heard of. When that is
 * lost, copies are served as they are, marked as possibly stale, and each is compared with the
 * database every few seconds, should that still answer; no reader waits for it. When publications
 * are heard of again, a copy from before is read anew before it is served, and only if the database
 * fails at that moment it is served once more, marked.
 */
@Singleton
class Copies {

    /** A copy, and whether it is sure to be what the database has. */
    record Found(Copy copy, boolean sure) {

        /**
         * The answer; an unsure one says so (RFC 9211) and is asked for again soon.
         *
         * @param cacheControl for a sure one
         */
        Response answer(HttpHeaders request, String cacheControl) {
            if (sure) {
                return copy.answer(request, cacheControl);
            }
            Response answer = copy.answer(request, UNSURE_CACHE);
            answer.getHeaders().putSingle("Cache-Status", UNSURE);
            return answer;
        }
    }

    /** A read of the database that some readers wait for. */
    private static final class Load extends CompletableFuture<Copy> {
        private final long since = System.nanoTime();
    }

    static final String UNSURE_CACHE = "public, max-age=5, s-maxage=5, stale-if-error=86400";

    static final String UNSURE =
            "fuhan; hit; detail=\"possibly stale: the database is out of reach\"";

    /** Paths of lists begin so; any publication may change them. */
    static final String LISTS = "lists ";

    private static final Duration FOR_EVER = Duration.ofDays(36500);

    private static final long BETWEEN_CHECKS = Duration.ofSeconds(5).toNanos();

    /** Reads of the database at once; beyond, a reader is told to come back. */
    private static final int MOST_LOADS = 1000;

    /** The same, while the database is out of reach as far as we know: enough to notice. */
    private static final int MOST_LOADS_UNSURE = 10;

    private final Shelf shelf;
    private final ConcurrentMap<String, Load> loads = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter misses;
    private final Counter stale;
    private final Counter loaded;
    private final Counter dropped;
    private final Counter notices;

    /** Counts the connections on which publications were heard of; changed by Notices alone. */
    private volatile long watch;

    private volatile boolean watching;

    Copies(
            @ConfigProperty(name = "fuhan.copies.max-bytes") MemorySize maxBytes,
            MeterRegistry meters) {
        shelf = new Shelf(maxBytes.asLongValue());
        hits = served(meters, "memory");
        misses = served(meters, "database");
        stale = served(meters, "possibly-stale");
        loaded =
                Counter.builder("fuhan.copies.loaded")
                        .description(
                                "Reads of the database for a copy; many readers may wait for one")
                        .register(meters);
        dropped =
                Counter.builder("fuhan.copies.dropped")
                        .description(
                                "Copies dropped because their letter was published or withdrawn")
                        .register(meters);
        notices =
                Counter.builder("fuhan.copies.notices")
                        .description("Publications and withdrawals heard of from the database")
                        .register(meters);
        Gauge.builder("fuhan.copies.size", shelf, Shelf::bytes)
                .baseUnit("bytes")
                .description("Copies in memory")
                .register(meters);
        Gauge.builder("fuhan.copies.watching", () -> watching ? 1 : 0)
                .description("1 while publications are heard of and copies are sure")
                .register(meters);
        Gauge.builder("fuhan.copies.count", shelf, Shelf::size)
                .description("Copies in memory")
                .register(meters);
    }

    private static Counter served(MeterRegistry meters, String from) {
        return Counter.builder("fuhan.copies.served")
                .description("Answers made of copies, by where the copy came from")
                .tag("from", from)
                .register(meters);
    }

    /** A sure copy from memory, or null when {@link #get} must be asked. */
    @Nullable Copy atOnce(String path) {
        Place place = shelf.get(path);
        if (place == null || place.copy == null || !isSure(place, FOR_EVER)) {
            return null;
        }
        hits.increment();
        return place.copy;
    }

    /**
     * A copy from memory, or made.
     *
     * @param path in its canonical form
     * @param make reads it from the database; fails with a problem when there is none, of which
     *     only a withdrawal is kept
     */
    Uni<Found> get(String path, Supplier<Uni<Copy>> make) {
        return get(path, FOR_EVER, make);
    }

    /** The same, where a copy is sure for some time only. */
    Uni<Found> get(String path, Duration mostAge, Supplier<Uni<Copy>> make) {
        Place place = shelf.get(path);
        if (place != null && isSure(place, mostAge)) {
            hits.increment();
            return place.gone != null
                    ? Uni.createFrom().failure(place.gone)
                    : Uni.createFrom().item(new Found(place.copy, true));
        }
        if (place != null && !watching) {
            check(path, place, make);
            return unsure(place);
        }
        return Uni.createFrom()
                // a copy of the stage: a reader who leaves cancels that, not the others' read
                .completionStage(load(path, mostAge, make).copy())
                .map(copy -> new Found(copy, true))
                .invoke(() -> misses.increment())
                .onFailure(Problems::isOutOfReach)
                .recoverWithUni(failure -> fromBefore(path, failure));
    }

    private boolean isSure(Place place, Duration mostAge) {
        return watching
                && place.watch == watch
                && (mostAge == FOR_EVER || System.nanoTime() - place.checkedAt < mostAge.toNanos());
    }

    private Uni<Found> fromBefore(String path, Throwable failure) {
        Place place = shelf.get(path);
        return place == null ? Uni.createFrom().failure(failure) : unsure(place);
    }

    private Uni<Found> unsure(Place place) {
        stale.increment();
        if (place.gone != null) {
            return Uni.createFrom().failure(place.gone);
        }
        Copy copy = place.copy;
        if (!place.marked) {
            copy = StaleNotice.on(copy);
            shelf.mark(place, copy);
        }
        return Uni.createFrom().item(new Found(copy, false));
    }

    /** Compares an unsure copy with the database, beside the reader who is served it. */
    private void check(String path, Place place, Supplier<Uni<Copy>> make) {
        long now = System.nanoTime();
        if (now - place.checkedAt > BETWEEN_CHECKS) {
            place.checkedAt = now;
            load(path, Duration.ZERO, make);
        }
    }

    private CompletableFuture<Copy> load(String path, Duration mostAge, Supplier<Uni<Copy>> make) {
        if (loads.size() >= (watching ? MOST_LOADS : MOST_LOADS_UNSURE)
                && !loads.containsKey(path)) {
            return CompletableFuture.failedFuture(
                    new Problem(ProblemType.UNAVAILABLE).retryAfter(5));
        }
        Load mine = new Load();
        Load theirs = loads.putIfAbsent(path, mine);
        if (theirs != null) {
            return theirs;
        }
        Place place = shelf.get(path);
        if (place != null && place.copy != null && isSure(place, mostAge)) {
            // it came between our look at the shelf and this one
            loads.remove(path, mine);
            mine.complete(place.copy);
            return mine;
        }
        loaded.increment();
        // what is read now is at least as new as what this connection has told of
        long asOf = watch;
        make.get()
                .subscribe()
                .with(
                        copy -> {
                            keep(path, mine, shelf.put(path, copy.zipped(), asOf));
                            mine.complete(copy);
                        },
                        failure -> {
                            if (failure instanceof Problem gone
                                    && gone.type() == ProblemType.WITHDRAWN
                                    // whose number is a stranger's, who has many
                                    && !path.contains(Form.REVISIONS)) {
                                keep(path, mine, shelf.put(path, gone, asOf));
                            } else if (loads.remove(path, mine)
                                    && !Problems.isOutOfReach(failure)) {
                                shelf.remove(path);
                            }
                            mine.completeExceptionally(failure);
                        });
        return mine;
    }

    private void keep(String path, Load load, Place place) {
        if (!loads.remove(path, load)) {
            // published meanwhile: this may be from before
            shelf.remove(path, place);
        }
    }

    /** Ends the reads that take longer than this; their readers are told to come back. */
    void giveUp(Duration patience) {
        long now = System.nanoTime();
        loads.forEach(
                (path, load) -> {
                    if (now - load.since > patience.toNanos() && loads.remove(path, load)) {
                        load.completeExceptionally(new TimeoutException());
                    }
                });
    }

    /** The database tells of a letter that was published or withdrawn, by any replica. */
    void heardOf(String code) {
        drop(code);
        notices.increment();
    }

    /** A letter was published or withdrawn: nothing read before is served again. */
    void drop(String code) {
        Predicate<String> outdated = path -> path.contains(code) || path.startsWith(LISTS);
        loads.keySet().removeIf(outdated);
        dropped.increment(shelf.removeIf(outdated));
    }

    /** How many are in memory. */
    int count() {
        return shelf.size();
    }

    /** From now on publications are heard of; those before may have been missed. */
    void watching() {
        watch++;
        watching = true;
    }

    /** From now on publications may be missed. */
    void blind() {
        watching = false;
    }
}
