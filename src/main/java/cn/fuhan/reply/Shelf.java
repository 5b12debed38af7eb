package cn.fuhan.reply;

import cn.fuhan.web.Copy;
import cn.fuhan.web.Problem;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies in memory, bounded by bytes. Reading takes no lock and moves nothing; when room is needed,
 * a copy that nobody asked for since the last round goes first (the clock, or second chance), so
 * that a crawler who opens every letter once doesn't push out the one that is in the news.
 */
final class Shelf {

    /** A copy in its place, or why there is none: the letter was withdrawn. */
    static final class Place {

        final @Nullable Copy copy;
        final @Nullable Problem gone;

        /** Which connection to the database vouches for it: see {@link Copies}. */
        final long watch;

        /** When it was last compared with the database, or that was tried: System.nanoTime(). */
        volatile long checkedAt = System.nanoTime();

        /** Whether the copy is marked as possibly stale. */
        final boolean marked;

        private final String path;
        private volatile boolean asked;

        private Place(
                String path,
                @Nullable Copy copy,
                @Nullable Problem gone,
                long watch,
                boolean marked) {
            this.path = path;
            this.copy = copy;
            this.gone = gone;
            this.watch = watch;
            this.marked = marked;
        }

        /** With what a place itself takes, roughly: objects, headers, the key. */
        private long bytes() {
            return (copy == null ? 0 : copy.size()) + 2L * path.length() + 600;
        }
    }

    private final long maxBytes;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** The places in the order in which they lose their chance; guarded by this. */
    private final LinkedHashMap<String, Place> round = new LinkedHashMap<>();

    private volatile long bytes;

    Shelf(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Nullable Place get(String path) {
        Place place = places.get(path);
        if (place != null && !place.asked) {
            place.asked = true;
        }
        return place;
    }

    /** Puts a copy in the place of any that was there; one larger than all the room isn't kept. */
    Place put(String path, Copy copy, long watch) {
        return put(new Place(path, copy, null, watch, false));
    }

    /** Keeps why there is no copy. */
    Place put(String path, Problem gone, long watch) {
        return put(new Place(path, null, gone, watch, false));
    }

    /** Puts the same copy, marked as possibly stale, in its place. */
    synchronized void mark(Place place, Copy marked) {
        if (places.get(place.path) == place) {
            put(new Place(place.path, marked, null, place.watch, true)).checkedAt = place.checkedAt;
        }
    }

    private synchronized Place put(Place place) {
        String path = place.path;
        remove(path);
        if (place.bytes() > maxBytes) {
            return place;
        }
        bytes += place.bytes();
        while (bytes > maxBytes) {
            giveUpOne();
        }
        round.put(path, place);
        places.put(path, place);
        return place;
    }

    private void giveUpOne() {
        // once around at most: readers may ask for all of them meanwhile
        for (int left = round.size(); ; left--) {
            Place next = round.values().iterator().next();
            if (!next.asked || left == 0) {
                remove(next.path);
                return;
            }
            next.asked = false;
            round.remove(next.path);
            round.put(next.path, next);
        }
    }

    synchronized void remove(String path, Place place) {
        if (places.get(path) == place) {
            remove(path);
        }
    }

    synchronized void remove(String path) {
        Place place = round.remove(path);
        if (place != null) {
            places.remove(path);
            bytes -= place.bytes();
        }
    }

    /** How many were removed. */
    synchronized int removeIf(Predicate<String> path) {
        int before = round.size();
        Iterator<Place> all = round.values().iterator();
        while (all.hasNext()) {
            Place place = all.next();
            if (path.test(place.path)) {
                all.remove();
                places.remove(place.path);
                bytes -= place.bytes();
            }
        }
        return before - round.size();
    }

    /** How many bytes are held; never more than the bound. */
    long bytes() {
        return bytes;
    }

    int size() {
        return places.size();
    }
}
