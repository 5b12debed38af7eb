import cn.fuhan.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The service's own PostgreSQL without the service, with the service's settings, for all peers
 * alike: {@code java -cp … Database.java DIRECTORY FILE} writes what psql must know into FILE and
 * serves until it is stopped.
 */
final class Database {

    public static void main(String... arguments) throws IOException, InterruptedException {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        Path file = Path.of(arguments[1]);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                unfinished,
                "export PGHOST=127.0.0.1 PGDATABASE=fuhan PGPORT=%d PGUSER=%s PGPASSWORD=%s%n"
                        .formatted(database.port(), database.user(), database.password()));
        Files.move(unfinished, file);
        Thread.currentThread().join();
    }
}
