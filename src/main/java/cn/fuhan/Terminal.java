package cn.fuhan;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the process speaks to whoever started it. */
enum Terminal {
    OUT(1),
    ERR(2);

    private final int number;

    Terminal(int number) {
        this.number = number;
    }

    /** UTF-8 whatever the locale, which a service is often started without. */
    PrintStream stream() {
        FileDescriptor descriptor = this == OUT ? FileDescriptor.out : FileDescriptor.err;
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Whether somebody looks at it, as opposed to a file or a pipe. {@code System.console()} asks
     * about the input as well, and always answers from Java 22 on.
     */
    boolean isSeen() {
        try {
            Path output = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number));
            return Stream.of("/dev/pts/", "/dev/tty", "/dev/console")
                    .anyMatch(output.toString()::startsWith);
        } catch (IOException e) {
            return false;
        }
    }
}
