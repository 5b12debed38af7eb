import cn.fuhan.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The service's own PostgreSQL without the service, with the service's settings, but as much memory
 * as a server of its own has, and room for the pools of all peers: {@code java -cp … Database.java DIRECTORY FILE} writes what psql must know
 * into FILE and serves until it is stopped.
 */
final class Database {

    /** For all peers' pools; and the memory that k8s/base/database/cluster.yaml gives. */
    private static final String ROOM =
            """
            max_connections = 150
            shared_buffers = 1GB
            effective_cache_size = 3GB
            work_mem = 16MB
            """;

    public static void main(String... arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        EmbeddedDatabase database = withRoom(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        Path file = Path.of(arguments[1]);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                unfinished,
                "export PGHOST=127.0.0.1 PGDATABASE=fuhan PGPORT=%d PGUSER=%s PGPASSWORD=%s%n"
                        .formatted(database.access().port(), database.access().user(), database.access().password()));
        Files.move(unfinished, file);
        Thread.currentThread().join();
    }

    private static EmbeddedDatabase withRoom(Path directory) throws IOException {
        EmbeddedDatabase database = EmbeddedDatabase.start(directory);
        Path settings = directory.resolve("pg/postgresql.conf");
        if (Files.readString(settings).endsWith(ROOM)) {
            return database;
        }
        Files.writeString(settings, ROOM, StandardOpenOption.APPEND);
        database.close();
        return EmbeddedDatabase.start(directory);
    }
}
