package cn.fuhan.intake;

/** The bytes are not a letter that can be read. The message is Chinese and tells what to do. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
