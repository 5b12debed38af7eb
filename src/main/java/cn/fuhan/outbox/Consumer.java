package cn.fuhan.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Takes the events of one topic to where they belong. A bean of this type is all that it takes;
 * there is one for each topic. An event may come again, after an attempt whose end nobody heard of
 * (the replica died), but never to two at the same time.
 */
public interface Consumer {

    String topic();

    /** Delivers; a failure is an attempt that failed. Runs on an event loop: it must not block. */
    Uni<Outcome> deliver(Event event);

    /** How often it is tried: by default for about a day and a half. */
    default int attempts() {
        return 20;
    }

    /** An attempt that takes longer has failed. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }
}
