package cn.fuhan.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one directory of an installation, held by one living service at a time: the operating system
 * lets go of the lock when the process ends, however it ends.
 */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataDirectory hold(Path dataDir) {
        Path path = dataDir.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            path = path.toRealPath();
            return new DataDirectory(path, lock(path));
        } catch (IOException e) {
            throw new CannotStart(
                    "数据目录 %s 不能使用（%s），请检查权限或另设 FUHAN_DATA_DIR。".formatted(path, e),
                    "The data directory %s can't be used: check its permissions or set FUHAN_DATA_DIR to another."
                            .formatted(path),
                    e);
        }
    }

    /** Whether a living service has it. */
    static boolean isHeld(Path dataDir) throws IOException {
        Path file = dataDir.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        // closing it lets go again of what it got
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new CannotStart(
                        "数据目录 %s 正由另一个运行中的复函服务使用（进程 %s）。".formatted(path, read(channel)),
                        "The data directory %s is in use by another running Fuhan (process %s)."
                                .formatted(path, read(channel)));
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    Path path() {
        return path;
    }

    /** What PostgreSQL says; the last run's is kept beside it. */
    Path log() {
        return path.resolve("pg.log");
    }

    void turnLog() throws IOException {
        if (Files.exists(log())) {
            Files.move(log(), path.resolve("pg.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(
                log(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Lets other accounts reach what they own in here, without seeing what there is. */
    void letOthersPass() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(path, permissions);
    }

    List<Path> entries(String glob) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, glob)) {
            found.forEach(entries::add);
        }
        return entries;
    }

    /** Gives a finished directory its name: after a crash it is there whole or not at all. */
    void publish(Path finished, Path name) throws IOException {
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(path)) {
            directory.force(true);
        }
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
