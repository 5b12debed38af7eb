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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    record Found(Copy copy, boolean sure) {}

    private static final long BETWEEN_CHECKS = Duration.ofSeconds(5).toNanos();

    /** Reads of the database at once; beyond, a reader is told to come back. */
    private static final int MOST_LOADS = 1000;

    /** The same, while the database is out of reach as far as we know: enough to notice. */
    private static final int MOST_LOADS_UNSURE = 10;

    private final Shelf shelf;
    private final ConcurrentMap<String, CompletableFuture<Copy>> loads = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter misses;
    private final Counter stale;
    private final Counter loaded;
    private final Counter dropped;

    /** Counts the connections on which publications were heard of; changed by Notices alone. */
    private volatile long watch;

    private volatile boolean watching;

    Copies(
            @ConfigProperty(name = "fuhan.copies.max-bytes", defaultValue = "64M")
                    MemorySize maxBytes,
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
        Gauge.builder("fuhan.copies.size", shelf, Shelf::bytes)
                .baseUnit("bytes")
                .description("Copies in memory")
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

    /** A copy that can be served at once, or null when {@link #get} must be asked. */
    @Nullable Found atOnce(String path) {
        Place place = shelf.get(path);
        if (place == null) {
            return null;
        }
        if (watching) {
            if (place.watch == watch) {
                hits.increment();
                return new Found(place.copy, true);
            }
            return null;
        }
        return unsure(place);
    }

    private Found unsure(Place place) {
        stale.increment();
        return new Found(
                place.marked ? place.copy : shelf.mark(place, StaleNotice.on(place.copy)).copy,
                false);
    }

    /**
     * A copy from memory, or made.
     *
     * @param path in its canonical form
     * @param make reads it from the database; fails with a problem when there is none, which isn't
     *     kept
     */
    Uni<Found> get(String path, Supplier<Uni<Copy>> make) {
        Found found = atOnce(path);
        if (found != null) {
            if (!found.sure()) {
                check(path, make);
            }
            return Uni.createFrom().item(found);
        }
        Place unsure = shelf.get(path);
        Uni<Found> made =
                Uni.createFrom()
                        .completionStage(load(path, make))
                        .map(copy -> new Found(copy, true))
                        .invoke(() -> misses.increment());
        return unsure == null
                ? made
                : made.onFailure(Problems::isOutOfReach)
                        .recoverWithUni(failure -> fromBefore(path, failure));
    }

    private Uni<Found> fromBefore(String path, Throwable failure) {
        Place place = shelf.get(path);
        return place == null
                ? Uni.createFrom().failure(failure)
                : Uni.createFrom().item(() -> unsure(place));
    }

    /** Compares an unsure copy with the database, beside the reader who is served it. */
    private void check(String path, Supplier<Uni<Copy>> make) {
        Place place = shelf.get(path);
        long now = System.nanoTime();
        if (place != null && now - place.checkedAt > BETWEEN_CHECKS) {
            place.checkedAt = now;
            load(path, make);
        }
    }

    private CompletableFuture<Copy> load(String path, Supplier<Uni<Copy>> make) {
        if (loads.size() >= (watching ? MOST_LOADS : MOST_LOADS_UNSURE)
                && !loads.containsKey(path)) {
            return CompletableFuture.failedFuture(
                    new Problem(ProblemType.UNAVAILABLE).retryAfter(5));
        }
        CompletableFuture<Copy> mine = new CompletableFuture<>();
        CompletableFuture<Copy> theirs = loads.putIfAbsent(path, mine);
        if (theirs != null) {
            return theirs;
        }
        loaded.increment();
        // what is read now is at least as new as what this connection has told of
        long asOf = watch;
        make.get()
                .subscribe()
                .with(
                        copy -> {
                            Place place = shelf.put(path, copy.zipped(), asOf);
                            if (!loads.remove(path, mine)) {
                                // published meanwhile: this may be from before
                                shelf.remove(path, place);
                            }
                            mine.complete(copy);
                        },
                        failure -> {
                            if (loads.remove(path, mine) && !Problems.isOutOfReach(failure)) {
                                shelf.remove(path);
                            }
                            mine.completeExceptionally(failure);
                        });
        return mine;
    }

    /** A letter was published or withdrawn: nothing read before is served again. */
    void drop(String code) {
        int before = shelf.size();
        loads.keySet().removeIf(path -> path.contains(code));
        shelf.removeIf(path -> path.contains(code));
        dropped.increment(Math.max(0, before - shelf.size()));
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
