package cn.fuhan.outbox;

import cn.fuhan.audit.Audit;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events that were given up, for staff to have tried again or to let be. */
@Singleton
public class Undelivered {

    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    private static final String LIST =
            """
            select id, topic, key, attempts, created_at, done_at, error
              from outbox
             where state = 'GIVEN_UP' and ($1::bigint is null or id < $1)
             order by id desc
             limit $2
            """;

    private static final String RETRY =
            """
            update outbox set state = 'WAITING', attempts = 0, due_at = now(), done_at = null
             where id = $1 and state = 'GIVEN_UP'
            returning topic, key
            """;

    private static final String DISMISS =
            """
            update outbox set state = 'DISMISSED'
             where id = $1 and state = 'GIVEN_UP'
            returning topic, key
            """;

    private static final String AGAIN = "请重新读取未送达的各件：还在其中的，再提交一次。";

    private final Pool pool;
    private final Patience patience;
    private final Audit audit;

    Undelivered(Pool pool, Patience patience, Audit audit) {
        this.pool = pool;
        this.patience = patience;
        this.audit = audit;
    }

    /** Newest first. */
    public Uni<UndeliveredEvent.Page> list(@Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(before == null ? null : before.id(), limit + 1))
                .plug(patience::read)
                .map(rows -> page(rows, limit));
    }

    /** Has it tried again, from the first attempt on; fails with not-found. */
    public Uni<Void> retry(long id, String by) {
        return change(RETRY, id, "outbox.retry", by);
    }

    /** Lets it be: nobody will try it again; fails with not-found. */
    public Uni<Void> dismiss(long id, String by) {
        return change(DISMISS, id, "outbox.dismiss", by);
    }

    private Uni<Void> change(String sql, long id, String operation, String by) {
        return pool.withTransaction(
                        transaction ->
                                transaction
                                        .preparedQuery(sql)
                                        .execute(Tuple.of(id))
                                        .chain(
                                                rows ->
                                                        audit.record(
                                                                transaction,
                                                                event(rows, operation, by))))
                .plug(writing -> patience.write(AGAIN, writing));
    }

    private static Audit.Event event(RowSet<Row> rows, String operation, String by) {
        for (Row row : rows) {
            return new Audit.Event(
                    by,
                    operation,
                    "event",
                    row.getString("key"),
                    Map.of("topic", row.getString("topic")));
        }
        throw new Problem(ProblemType.NOT_FOUND, "未送达的各件中没有这一件，也许已经有人处理。");
    }

    private static UndeliveredEvent.Page page(RowSet<Row> rows, int limit) {
        List<UndeliveredEvent> items = new ArrayList<>();
        for (Row row : rows) {
            if (items.size() == limit) {
                long last = items.get(limit - 1).id();
                return new UndeliveredEvent.Page(items, new Cursor(ANY_DAY, last).encode());
            }
            items.add(
                    new UndeliveredEvent(
                            row.getLong("id"),
                            row.getString("topic"),
                            row.getString("key"),
                            row.getInteger("attempts"),
                            row.getOffsetDateTime("created_at").toInstant(),
                            row.getOffsetDateTime("done_at").toInstant(),
                            row.getString("error")));
        }
        return new UndeliveredEvent.Page(items, null);
    }
}
