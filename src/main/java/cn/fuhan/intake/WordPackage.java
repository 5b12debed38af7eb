package cn.fuhan.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a .docx before it is parsed: it is a zip from a stranger. Refuses what is no document,
 * what carries macros or declares entities, and what grows too much (zip bomb). What is left of it
 * in memory is its markup.
 */
final class WordPackage {

    private static final int LARGEST_ENTRY = 16 << 20;
    private static final int MOST_ENTRIES = 1000;
    private static final int LARGEST_FILE = 20 << 20;
    private static final long LARGEST_WHOLE = 64L << 20;

    private static final UnreadableAdvice NOT_WORD =
            () -> new UnreadableException("这不是 Word（.docx）文件，请在 Word 或 WPS 中另存为 .docx 后重试。");
    private static final UnreadableAdvice TOO_BIG =
            () -> new UnreadableException("Word 文件解压后过大，为安全起见已拒绝，请删除图片等内容、只保留复函文字后重试。");
    private static final UnreadableAdvice MACROS =
            () -> new UnreadableException("Word 文件含有宏，为安全起见已拒绝，请另存为不含宏的 .docx 后重试。");
    private static final UnreadableAdvice ENTITIES =
            () -> new UnreadableException("Word 文件含有外部实体声明，为安全起见已拒绝，请在 Word 或 WPS 中另存为 .docx 后重试。");

    /** The parts of markup by their names in the zip; pictures and fonts stay out. */
    private final Map<String, byte[]> parts = new HashMap<>();

    private WordPackage() {}

    @FunctionalInterface
    private interface UnreadableAdvice {
        UnreadableException exception();
    }

    /** Opens a document. */
    static WordPackage open(byte[] file) {
        if (Decoder.startsWith(file, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new UnreadableException("这是旧版 Word（.doc）或加密的文件，请去除密码并另存为 .docx 后重试。");
        }
        if (!Decoder.startsWith(file, 'P', 'K', 3, 4)) {
            throw NOT_WORD.exception();
        }
        if (file.length > LARGEST_FILE) {
            throw TOO_BIG.exception();
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            WordPackage opened = new WordPackage();
            opened.read(zip);
            return opened;
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableException("Word 文件已损坏，请重新另存为 .docx 后重试。", e);
        }
    }

    private void read(ZipInputStream zip) throws IOException {
        boolean document = false;
        int entries = 0;
        long whole = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName().toLowerCase(Locale.ROOT);
            byte[] content = zip.readNBytes(LARGEST_ENTRY + 1);
            whole += content.length;
            if (++entries > MOST_ENTRIES
                    || content.length > LARGEST_ENTRY
                    || whole > LARGEST_WHOLE) {
                throw TOO_BIG.exception();
            }
            if (name.contains("vbaproject") || name.contains("vbadata")) {
                throw MACROS.exception();
            }
            if (name.endsWith(".xml") || name.endsWith(".rels")) {
                parts.put(name, content);
                String markup = markup(content);
                if (markup.contains("<!DOCTYPE") || markup.contains("<!ENTITY")) {
                    throw ENTITIES.exception();
                }
                if (name.equals("[content_types].xml")) {
                    if (markup.contains("macroEnabled") || markup.contains("vbaProject")) {
                        throw MACROS.exception();
                    }
                    document = markup.contains("wordprocessingml.document.main");
                }
            }
        }
        if (!document) {
            throw NOT_WORD.exception();
        }
    }

    /** The bytes of a part of markup; its name as in the zip, in any case. */
    byte @Nullable [] part(String name) {
        return parts.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The name of the part that a target means, seen from a folder: ../styles.xml,
     * /word/styles.xml.
     */
    static String resolve(String folder, String target) {
        Deque<String> path = new ArrayDeque<>();
        for (String step : (target.startsWith("/") ? target : folder + target).split("/")) {
            if (step.equals("..")) {
                path.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.addLast(step);
            }
        }
        return String.join("/", path);
    }

    /** Byte by byte and without NUL, so that UTF-16 hides nothing. */
    private static String markup(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
