package cn.fuhan.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own that holds a database and writes down a letter with each start, to be killed
 * at will.
 */
final class Host implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Host(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts the process; {@code before} stands before its command. */
    static Host start(Path dataDir, String classPath, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, Host.class.getName(), dataDir.toString()));
        return new Host(new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
    }

    /** What the process says next: the letters of all starts; or why there is no database. */
    @Nullable String says() throws IOException {
        return output.readLine();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        // the end of its input asks it to end in an orderly way
        try {
            process.outputWriter().close();
        } catch (IOException e) {
            // it has been killed
        }
        process.waitFor();
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
            System.out.println(letters(database));
            System.in.read();
        } catch (CannotStart e) {
            System.out.println(e.getMessage());
        }
    }

    /** Adds a letter, and answers how many there are. */
    static int letters(EmbeddedDatabase database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.access().jdbcUrl(),
                                database.access().user(),
                                database.access().password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS letter (title text)");
            statement.execute("INSERT INTO letter VALUES ('复函')");
            ResultSet count = statement.executeQuery("SELECT count(*) FROM letter");
            count.next();
            return count.getInt(1);
        }
    }
}
