package cn.fuhan.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * The way back from work that several wait for. It ends on the event loop of whoever began it,
 * while a request has to go on where it began: what belongs to it alone, such as who is signed in,
 * is known there only.
 */
public final class OwnContext {

    private OwnContext() {}

    /** Runs things on the Vert.x context that is current now, at once where it is current then. */
    public static Executor executor() {
        Context own = Vertx.currentContext();
        return work -> {
            if (own == null || Vertx.currentContext() == own) {
                work.run();
            } else {
                own.runOnContext(now -> work.run());
            }
        };
    }
}
