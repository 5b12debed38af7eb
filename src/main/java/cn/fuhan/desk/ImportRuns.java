package cn.fuhan.desk;

import cn.fuhan.reply.Code;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bulk imports as PostgreSQL keeps them: what is to be read waits there, so that neither a restart
 * nor another replica makes a difference.
 */
@Singleton
class ImportRuns {

    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    private static final String RUN =
            """
            select r.id as row, r.code, r.source, r.started_by, r.started_at, r.received_at, r.finished_at, r.skipped,
                   i.*
              from import_run r
              cross join lateral (
                   select count(*) as files,
                          count(*) filter (where state = 'WAITING') as waiting,
                          count(*) filter (where state = 'IMPORTED') as imported,
                          count(*) filter (where state = 'NEEDS_A_LOOK') as needs_a_look,
                          count(*) filter (where state = 'ALREADY_HERE') as already_here,
                          count(*) filter (where state = 'FAILED') as failed
                     from import_item where run_id = r.id) i
            """;

    private static final String ONE = RUN + " where r.code = $1";

    private static final String LIST =
            RUN + " where ($1::bigint is null or r.id < $1) order by r.id desc limit $2";

    private static final String ITEMS =
            """
            select i.position, i.name, i.size, i.state, i.code, i.reason
              from import_item i join import_run r on r.id = i.run_id
             where r.code = $1 and i.position > $2 and ($3::text is null or i.state = $3)
             order by i.position limit $4
            """;

    private static final String BEGIN =
            "insert into import_run (code, source, started_by) values ($1, $2, $3) returning id";

    private static final String ADD =
            """
            insert into import_item (run_id, position, name, size, content, state, reason, done_at)
            values ($1, $2, $3, $4, $5, case when $5::bytea is null then 'FAILED' else 'WAITING' end, $6,
                    case when $5::bytea is null then now() end)
            """;

    private static final String RECEIVED =
            """
            update import_run r
               set received_at = now(), skipped = $2,
                   finished_at = case when not exists (select from import_item
                                                        where run_id = r.id and state = 'WAITING') then now() end
             where id = $1
            """;

    /** The run that a directory's import was cut short in, and what of it is here. */
    private static final String UNFINISHED =
            """
            select id, code from import_run
             where source = $1 and finished_at is null
             order by id desc limit 1
            """;

    /** The next file of any run: the first ones of a short run don't wait for a long one's last. */
    private static final String NEXT =
            """
            update import_item set attempts = attempts + 1
             where (run_id, position) = (select run_id, position from import_item
                                          where state = 'WAITING' order by position, run_id limit 1)
               and state = 'WAITING'
            returning run_id, position, name, content, attempts,
                      (select started_by from import_run where id = run_id) as started_by
            """;

    private static final String DONE =
            """
            update import_item set state = $3, code = $4, reason = $5, content = null, done_at = now()
             where run_id = $1 and position = $2 and state = 'WAITING'
            """;

    private static final String FINISH =
            """
            update import_run r set finished_at = now()
             where id = $1 and received_at is not null and finished_at is null
               and not exists (select from import_item where run_id = r.id and state = 'WAITING')
            """;

    /** A file that waits to be read. */
    record Waiting(
            long run, int position, String name, byte[] content, int attempts, String startedBy) {}

    /**
     * Files of a run.
     *
     * @param last the highest position
     */
    record Contents(Set<String> names, int last) {}

    /** A run to which files are added. */
    record Begun(long run, String code) {}

    private final Pool pool;
    private final Patience patience;

    ImportRuns(Pool pool, Patience patience) {
        this.pool = pool;
        this.patience = patience;
    }

