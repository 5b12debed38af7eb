package cn.fuhan.embedded;

import java.io.Serial;

/**
 * The database of one's own can't be started. The message is one sentence in Chinese and the same
 * in English, made for whoever starts the service: it says what is in the way and what to do, and
 * needs no stack trace.
 */
public final class CannotStart extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    CannotStart(String chinese, String english) {
        super(chinese + " " + english);
    }

    CannotStart(String chinese, String english, Throwable cause) {
        super(chinese + " " + english, cause);
    }
}
