package cn.fuhan.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips of the tests, honest and hostile. */
public final class Zip {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip;

    public Zip() {
        this(StandardCharsets.UTF_8);
    }

    /**
     * @param names the charset of the names, which the zip does not tell unless it is UTF-8
     */
    public Zip(Charset names) {
        zip = new ZipOutputStream(bytes, names);
    }

    public Zip with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Zip with(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same zip with this field of its n-th directory record changed. */
    public static byte[] changed(byte[] zip, int entry, int offset, int bytes, long value) {
        byte[] changed = zip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int found = -1;
        for (int i = 0; i + 46 < changed.length; i++) {
            if (buffer.getInt(i) == 0x02014b50 && ++found == entry) {
                if (bytes == 2) {
                    buffer.putShort(i + offset, (short) value);
                } else {
                    buffer.putInt(i + offset, (int) value);
                }
            }
        }
        return changed;
    }
}
