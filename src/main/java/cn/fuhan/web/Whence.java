package cn.fuhan.web;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Where the current request came from, known on the event loop that works on it, all the way.
 * Behind a proxy it is what the proxy says, if {@code quarkus.http.proxy} lets it.
 */
@ApplicationScoped
public class Whence {

    private static final String KEY = "fuhan.address";

    void register(@Observes Router router) {
        router.route().order(VertxProblems.ORDER + 1).handler(Whence::note);
    }

    private static void note(RoutingContext request) {
        if (VertxContext.isOnDuplicatedContext() && request.request().remoteAddress() != null) {
            ContextLocals.put(KEY, request.request().remoteAddress().hostAddress());
        }
        request.next();
    }

    /** The network address; null where no request is being worked on. */
    public static @Nullable String address() {
        return VertxContext.isOnDuplicatedContext()
                ? ContextLocals.<String>get(KEY).orElse(null)
                : null;
    }
}
