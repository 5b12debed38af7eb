package cn.fuhan.reply;

import cn.fuhan.reply.Catalogue.Wanted;
import cn.fuhan.web.Copy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of lists. Kept are the few that everybody sees: the newest letters, of each kind and
 * outcome. What a reader searches for is theirs to choose, and would fill the memory; a CDN may
 * keep it for seconds.
 */
@Singleton
class ListCopies {

    /** As many letters as a list has where nothing else is asked for. */
    static final int LIMIT = 20;

    private static final String CACHE = "public, max-age=5, s-maxage=5, stale-if-error=3600";

    /** Publications empty the places anyway; this is for what is published while we don't hear. */
    private static final Duration MOST_AGE = Duration.ofSeconds(3);

    private final Copies copies;

    ListCopies(Copies copies) {
        this.copies = copies;
    }

    /**
     * The answer with a list.
     *
     * @param make reads the list and makes the copy of it
     */
    Uni<Response> answer(
            Form form,
            Wanted wanted,
            @Nullable String cursor,
            int limit,
            Supplier<Uni<Copy>> make,
            HttpHeaders request) {
        boolean seenByAll =
                cursor == null
                        && limit == LIMIT
                        && wanted.equals(Wanted.newest(wanted.kind(), wanted.outcome()));
        return seenByAll
                ? copies.get(path(form, wanted), MOST_AGE, make)
                        .map(found -> found.answer(request, CACHE))
                : make.get().map(copy -> copy.answer(request, CACHE));
    }

    /** No path of a request is like this one: its query would go unread. */
    private static String path(Form form, Wanted wanted) {
        return Copies.LISTS + form + ' ' + wanted.kind() + ' ' + wanted.outcome();
    }
}
