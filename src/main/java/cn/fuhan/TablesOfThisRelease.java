package cn.fuhan;

import cn.fuhan.web.Patience;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Refuses to start on tables older than this release. Newer ones serve, as in an upgrade and on the
 * way back: migrations only add. One question by the client that the service has anyway; Flyway,
 * which takes a sixth of a start, is there only where it migrates.
 */
@Singleton
final class TablesOfThisRelease {

    /** The newest of {@code db/migration}. */
    static final int VERSION = 20;

    private static final String NEWEST =
            "select coalesce(max(version::int), 0) from flyway_schema_history where success";

    private static final String UNDEFINED_TABLE = "42P01";

    private final Pool pool;
    private final Patience patience;
    private CompletableFuture<Integer> version = new CompletableFuture<>();

    TablesOfThisRelease(Pool pool, Patience patience) {
        this.pool = pool;
        this.patience = patience;
    }

    /** The first connection is made while the templates are read. */
    void ask(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent first) {
        version = newest().plug(patience::read).subscribeAsCompletionStage();
    }

    /** Before anybody else works with the tables. */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event) {
        try {
            check(version.join());
        } catch (CompletionException e) {
            throw new IllegalStateException("the database's tables can't be seen", e.getCause());
        } catch (PreventFurtherStepsException e) {
            // as a cause: by itself it would end the start without its sentence
            throw new IllegalStateException(e);
        }
    }

    /** 0 where there are none. */
    private Uni<Integer> newest() {
        return pool.query(NEWEST)
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .onFailure(TablesOfThisRelease::noTable)
                .recoverWithItem(0);
    }

    private static boolean noTable(Throwable failure) {
        return failure instanceof PgException e && UNDEFINED_TABLE.equals(e.getSqlState());
    }

    /** Ends the start with a sentence if tables of this version can't serve. */
    static void check(int version) {
        if (version < VERSION) {
            throw new PreventFurtherStepsException(
                    """
                    数据库的表是第 %1$d 版，本程序需要第 %2$d 版：请先执行 java -jar quarkus-run.jar migrate（在 Kubernetes 上是 migration 任务），再启动。
                    The database's tables are of version %1$d, this release needs %2$d: run java -jar quarkus-run.jar migrate (on Kubernetes the migration Job), and start again."""
                            .formatted(version, VERSION),
                    1);
        }
    }
}
