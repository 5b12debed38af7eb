package cn.fuhan.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt to deliver an event ended. */
public sealed interface Outcome {

    /** It is there, or there is nothing to be delivered any more. Never tried again. */
    record Delivered() implements Outcome {}

    /**
     * Not yet. After the last attempt it counts as given up.
     *
     * @param at when to try again; null for the postman's own measure
     * @param reason for staff, in Chinese where they can do something about it
     */
    record RetryAt(@Nullable Instant at, String reason) implements Outcome {}

    /**
     * It can't be delivered, and trying again changes nothing. Staff see it.
     *
     * @param reason for staff, in Chinese where they can do something about it
     */
    record GaveUp(String reason) implements Outcome {}

    static Outcome delivered() {
        return new Delivered();
    }

    static Outcome retry(String reason) {
        return new RetryAt(null, reason);
    }

    static Outcome gaveUp(String reason) {
        return new GaveUp(reason);
    }
}
