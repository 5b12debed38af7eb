package cn.fuhan.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs, unpacked beside the data: a temporary directory may be mounted noexec, be
 * swept while the server runs, or be shared with strangers.
 *
 * @param home with {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path home) {

    private static final String PREFIX = "pg-bin-";

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Unpacks once for each version. */
    static Binaries in(DataDirectory directory) throws IOException {
        String archive = archive();
        Path home = directory.path().resolve(PREFIX + fingerprint(archive));
        if (!Files.isDirectory(home)) {
            for (Path other : directory.entries(PREFIX + "*")) {
                DataDirectory.delete(other);
            }
            Path unfinished =
                    directory.path().resolve(PREFIX + "new-" + System.currentTimeMillis());
            unpack(archive, unfinished);
            directory.publish(unfinished, home);
        }
        return new Binaries(home);
    }

    private static String archive() {
        String system = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch");
        String archive = archive(system, architecture);
        // a native image carries no archive
        boolean nativeImage = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
        if (archive == null || nativeImage || Binaries.class.getResource(archive) == null) {
            String here = nativeImage ? "native image" : system + " " + architecture;
            throw new CannotStart(
                    "此处（%s）没有内置的 PostgreSQL，请设置 QUARKUS_DATASOURCE_REACTIVE_URL 指向一个数据库。"
                            .formatted(here),
                    "There is no embedded PostgreSQL here (%s): set QUARKUS_DATASOURCE_REACTIVE_URL to a database."
                            .formatted(here));
        }
        return archive;
    }

    static @Nullable String archive(String system, String architecture) {
        if (!system.equals("Linux")) {
            return null;
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64" -> "/postgres-linux-arm_64.txz";
            default -> null;
        };
    }

    private static InputStream open(String archive) throws IOException {
        InputStream in = Binaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IOException("no " + archive + " on the class path");
        }
        return in;
    }

    private static String fingerprint(String archive) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(open(archive)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(entry.getName() + " leaves its directory");
                }
                if (entry.isDirectory()) {
                    createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (!entry.getName().endsWith(".a")) {
                    createDirectories(path.getParent());
                    Files.copy(tar, path);
                    allow(path, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
                }
            }
        }
    }

    // whatever the umask: PostgreSQL may run under another account than the service
    private static void createDirectories(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            createDirectories(path.getParent());
            Files.createDirectory(path);
            allow(path, "rwxr-xr-x");
        }
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
