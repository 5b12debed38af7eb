package cn.fuhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {

    private static final int SCALE = 4;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPhoneCanReadTheCode(boolean colours) throws ReaderException {
        String drawing = Greeting.qr("http://192.168.100.200:8080", colours);

        assertThat(read(drawing, colours)).isEqualTo("http://192.168.100.200:8080");
    }

    /** Looks at the characters as a camera does, on a dark terminal where they have no colours. */
    private static String read(String drawing, boolean colours) throws ReaderException {
        List<String> rows =
                drawing.lines()
                        .map(row -> row.replaceAll("\u001b\\[[0-9;]*m", "").substring(2))
                        .toList();
        int width = rows.get(0).length() * SCALE;
        int height = rows.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        Arrays.setAll(
                pixels,
                i -> {
                    int y = i / width / SCALE;
                    char block = rows.get(y / 2).charAt(i % width / SCALE);
                    boolean drawn = block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
                    return drawn == colours ? 0x000000 : 0xffffff;
                });
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new GlobalHistogramBinarizer(
                                        new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
