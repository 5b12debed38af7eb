package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips from strangers: each file is read or refused by itself, in words. */
class ArchiveTest {

    private static final int FLAGS = 8;
    private static final int METHOD = 10;
    private static final int CRC = 16;
    private static final int SIZE = 24;
    private static final int ATTRIBUTES = 38;
    private static final int PLACE = 42;

    @TempDir Path folder;

    private int besides;

    @Test
    void filesComeInTheirOrderWithTheirFolders() throws IOException {
        byte[] zip = new Zip().with("2019/", "").with("2019/二.txt", "乙").with("一.txt", "甲").bytes();

        assertThat(read(zip))
                .containsExactly(Map.entry("2019/二.txt", "乙"), Map.entry("一.txt", "甲"));
    }

    @Test
    void namesInGbkAreRead() throws IOException {
        byte[] zip =
                new Zip(Charset.forName("GBK"))
                        .with("复函\\第0037号.txt", "甲")
                        .with("图.txt", "乙")
                        .bytes();

        assertThat(read(zip)).containsOnlyKeys("复函/第0037号.txt", "图.txt");
    }

    @Test
    void namesThatLeaveTheirFolderAreRefused() throws IOException {
        byte[] zip =
                new Zip()
                        .with("../../etc/passwd", "x")
                        .with("/etc/passwd", "x")
                        .with("C:\\Windows\\win.ini", "x")
                        .with("a/..\\..\\b.txt", "x")
                        .with("honest..txt", "甲")
                        .bytes();

        Map<String, String> read = read(zip);

        assertThat(read.remove("honest..txt")).isEqualTo("甲");
        assertThat(read.values()).hasSize(4).allMatch(why -> why.contains("路径"));
    }

    @Test
    void namesAreShownWithoutWhatCannotBeSeen() throws IOException {
        byte[] zip = new Zip().with("a\u202Etxt.exe\u0007.txt", "甲").bytes();

        assertThat(read(zip).keySet()).containsExactly("a\uFFFDtxt.exe\uFFFD.txt");
    }

    @Test
    void whatComesAlongWithPagesIsCountedOnly() throws IOException {
        byte[] zip =
                new Zip()
                        .with("复函.html", "甲")
                        .with("复函_files/style.css", "x")
                        .with("复函.files/logo.png", "x")
                        .with("__MACOSX/._复函.html", "x")
                        .with("Thumbs.db", "x")
                        .bytes();

        assertThat(read(zip)).containsOnlyKeys("复函.html");
        assertThat(besides).isEqualTo(4);
    }

    @Test
    void aBombIsRefusedBeforeItGrows() throws IOException {
        byte[] zip = new Zip().with("bomb.txt", new byte[9 << 20]).with("一.txt", "甲").bytes();

        assertThat(read(zip).get("bomb.txt")).contains("膨胀");
        assertThat(read(zip)).containsEntry("一.txt", "甲");
    }

    @Test
    void aFileThatLiesAboutItsSizeIsRefused() throws IOException {
        byte[] zip = new Zip().with("bomb.txt", new byte[9 << 20]).bytes();

        assertThat(read(Zip.changed(zip, 0, SIZE, 4, 100)).get("bomb.txt")).contains("膨胀");
    }

    @Test
    void filesThatShareTheirBytesAreRefused() throws IOException {
        byte[] zip =
                new Zip().with("一.txt", "甲乙丙丁".repeat(50)).with("二.txt", "甲乙丙丁".repeat(50)).bytes();

        assertThat(read(Zip.changed(zip, 1, PLACE, 4, 0)).values())
                .hasSize(2)
                .allMatch(why -> why.contains("膨胀"));
    }

    @Test
    void aPageOf50MbIsRefused() throws IOException {
        byte[] zip = new Zip().with("page.html", "x").bytes();

        assertThat(read(Zip.changed(zip, 0, SIZE, 4, 50 << 20)).get("page.html")).contains("10 MB");
    }

    @Test
    void aFileWithAPasswordSpoilsNoOther() throws IOException {
        byte[] zip = new Zip().with("secret.txt", "x").with("一.txt", "甲").bytes();

        Map<String, String> read = read(Zip.changed(zip, 0, FLAGS, 2, 1));

        assertThat(read.get("secret.txt")).contains("密码");
        assertThat(read).containsEntry("一.txt", "甲");
    }

    @Test
    void aDamagedFileSpoilsNoOther() throws IOException {
        byte[] zip = new Zip().with("一.txt", "甲").with("二.txt", "乙").bytes();

        Map<String, String> read = read(Zip.changed(zip, 0, CRC, 4, 7));

        assertThat(read.get("一.txt")).contains("损坏");
        assertThat(read).containsEntry("二.txt", "乙");
        assertThat(read(Zip.changed(zip, 0, PLACE, 4, 0x7FFFFFFF)).get("一.txt")).contains("损坏");
        assertThat(read(Zip.changed(zip, 0, METHOD, 2, 0)).get("一.txt")).contains("损坏");
    }

    @Test
    void linksAndOddPackingsAreRefused() throws IOException {
        byte[] zip = new Zip().with("link.txt", "/etc/passwd").bytes();
        byte[] byUnix = Zip.changed(zip, 0, 4, 2, 3 << 8);

        assertThat(read(Zip.changed(byUnix, 0, ATTRIBUTES, 4, 0xA1FFL << 16)).get("link.txt"))
                .contains("链接");
        assertThat(read(Zip.changed(zip, 0, METHOD, 2, 99)).get("link.txt")).contains("压缩方式");
    }

    @Test
    void whatIsNoZipIsRefused() {
        byte[] zip = new Zip().with("一.txt", "甲".repeat(1000)).bytes();

        for (byte[] none :
                new byte[][] {
                    {}, "不是压缩包".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(zip, zip.length / 2)
                }) {
            assertThatThrownBy(() -> read(none))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("zip");
        }
        byte[] shifted = Arrays.copyOfRange(zip, 50, zip.length);
        assertThatThrownBy(() -> read(shifted)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void tooManyFilesAreSeveralZips() {
        Zip zip = new Zip();
        for (int i = 0; i <= Archive.MOST_FILES; i++) {
            zip.with(i + ".txt", new byte[0]);
        }

        assertThatThrownBy(() -> read(zip.bytes()))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("10000");
    }

    /** Each file's text, or why it is refused. */
    private Map<String, String> read(byte[] zip) throws IOException {
        Path file = Files.write(folder.resolve("test.zip"), zip);
        Map<String, String> read = new LinkedHashMap<>();
        try (Archive archive = Archive.open(file)) {
            for (Archive.Entry entry : archive.entries()) {
                try {
                    read.put(
                            entry.name(),
                            new String(archive.content(entry), StandardCharsets.UTF_8));
                } catch (UnreadableException e) {
                    read.put(entry.name(), e.getMessage());
                }
            }
            besides = archive.besides();
        }
        return read;
    }
}
