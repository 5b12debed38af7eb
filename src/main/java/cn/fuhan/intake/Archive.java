package cn.fuhan.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A zip of letters from a stranger, read by its directory so that one bad file spoils no other.
 * Nothing is ever unpacked to disk; one file at a time is in memory, and never more of it than
 * {@link #LARGEST_FILE}. The JDK's own reader refuses a whole zip for one file with a password, and
 * knows one charset for all names; Windows in China writes GBK.
 */
public final class Archive implements AutoCloseable {

    /** More of one file is no letter. */
    public static final int LARGEST_FILE = 10 << 20;

    /** More files are more than one zip. */
    public static final int MOST_FILES = 10_000;

    /** What all files together may come to, unpacked. */
    static final long LARGEST_WHOLE = 1L << 30;

    /** Text shrinks to a tenth; what grows this much was made to. */
    private static final int MOST_GROWTH = 200;

    private static final int GROWTH_COUNTS_FROM = 1 << 20;
    private static final int LARGEST_DIRECTORY = 32 << 20;
    private static final int END_SIZE = 22;
    private static final int END = 0x06054b50;
    private static final int DIRECTORY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int UTF8_NAME = 1 << 11;
    private static final int UNICODE_NAME = 0x7075;

    private static final String DAMAGED = "压缩包中的这个文件已损坏，请重新压缩后再导入。";
    private static final String BOMB = "这个文件解压后会异常膨胀（压缩炸弹），为安全起见没有读取。";

    /**
     * A file in the zip.
     *
     * @param name as it may be shown
     * @param size what it says of itself
     * @param refusal why it is not read, in Chinese; null where it may be
     */
    public record Entry(
            String name,
            long size,
            @Nullable String refusal,
            long at,
            long packed,
            int method,
            long crc) {

        private Entry refused(String why) {
            return refusal != null ? this : new Entry(name, size, why, at, packed, method, crc);
        }
    }

    private final FileChannel file;
    private final List<Entry> entries;
    private int besides;
    private long read;

    private Archive(FileChannel file) throws IOException {
        this.file = file;
        this.entries = directory();
    }

    /**
     * Opens a zip.
     *
     * @throws UnreadableException what is no zip, or has too many files
     */
    public static Archive open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new Archive(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The files, in the zip's order, without what only comes along. */
    public List<Entry> entries() {
        return entries;
    }

    /** How many came along: folders aren't counted, a saved page's pictures are. */
    public int besides() {
        return besides;
    }

    /**
     * What the file holds.
     *
     * @throws UnreadableException in Chinese, why it isn't read
     */
    public byte[] content(Entry entry) throws IOException {
        if (entry.refusal() != null) {
            throw new UnreadableException(entry.refusal());
        }
        ByteBuffer local = at(entry.at(), LOCAL_SIZE);
        if (local == null || local.getInt(0) != LOCAL) {
            throw new UnreadableException(DAMAGED);
        }
        long start = entry.at() + LOCAL_SIZE + unsigned(local, 26) + unsigned(local, 28);
        if (start + entry.packed() > file.size()) {
            throw new UnreadableException(DAMAGED);
        }
        byte[] content = entry.method() == 0 ? stored(entry, start) : inflated(entry, start);
        CRC32 crc = new CRC32();
        crc.update(content);
        if (content.length != entry.size() || crc.getValue() != entry.crc()) {
            throw new UnreadableException(DAMAGED);
        }
        read += content.length;
        if (read > LARGEST_WHOLE) {
            throw new UnreadableException("这一批解压后超过 1 GB，从这个文件起没有读取，请分成几批导入。");
        }
        return content;
    }

    private byte[] stored(Entry entry, long start) throws IOException {
        if (entry.packed() != entry.size()) {
            throw new UnreadableException(DAMAGED);
        }
        ByteBuffer content = at(start, (int) entry.size());
        if (content == null) {
            throw new UnreadableException(DAMAGED);
        }
        return content.array();
    }

    private byte[] inflated(Entry entry, long start) throws IOException {
        // its size is only what it says of itself: it grows as it comes, up to that
        byte[] content = new byte[(int) entry.size() + 1];
        Inflater inflater = new Inflater(true);
        try {
            long position = start;
            long end = start + entry.packed();
            int length = 0;
            while (!inflater.finished() && length < content.length) {
                if (inflater.needsInput()) {
                    int more = (int) Math.min(64 << 10, end - position);
                    ByteBuffer part = more <= 0 ? null : at(position, more);
                    if (part == null) {
                        throw new UnreadableException(DAMAGED);
                    }
                    position += more;
                    inflater.setInput(part.array());
                }
                int now = inflater.inflate(content, length, content.length - length);
                if (now == 0 && inflater.needsDictionary()) {
                    throw new UnreadableException(DAMAGED);
                }
                length += now;
            }
            if (length == content.length) {
                throw new UnreadableException(BOMB);
            }
            return java.util.Arrays.copyOf(content, length);
        } catch (DataFormatException e) {
            throw new UnreadableException(DAMAGED, e);
        } finally {
            inflater.end();
        }
    }

    private List<Entry> directory() throws IOException {
        long size = file.size();
        int tail = (int) Math.min(size, END_SIZE + 0xFFFF);
        ByteBuffer last = at(size - tail, tail);
        int end = -1;
        for (int i = tail - END_SIZE; last != null && i >= 0 && end < 0; i--) {
            if (last.getInt(i) == END) {
                end = i;
            }
        }
        if (end < 0) {
            throw new UnreadableException("这不是 zip 压缩包，或者没有传完整。请用系统自带的压缩功能重新压缩（.zip）后再导入。");
        }
        int count = unsigned(last, end + 10);
        long length = last.getInt(end + 12) & 0xFFFFFFFFL;
        long from = last.getInt(end + 16) & 0xFFFFFFFFL;
        if (count == 0xFFFF || length > LARGEST_DIRECTORY) {
            throw tooMany();
        }
        // what was put before the zip, such as a program that unpacks it, shifts all its places
        long shift = size - tail + end - length - from;
        ByteBuffer directory = shift < 0 ? null : at(from + shift, (int) length);
        if (directory == null) {
            throw new UnreadableException("压缩包已损坏，或者没有传完整。请重新压缩后再导入。");
        }
        return withoutOverlaps(entries(directory, count, shift));
    }

    private List<Entry> entries(ByteBuffer directory, int count, long shift) {
        List<Entry> found = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + 46 > directory.limit() || directory.getInt(at) != DIRECTORY) {
                throw new UnreadableException("压缩包已损坏，或者没有传完整。请重新压缩后再导入。");
            }
            int nameLength = unsigned(directory, at + 28);
            int extraLength = unsigned(directory, at + 30);
            int next = at + 46 + nameLength + extraLength + unsigned(directory, at + 32);
            if (next > directory.limit()) {
                throw new UnreadableException("压缩包已损坏，或者没有传完整。请重新压缩后再导入。");
            }
            String name = name(directory, at, nameLength, extraLength);
            if (!FileName.isBesides(name)) {
                found.add(entry(directory, at, name, shift));
            } else if (!name.endsWith("/")) {
                besides++;
            }
            if (found.size() > MOST_FILES) {
                throw tooMany();
            }
            at = next;
        }
        return found;
    }

    private static Entry entry(ByteBuffer directory, int at, String name, long shift) {
        int flags = unsigned(directory, at + 8);
        int method = unsigned(directory, at + 10);
        long packed = directory.getInt(at + 20) & 0xFFFFFFFFL;
        long size = directory.getInt(at + 24) & 0xFFFFFFFFL;
        boolean link =
                unsigned(directory, at + 4) >> 8 == 3
                        && (unsigned(directory, at + 40) & 0xF000) == 0xA000;
        String refusal = FileName.refusal(name);
        if (refusal == null && (flags & 1) != 0) {
            refusal = "这个文件有密码，请去除密码后重新压缩。";
        }
        if (refusal == null && link) {
            refusal = "这是一个链接，不是文件，没有读取。";
        }
        if (refusal == null && size > LARGEST_FILE) {
            refusal = tooLarge();
        }
        if (refusal == null && method != 0 && method != 8) {
            refusal = "这个文件的压缩方式不常见，读不了。请用系统自带的压缩功能重新压缩（.zip）。";
        }
        if (refusal == null && size > GROWTH_COUNTS_FROM && size / MOST_GROWTH > packed) {
            refusal = BOMB;
        }
        return new Entry(
                FileName.shown(name),
                size,
                refusal,
                (directory.getInt(at + 42) & 0xFFFFFFFFL) + shift,
                packed,
                method,
                directory.getInt(at + 16) & 0xFFFFFFFFL);
    }

    /** Files that share their bytes make a small zip endless. */
    private static List<Entry> withoutOverlaps(List<Entry> entries) {
        Set<Entry> shared = new HashSet<>();
        List<Entry> byPlace = new ArrayList<>(entries);
        byPlace.sort(Comparator.comparingLong(Entry::at));
        for (int i = 1; i < byPlace.size(); i++) {
            Entry before = byPlace.get(i - 1);
            if (before.at() + LOCAL_SIZE + before.packed() > byPlace.get(i).at()) {
                shared.add(before);
                shared.add(byPlace.get(i));
            }
        }
        return entries.stream().map(e -> shared.contains(e) ? e.refused(BOMB) : e).toList();
    }

    private static String name(ByteBuffer directory, int at, int nameLength, int extraLength) {
        byte[] raw = new byte[nameLength];
        directory.get(at + 46, raw);
        boolean told = (unsigned(directory, at + 8) & UTF8_NAME) != 0;
        String utf8 = decoded(raw, StandardCharsets.UTF_8);
        if (utf8 != null && (told || isPlausible(utf8))) {
            return utf8;
        }
        String unicode = unicodeName(directory, at + 46 + nameLength, extraLength);
        if (unicode != null) {
            return unicode;
        }
        String gb = decoded(raw, Charset.forName("GB18030"));
        if (gb != null) {
            return gb;
        }
        return utf8 != null ? utf8 : new String(raw, StandardCharsets.ISO_8859_1);
    }

    /** A few bytes of GBK may pass for UTF-8, as letters that stand in no Chinese name. */
    private static boolean isPlausible(String name) {
        return name.codePoints().allMatch(c -> c < 0x80 || c >= 0x2000);
    }

    /** Info-ZIP's extra field with the name in UTF-8. */
    private static @Nullable String unicodeName(ByteBuffer directory, int from, int length) {
        for (int at = from; at + 4 <= from + length; ) {
            int size = unsigned(directory, at + 2);
            if (at + 4 + size > from + length) {
                return null;
            }
            if (unsigned(directory, at) == UNICODE_NAME && size > 5) {
                byte[] name = new byte[size - 5];
                directory.get(at + 9, name);
                return decoded(name, StandardCharsets.UTF_8);
            }
            at += 4 + size;
        }
        return null;
    }

    private static @Nullable String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Bytes of the zip, or null where it has no such place. */
    private @Nullable ByteBuffer at(long position, int length) throws IOException {
        if (position < 0 || position + length > file.size()) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes.flip();
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    /** What is said of a file that is too large to be a letter. */
    public static String tooLarge() {
        return "文件超过 10 MB，不像一封复函。请只保留复函正文，或去掉图片后再导入。";
    }

    private static UnreadableException tooMany() {
        return new UnreadableException("压缩包中的文件超过 10000 个，请分成几个压缩包导入。");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
