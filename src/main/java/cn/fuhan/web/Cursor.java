package cn.fuhan.web;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended: the rank, the date and the number of its last row. A list that is
 * ordered by these stays right while rows are added: nothing that was there is shown twice or left
 * out.
 *
 * @param rank 0 in a list without ranks
 */
public record Cursor(int rank, LocalDate date, long id) {

    /** Behind nothing: before the first row. */
    public static final Cursor START = new Cursor(0, LocalDate.of(9999, 12, 31), Long.MAX_VALUE);

    public Cursor(LocalDate date, long id) {
        this(0, date, id);
    }

    /** The opaque form that clients send back unchanged. */
    public String encode() {
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putInt(rank)
                        .putInt((int) date.toEpochDay())
                        .putLong(id)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As {@link #decode(String, int)}, for a list without ranks. */
    public static @Nullable Cursor decode(@Nullable String cursor) {
        return decode(cursor, 1);
    }

    /**
     * @param ranks how many ranks the list has
     * @return null where there is none
     * @throws Problem bad-cursor for anything that {@link #encode} did not make
     */
    public static @Nullable Cursor decode(@Nullable String cursor, int ranks) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == 16) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                int rank = buffer.getInt();
                LocalDate date = LocalDate.ofEpochDay(buffer.getInt());
                Cursor decoded = new Cursor(rank, date, buffer.getLong());
                if (rank >= 0
                        && rank < ranks
                        && date.getYear() >= 1900
                        && date.getYear() <= 9999
                        && decoded.encode().equals(cursor)) {
                    return decoded;
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // falls through to the one answer for all bad cursors
        }
        throw new Problem(ProblemType.BAD_CURSOR);
    }
}
