package cn.fuhan.receipt;

import java.time.Instant;

/** What became of a receipt that was sent in. */
sealed interface Submission {

    /** Stored, and committed. */
    record Accepted(Receipt receipt) implements Submission {}

    /** The same was sent before, with the same key: this is what was stored then. */
    record Replayed(Receipt receipt) implements Submission {}

    /** The key was used before for something else. */
    record KeyReused() implements Submission {}

    /** Another one for this invitation is being stored right now. */
    record InFlight() implements Submission {}

    /** No such code, or one for another letter. */
    record Unknown() implements Submission {}

    /** The deadline has passed. */
    record Closed(Instant since) implements Submission {}

    /** The letter was withdrawn. */
    record Withdrawn(String reason) implements Submission {}
}