    Uni<ImportRun> get(String code) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(Code.parse(code)))
                .plug(patience::read)
                .map(
                        rows -> {
                            if (rows.size() == 0) {
                                throw none();
                            }
                            return run(rows.iterator().next());
                        });
    }

    /** Newest first. */
    Uni<ImportRun.Page> list(@Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(before == null ? null : before.id(), limit + 1))
                .plug(patience::read)
                .map(
                        rows -> {
                            List<ImportRun> runs = new ArrayList<>();
                            String next = null;
                            long last = 0;
                            for (Row row : rows) {
                                if (runs.size() == limit) {
                                    next = new Cursor(ANY_DAY, last).encode();
                                    break;
                                }
                                runs.add(run(row));
                                last = row.getLong("row");
                            }
                            return new ImportRun.Page(runs, next);
                        });
    }

    /** The files of a run in their order, all or those of a state. */
    Uni<ImportRun.Items> items(
            String code, ImportRun.@Nullable ItemState state, @Nullable String cursor, int limit) {
        Cursor after = Cursor.decode(cursor);
        String run = Code.parse(code);
        return get(run).chain(
                        there ->
                                pool.preparedQuery(ITEMS)
                                        .execute(
                                                Tuple.of(
                                                        run,
                                                        after == null ? 0 : (int) after.id(),
                                                        state == null ? null : state.name(),
                                                        limit + 1))
                                        .plug(patience::read))
                .map(rows -> items(rows, limit));
    }

    private static ImportRun.Items items(RowSet<Row> rows, int limit) {
        List<ImportRun.Item> items = new ArrayList<>();
        for (Row row : rows) {
            if (items.size() == limit) {
                return new ImportRun.Items(
                        items, new Cursor(ANY_DAY, items.get(limit - 1).position()).encode());
            }
            items.add(
                    new ImportRun.Item(
                            row.getInteger("position"),
                            row.getString("name"),
                            row.getLong("size"),
                            ImportRun.ItemState.valueOf(row.getString("state")),
                            row.getString("code"),
                            row.getString("reason")));
        }
        return new ImportRun.Items(items, null);
    }

    Uni<Begun> begin(SqlClient client, String source, String by) {
        String code = Code.random();
        return client.preparedQuery(BEGIN)
                .execute(Tuple.of(code, source, by))
                .map(rows -> new Begun(rows.iterator().next().getLong(0), code));
    }

    /** The unfinished run of this source, or null. */
    Uni<@Nullable Begun> unfinished(String source) {
        return pool.preparedQuery(UNFINISHED)
                .execute(Tuple.of(source))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Begun(row.getLong(0), row.getString(1));
                            }
                            return null;
                        });
    }

    /** What a run has already. */
    Uni<Contents> contents(long run) {
        return pool.preparedQuery("select name, position from import_item where run_id = $1")
                .execute(Tuple.of(run))
                .map(
                        rows -> {
                            Set<String> names = new HashSet<>();
                            int last = 0;
                            for (Row row : rows) {
                                names.add(row.getString(0));
                                last = Math.max(last, row.getInteger(1));
                            }
                            return new Contents(names, last);
                        });
    }

    Uni<Void> add(SqlClient client, long run, int position, ReceivedFile file) {
        byte[] content = file.content();
        return client.preparedQuery(ADD)
                .execute(
                        Tuple.of(
                                run,
                                position,
                                file.name(),
                                file.size(),
                                content == null ? null : Buffer.buffer(content),
                                file.refusal()))
                .replaceWithVoid();
    }

    Uni<Void> received(SqlClient client, long run, int skipped) {
        return client.preparedQuery(RECEIVED).execute(Tuple.of(run, skipped)).replaceWithVoid();
    }

    /** The next file to read, over all runs; null where none waits. */
    Uni<@Nullable Waiting> next() {
        return pool.preparedQuery(NEXT)
                .execute()
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return new Waiting(
                                        row.getLong("run_id"),
                                        row.getInteger("position"),
                                        row.getString("name"),
                                        row.getBuffer("content").getBytes(),
                                        row.getInteger("attempts"),
                                        row.getString("started_by"));
                            }
                            return null;
                        });
    }

    /**
     * Notes what became of a file that waited.
     *
     * @return whether it still waited
     */
    Uni<Boolean> done(
            SqlClient client,
            Waiting file,
            ImportRun.ItemState state,
            @Nullable String code,
            @Nullable String reason) {
        return client.preparedQuery(DONE)
                .execute(Tuple.of(file.run(), file.position(), state.name(), code, reason))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> finish(long run) {
        return pool.preparedQuery(FINISH).execute(Tuple.of(run)).replaceWithVoid();
    }

    private static ImportRun run(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        Function<String, Integer> count = name -> row.getLong(name).intValue();
        return new ImportRun(
                row.getString("code"),
                row.getString("source"),
                finished != null
                        ? ImportRun.State.DONE
                        : row.getOffsetDateTime("received_at") == null
                                ? ImportRun.State.RECEIVING
                                : ImportRun.State.RUNNING,
                row.getString("started_by"),
                row.getOffsetDateTime("started_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                count.apply("files"),
                count.apply("waiting"),
                count.apply("imported"),
                count.apply("needs_a_look"),
                count.apply("already_here"),
                count.apply("failed"),
                row.getInteger("skipped"));
    }

    private static Problem none() {
        return new Problem(ProblemType.NOT_FOUND, "没有这个编号的批量导入。");
    }
}
