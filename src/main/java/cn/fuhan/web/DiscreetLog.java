package cn.fuhan.web;

import io.quarkus.logging.LoggingFilter;
import io.vertx.pgclient.PgException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what belongs to people out of the log, whoever writes there: the code of a receipt in an
 * address, mobile numbers and identity numbers, and the row that PostgreSQL quotes when it refuses
 * it.
 */
@LoggingFilter(name = "discreet")
public final class DiscreetLog implements Filter {

    /** What stands in place of what was left out. */
    public static final String LEFT_OUT = "…";

    /** Codes in addresses of pages, mobile numbers, identity numbers. */
    private static final Pattern PERSONAL =
            Pattern.compile(
                    "(?<=/h/)[0-9A-Za-z-]{6,}|(?<!\\d)1[3-9]\\d{9}(?!\\d)|(?<!\\d)\\d{17}[\\dXx](?!\\d)");

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (entry instanceof ExtLogRecord written) {
            String message = written.getFormattedMessage();
            String discreet = discreet(message);
            if (!discreet.equals(message)) {
                written.setMessage(discreet, ExtLogRecord.FormatStyle.NO_FORMAT);
                written.setParameters(null);
            }
        }
        if (entry.getThrown() != null && isTelling(entry.getThrown())) {
            entry.setThrown(Retold.of(entry.getThrown()));
        }
        return true;
    }

    /** The text without what belongs to people. */
    public static String discreet(String text) {
        return PERSONAL.matcher(text).replaceAll(LEFT_OUT);
    }

    private static boolean isTelling(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof PgException
                    || e.getMessage() != null && PERSONAL.matcher(e.getMessage()).find()) {
                return true;
            }
        }
        return false;
    }

    /** A failure as it may be told: where it came from, and its message without the row. */
    private static final class Retold extends Exception {

        private static final long serialVersionUID = 1;

        private Retold(String message, @Nullable Throwable cause) {
            super(message, cause, false, true);
        }

        static @Nullable Throwable of(@Nullable Throwable failure) {
            if (failure == null) {
                return null;
            }
            Retold retold =
                    new Retold(
                            failure.getClass().getName() + ": " + message(failure),
                            of(failure.getCause()));
            retold.setStackTrace(failure.getStackTrace());
            return retold;
        }

        // a cause's text is often a part of the message of what it caused
        private static @Nullable String message(Throwable failure) {
            for (Throwable e = failure; e != null; e = e.getCause()) {
                if (e instanceof PgException refused) {
                    return "%s (SQLSTATE %s, table %s, constraint %s)"
                            .formatted(
                                    discreet(String.valueOf(refused.getErrorMessage())),
                                    refused.getSqlState(),
                                    refused.getTable(),
                                    refused.getConstraint());
                }
            }
            return failure.getMessage() == null ? null : discreet(failure.getMessage());
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
