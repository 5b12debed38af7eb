package cn.fuhan.eyes;

import cn.fuhan.web.DiscreetLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.JsonFormatter;

/** Every line that the service logs while this is open, as the console has it in JSON. */
final class Logs extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final JsonFormatter json = new JsonFormatter();
    private final DiscreetLog filter = new DiscreetLog();
    private final Logger root = LogContext.getLogContext().getLogger("");
    private final Logger own = LogContext.getLogContext().getLogger("cn.fuhan");
    private final Level before = own.getLevel();

    Logs() {
        setLevel(Level.ALL);
        own.setLevel(Level.ALL);
        root.addHandler(this);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        if (filter.isLoggable(entry)) {
            lines.add(json.format(entry));
        }
    }

    @Override
    public void flush() {
        // each line is there at once
    }

    @Override
    public void close() {
        root.removeHandler(this);
        own.setLevel(before);
    }
}
