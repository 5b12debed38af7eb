package cn.fuhan.desk;

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
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * Takes in the files of a bulk import, one at a time: a zip waits on disk, never in memory, and
 * what is read of it goes to the database at once. All of it is one transaction, so a sender who is
 * cut off finds nothing, and one with an answer everything. Blocks: not for an event loop.
 */
@Singleton
class Receiving {

    private final Pool pool;
    private final ImportRuns runs;
    private final ImportWorker worker;
    private final Audit audit;

    Receiving(Pool pool, ImportRuns runs, ImportWorker worker, Audit audit) {
        this.audit = audit;
        this.pool = pool;
        this.runs = runs;
        this.worker = worker;
    }

    /** Files are added to a run, in whatever order they come. */
    private final class Batch {

        private final SqlConnection connection;
        private final long run;
        private int position;
        private int skipped;

        Batch(SqlConnection connection, long run) {
            this.connection = connection;
            this.run = run;
        }

        void add(ReceivedFile file) {
            if (++position > Archive.MOST_FILES) {
                throw new Problem(ProblemType.UNREADABLE, "一次最多导入 10000 个文件，请分成几批。");
            }
            await(runs.add(connection, run, position, file));
        }

        void zip(Path path) throws IOException {
            try {
                skipped += ReceivedFile.outOf(path, "", this::add);
            } catch (UnreadableException e) {
                throw new Problem(ProblemType.UNREADABLE, e.getMessage());
            }
        }

        void file(FileUpload upload) throws IOException {
            String name = upload.fileName() == null ? "" : upload.fileName();
            if (FileName.isBesides(name)) {
                skipped++;
                return;
            }
            String shown = FileName.shown(name);
            String refusal = FileName.refusal(name);
            if (refusal == null && upload.size() > Archive.LARGEST_FILE) {
                refusal = Archive.tooLarge();
            }
            add(
                    refusal == null
                            ? new ReceivedFile(
                                    shown,
                                    upload.size(),
                                    Files.readAllBytes(upload.uploadedFile()),
                                    null)
                            : ReceivedFile.refused(shown, upload.size(), refusal));
        }
    }

    @FunctionalInterface
    private interface Filling {
        void fill(Batch batch) throws IOException;
    }

    /** A zip as it comes; the code of the run. */
    String zip(String source, InputStream body, String by) {
        Path spool = null;
        try {
            spool = Files.createTempFile("fuhan-import", ".zip");
            Files.copy(body, spool, StandardCopyOption.REPLACE_EXISTING);
            Path zip = spool;
            return take(source, by, batch -> batch.zip(zip));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(spool);
        }
    }

    /** Files of a form, zips among them; the code of the run. */
    String files(List<FileUpload> files, String by) {
        // a form whose field was left empty has one file without name and content
        List<FileUpload> sent =
                files.stream()
                        .filter(
                                f ->
                                        f.size() > 0
                                                || f.fileName() != null && !f.fileName().isBlank())
                        .toList();
        if (sent.isEmpty()) {
            throw new Problem(ProblemType.INVALID, "没有选择文件。").error("/files", "请选择要导入的文件");
        }
        String first = FileName.shown(String.valueOf(sent.get(0).fileName()));
        String source = sent.size() == 1 ? first : "%s 等 %d 个文件".formatted(first, sent.size());
        return take(
                source,
                by,
                batch -> {
                    for (FileUpload upload : sent) {
                        if (isZip(upload)) {
                            batch.zip(upload.uploadedFile());
                        } else {
                            batch.file(upload);
                        }
                    }
                });
    }

    private static boolean isZip(FileUpload upload) {
        return upload.fileName() != null && upload.fileName().toLowerCase().endsWith(".zip");
    }

    private String take(String source, String by, Filling filling) {
        SqlConnection connection = await(pool.getConnection());
        try {
            Transaction transaction = await(connection.begin());
            try {
                ImportRuns.Begun begun = await(runs.begin(connection, source, by));
                Batch batch = new Batch(connection, begun.run());
                filling.fill(batch);
                if (batch.position == 0) {
                    throw new Problem(ProblemType.UNREADABLE, "其中没有文件可以导入。");
                }
                await(runs.received(connection, begun.run(), batch.skipped));
                await(
                        audit.record(
                                connection,
                                new Audit.Event(
                                        by,
                                        "import.start",
                                        "import",
                                        begun.code(),
                                        Map.of("files", batch.position))));
                await(transaction.commit());
                worker.wake();
                return begun.code();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                // after the commit there is nothing to roll back, which is told as a failure
                await(transaction.rollback().onFailure().recoverWithNull());
            }
        } finally {
            await(connection.close().onFailure().recoverWithNull());
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    private static void delete(Path spool) {
        if (spool != null) {
            try {
                Files.deleteIfExists(spool);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
