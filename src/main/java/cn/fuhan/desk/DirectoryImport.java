package cn.fuhan.desk;

import cn.fuhan.access.Account;
import cn.fuhan.access.Accounts;
import cn.fuhan.access.Roles;
import cn.fuhan.audit.Audit;
import cn.fuhan.intake.Archive;
import cn.fuhan.intake.FileName;
import cn.fuhan.intake.UnreadableException;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports a directory of this machine. Each file is handed over by itself, so one at a time is in
 * memory; a run that was cut short is found again by the directory's path, and what it has is not
 * read a second time. Blocks: for the command line, not for an event loop.
 */
@Singleton
public class DirectoryImport {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int ITEMS_AT_ONCE = 200;

    /** Advisory lock, held as long as the connection is: one import of a directory at a time. */
    private static final String LOCK = "select pg_try_advisory_lock(5012002, hashtext($1))";

    private final Pool pool;
    private final ImportRuns runs;
    private final ImportWorker worker;
    private final Accounts accounts;
    private final Audit audit;

    DirectoryImport(
            Pool pool, ImportRuns runs, ImportWorker worker, Accounts accounts, Audit audit) {
        this.pool = pool;
        this.runs = runs;
        this.worker = worker;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** What is in a directory: its files in the order of their names, and what only came along. */
    private record Listing(List<Path> files, int besides) {

        static Listing of(Path directory) throws IOException {
            List<Path> files = new ArrayList<>();
            List<Path> besides = new ArrayList<>();
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                            boolean isBesides = FileName.isBesides(FileName.below(directory, file));
                            (isBesides ? besides : files).add(file);
                            return FileVisitResult.CONTINUE;
                        }

                        // it is told of when it is to be read
                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            files.add(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
            Collections.sort(files);
            return new Listing(files, besides.size());
        }
    }

    /**
     * Imports what is in a directory and below, zips among it, and returns when all is read.
     *
     * @param by the account that it is done for, of an editor or administrator
     * @param progress is told from time to time how far it is
     * @throws Problem in Chinese, why nothing is imported
     */
    public ImportRun run(Path directory, String by, Consumer<ImportRun> progress)
            throws IOException, InterruptedException {
        if (!Files.isDirectory(directory)) {
            throw new Problem(ProblemType.NOT_FOUND, "没有 %s 这个目录，请核对路径。".formatted(directory));
        }
        checkMayImport(by);
        Path home = directory.toRealPath();
        Listing listing = Listing.of(home);
        if (listing.files().isEmpty()) {
            throw new Problem(ProblemType.UNREADABLE, "%s 里没有文件可以导入。".formatted(directory));
        }
        String code;
        SqlConnection connection = await(pool.getConnection());
        try {
            code = receive(connection, home, listing, by, progress);
        } finally {
            await(connection.close().onFailure().recoverWithNull());
        }
        for (ImportRun run = await(runs.get(code)); ; run = await(runs.get(code))) {
            progress.accept(run);
            if (run.state() == ImportRun.State.DONE) {
                return run;
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    /** Each file of a run, in its order. */
    public void eachItem(ImportRun run, Consumer<ImportRun.Item> to) {
        String cursor = null;
        do {
            ImportRun.Items page = await(runs.items(run.id(), null, cursor, ITEMS_AT_ONCE));
            page.items().forEach(to);
            cursor = page.next();
        } while (cursor != null);
    }

    private void checkMayImport(String by) {
        Account account = await(accounts.get(by));
        if (!account.active()
                || Collections.disjoint(
                        account.roles(), Set.of(Roles.EDITOR, Roles.ADMINISTRATOR))) {
            throw new Problem(
                    ProblemType.FORBIDDEN, "账号 %s 不能导入：须是可用的编辑或管理员账号（--by）。".formatted(by));
        }
    }

    private String receive(
            SqlConnection connection,
            Path home,
            Listing listing,
            String by,
            Consumer<ImportRun> progress)
            throws IOException {
        String source = FileName.below(home.getRoot(), home);
        boolean locked =
                await(
                        connection
                                .preparedQuery(LOCK)
                                .execute(Tuple.of(source))
                                .map(rows -> rows.iterator().next().getBoolean(0)));
        if (!locked) {
            throw new Problem(ProblemType.UNAVAILABLE, "这个目录正由另一个命令导入，请等它结束。");
        }
        ImportRuns.Begun begun = await(runs.unfinished(source));
        if (begun == null) {
            begun = begin(connection, source, listing.files().size(), by);
        }
        Receiver receiver =
                new Receiver(connection, begun, await(runs.contents(begun.run())), progress);
        try {
            for (Path file : listing.files()) {
                receiver.take(file, FileName.below(home, file));
            }
        } catch (Problem e) {
            // what was too much won't come later
            await(runs.received(connection, begun.run(), listing.besides() + receiver.besides));
            throw e;
        }
        await(runs.received(connection, begun.run(), listing.besides() + receiver.besides));
        worker.wake();
        return begun.code();
    }

    private ImportRuns.Begun begin(SqlConnection connection, String source, int files, String by) {
        Transaction transaction = await(connection.begin());
        try {
            ImportRuns.Begun begun = await(runs.begin(connection, source, by));
            await(
                    audit.record(
                            connection,
                            new Audit.Event(
                                    by,
                                    "import.start",
                                    "import",
                                    begun.code(),
                                    Map.of("files", files))));
            await(transaction.commit());
            return begun;
        } catch (RuntimeException e) {
            await(transaction.rollback().onFailure().recoverWithNull());
            throw e;
        }
    }

    /** Hands over what the run doesn't have yet. */
    private final class Receiver {

        private final SqlConnection connection;
        private final ImportRuns.Begun begun;
        private final ImportRuns.Contents before;
        private final Consumer<ImportRun> progress;
        private int position;
        private int besides;
        private long told = System.nanoTime();

        Receiver(
                SqlConnection connection,
                ImportRuns.Begun begun,
                ImportRuns.Contents before,
                Consumer<ImportRun> progress) {
            this.connection = connection;
            this.begun = begun;
            this.before = before;
            this.progress = progress;
            this.position = before.last();
        }

        void take(Path file, String name) throws IOException {
            if (!name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                String shown = FileName.shown(name);
                if (!has(shown)) {
                    add(read(file, shown));
                }
                return;
            }
            try {
                besides += ReceivedFile.outOf(file, name + "/", this::addNew);
            } catch (UnreadableException e) {
                addNew(ReceivedFile.refused(name, null, e.getMessage()));
            } catch (IOException e) {
                addNew(ReceivedFile.refused(name, null, why(e)));
            }
        }

        // names that had to be cut may be of two files
        private boolean has(String shown) {
            return before.names().contains(shown) && !shown.endsWith("…");
        }

        private void addNew(ReceivedFile file) {
            String shown = FileName.shown(file.name());
            if (!has(shown)) {
                add(new ReceivedFile(shown, file.size(), file.content(), file.refusal()));
            }
        }

        private void add(ReceivedFile file) {
            if (++position > Archive.MOST_FILES) {
                throw new Problem(
                        ProblemType.UNREADABLE,
                        "一次最多导入 %d 个文件，前面的已经收下，其余请另放一个目录。".formatted(Archive.MOST_FILES));
            }
            await(runs.add(connection, begun.run(), position, file));
            worker.wake();
            if (System.nanoTime() - told > BETWEEN_LOOKS.toNanos()) {
                progress.accept(await(runs.get(begun.code())));
                told = System.nanoTime();
            }
        }
    }

    private static ReceivedFile read(Path file, String shown) {
        try {
            BasicFileAttributes is =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isDirectory()) {
                return ReceivedFile.refused(shown, null, why(null));
            }
            if (!is.isRegularFile()) {
                return ReceivedFile.refused(shown, null, "这是链接或特殊文件，没有读取。请换成文件本身再导入。");
            }
            return is.size() > Archive.LARGEST_FILE
                    ? ReceivedFile.refused(shown, is.size(), Archive.tooLarge())
                    : new ReceivedFile(shown, is.size(), Files.readAllBytes(file), null);
        } catch (IOException e) {
            return ReceivedFile.refused(shown, null, why(e));
        }
    }

    private static String why(@Nullable IOException e) {
        return e == null || e instanceof AccessDeniedException
                ? "没有读取的权限，请检查后再导入。"
                : "读取时出错，请检查后再导入。";
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}
