package cn.fuhan.receipt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Counts what became of the receipts that were sent. */
@Singleton
class ReceiptMeters {

    private final MeterRegistry meters;

    ReceiptMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** They are there from the beginning: a rate needs a first value. */
    void start(@Observes StartupEvent started) {
        acknowledged("PAGE");
        acknowledged("API");
    }

    /** Stored ones by their channel, all others by the reason. */
    void count(Submission submission, String channel) {
        if (submission instanceof Submission.Accepted) {
            acknowledged(channel).increment();
        } else {
            Counter.builder("fuhan.receipts.refused")
                    .description("Receipts that were not stored, or had been before")
                    .tag("reason", submission.getClass().getSimpleName())
                    .register(meters)
                    .increment();
        }
    }

    private Counter acknowledged(String channel) {
        return Counter.builder("fuhan.receipts.acknowledged")
                .description("Receipts stored and acknowledged")
                .tag("channel", channel)
                .register(meters);
    }
}
