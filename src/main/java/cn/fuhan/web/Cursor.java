package cn.fuhan.web;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended: the date and the number of its last row. A list that is ordered by
 * both stays right while rows are added: nothing that was there is shown twice or left out.
 */
public record Cursor(LocalDate date, long id) {

    /** The opaque form that clients send back unchanged. */
    public String encode() {
        byte[] bytes = ByteBuffer.allocate(16).putLong(date.toEpochDay()).putLong(id).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @return null where there is none
     * @throws Problem bad-cursor for anything that {@link #encode} did not make
     */
    public static @Nullable Cursor decode(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == 16) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                LocalDate date = LocalDate.ofEpochDay(buffer.getLong());
                if (date.getYear() >= 1900 && date.getYear() <= 9999) {
                    return new Cursor(date, buffer.getLong());
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // falls through to the one answer for all bad cursors
        }
        throw new Problem(ProblemType.BAD_CURSOR);
    }
}
