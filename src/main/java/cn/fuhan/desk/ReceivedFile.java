package cn.fuhan.desk;

import cn.fuhan.intake.Archive;
import cn.fuhan.intake.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file as it came, with either its content or why that isn't looked at.
 *
 * @param name as it may be shown
 * @param refusal in Chinese, why and what to do
 */
record ReceivedFile(
        String name, @Nullable Long size, byte @Nullable [] content, @Nullable String refusal) {

    static ReceivedFile refused(String name, @Nullable Long size, String why) {
        return new ReceivedFile(name, size, null, why);
    }

    /**
     * What is in a zip, one file at a time.
     *
     * @param folder before each name
     * @return how many came along that are no letters
     * @throws UnreadableException what is no zip, or has too many files
     */
    static int outOf(Path zip, String folder, Consumer<ReceivedFile> to) throws IOException {
        try (Archive archive = Archive.open(zip)) {
            for (Archive.Entry entry : archive.entries()) {
                to.accept(outOf(archive, entry, folder + entry.name()));
            }
            return archive.besides();
        }
    }

    private static ReceivedFile outOf(Archive archive, Archive.Entry entry, String name)
            throws IOException {
        try {
            return new ReceivedFile(name, entry.size(), archive.content(entry), null);
        } catch (UnreadableException e) {
            return refused(name, entry.size(), e.getMessage());
        }
    }
}
