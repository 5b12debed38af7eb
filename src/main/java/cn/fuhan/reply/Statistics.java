package cn.fuhan.reply;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The frequencies that ANALYZE found, read again once in a while: 10 000 terms, for which the
 * planner would need a millisecond each time it is asked for one.
 */
@Singleton
final class Statistics {

    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** The frequencies of the elements are followed by the least and the greatest of them. */
    private static final String STATISTICS =
            """
            select most_common_elems::text::text[], most_common_elem_freqs from pg_stats
             where schemaname = current_schema() and tablename = 'publication' and attname = 'terms'
               and most_common_elems is not null
            """;

    private volatile Frequencies current = Frequencies.NONE;
    private volatile long readAt = System.nanoTime() - FRESH_NANOS;

    /** What is known now; after a minute one caller reads it anew, by the connection given. */
    Uni<Frequencies> current(SqlConnection connection) {
        if (System.nanoTime() - readAt < FRESH_NANOS) {
            return Uni.createFrom().item(current);
        }
        // the others go on with what there is
        readAt = System.nanoTime();
        return connection
                .query(STATISTICS)
                .execute()
                .map(Statistics::frequencies)
                .invoke(read -> current = read);
    }

    private static Frequencies frequencies(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Frequencies.NONE;
        }
        Row row = rows.iterator().next();
        String[] terms = row.getArrayOfStrings(0);
        Float[] shares = row.getArrayOfFloats(1);
        Map<String, Float> common = new HashMap<>(2 * terms.length);
        for (int i = 0; i < terms.length; i++) {
            common.put(terms[i], shares[i]);
        }
        return new Frequencies(common, shares[terms.length]);
    }
}
