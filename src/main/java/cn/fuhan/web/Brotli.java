package cn.fuhan.web;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brotli (RFC 7932), by the library that the framework brings: a seventh less than gzip for what we
 * have, at some two milliseconds for a letter (src/bench/README.md).
 */
final class Brotli {

    /** The two levels above it gain another twentieth, and take ten to twenty times as long. */
    private static final int QUALITY = 9;

    /** In bits: 64 kB, more than a letter has. */
    private static final int WINDOW = 16;

    private static final Logger LOG = Logger.getLogger(Brotli.class);

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Brotli() {}

    /** The bytes in Brotli; null where the library has no build for this machine. */
    static byte @Nullable [] of(byte[] bytes) {
        if (!Brotli4jLoader.isAvailable()) {
            if (SAID.compareAndSet(false, true)) {
                LOG.info(
                        "readers get gzip alone: the Brotli library can't be loaded here",
                        Brotli4jLoader.getUnavailabilityCause());
            }
            return null;
        }
        try {
            return Encoder.compress(
                    bytes,
                    new Encoder.Parameters()
                            .setMode(Encoder.Mode.TEXT)
                            .setQuality(QUALITY)
                            .setWindow(WINDOW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
