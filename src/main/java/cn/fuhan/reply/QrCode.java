package cn.fuhan.reply;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A QR code (ISO/IEC 18004) with its quiet zone of four modules, drawn from the bit matrix as SVG
 * or PNG without {@code java.awt}, which a native image lacks.
 */
public final class QrCode {

    /** Where nothing else is asked for, in pixels. */
    static final int SIZE = 256;

    private static final int QUIET_ZONE = 4;

    private final BitMatrix modules;

    private QrCode(BitMatrix modules) {
        this.modules = modules;
    }

    /**
     * @param level error correction: L 7 %, M 15 %, Q 25 %, H 30 % of the code may be lost
     */
    public static QrCode of(String text, ErrorCorrectionLevel level) {
        try {
            return new QrCode(
                    new QRCodeWriter()
                            .encode(
                                    text,
                                    BarcodeFormat.QR_CODE,
                                    0,
                                    0,
                                    Map.of(
                                            EncodeHintType.ERROR_CORRECTION, level,
                                            EncodeHintType.MARGIN, QUIET_ZONE)));
        } catch (WriterException e) {
            throw new Problem(ProblemType.BAD_PARAMETER, "地址太长，画不成这种纠错级别的二维码。");
        }
    }

    /**
     * An svg element that scales without blur.
     *
     * @param size width and height in CSS pixels
     */
    public String svg(int size) {
        int n = modules.getWidth();
        StringBuilder path = new StringBuilder(4096);
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int run = x;
                while (run < n && modules.get(run, y)) {
                    run++;
                }
                if (run > x) {
                    path.append('M')
                            .append(x)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(run - x)
                            .append("v1H")
                            .append(x)
                            .append('z');
                    x = run;
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                shape-rendering="crispEdges" role="img" aria-label="二维码"><path fill="#fff" d="M0 0h%dv%dH0z"/>\
                <path d="%s"/></svg>"""
                .formatted(size, size, n, n, n, n, path);
    }

    /**
     * A PNG (W3C PNG, third edition) of one bit a pixel. Its side is the largest multiple of the
     * code's modules up to {@code size} pixels, so that every module is a whole number of pixels;
     * never less than one pixel a module.
     */
    public byte[] png(int size) {
        int n = modules.getWidth();
        int scale = Math.max(1, size / n);
        int side = n * scale;
        int stride = (side + 7) / 8 + 1;
        byte[] rows = new byte[stride * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!modules.get(x / scale, y / scale)) {
                    // the first byte of a row is its filter, 0 for none
                    rows[y * stride + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream(1024);
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        // one bit deep, greyscale, deflate, no interlace
        chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 1).array());
        chunk(png, "IDAT", deflate(rows));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    BitMatrix modules() {
        return modules;
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
