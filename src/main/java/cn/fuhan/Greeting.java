package cn.fuhan;

import cn.fuhan.access.Administrator;
import cn.fuhan.web.OwnAddress;
import cn.fuhan.web.Site;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last thing on the terminal when the service has started: where it is, whose account to log in
 * with, and a QR code that takes a phone in the same network there.
 */
@Singleton
final class Greeting implements QuarkusApplication {

    /** Black on white whatever the terminal's own colours are: numbers above 15 are in no theme. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private static final String PLAIN = "\u001b[0m";

    private final Administrator administrator;
    private final Site site;
    private final OwnAddress own;

    Greeting(Administrator administrator, Site site, OwnAddress own) {
        this.administrator = administrator;
        this.site = site;
        this.own = own;
    }

    /** Shows the greeting, and stays until the service is asked to end. */
    @Override
    public int run(String... arguments) {
        show(administrator.newPassword());
        Quarkus.waitForExit();
        return 0;
    }

    /**
     * @param newAdminPassword shown this once; null for one that is known already
     */
    private void show(@Nullable String newAdminPassword) {
        String account =
                newAdminPassword == null
                        ? "admin（口令已设置）"
                        : "admin  口令：" + newAdminPassword + "（只显示这一次）";
        Terminal.OUT.stream()
                .print(
                        """

                          复函已启动：%s
                          管理账号：%s
                          同一网络内的手机可扫码打开 %s

                        %s
                        """
                                .formatted(
                                        site.publicUrl(),
                                        account,
                                        own.url(),
                                        qr(own.url(), Terminal.OUT.isSeen())));
    }

    /**
     * A QR code of characters, two modules in each. Without colours the blocks are the light
     * modules, since the background is most often dark.
     */
    static String qr(String text, boolean colours) {
        BitMatrix dark = encode(text);
        StringBuilder drawing = new StringBuilder();
        for (int y = 0; y < dark.getHeight(); y += 2) {
            drawing.append(colours ? "  " + BLACK_ON_WHITE : "  ");
            for (int x = 0; x < dark.getWidth(); x++) {
                boolean below = y + 1 < dark.getHeight() && dark.get(x, y + 1);
                drawing.append(block(dark.get(x, y) == colours, below == colours));
            }
            drawing.append(colours ? PLAIN + "\n" : "\n");
        }
        return drawing.toString();
    }

    private static BitMatrix encode(String text) {
        try {
            // no more correction than a screen needs, so that the modules are large; size 0 is one
            // point for each
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.L,
                                    EncodeHintType.MARGIN,
                                    4));
        } catch (WriterException e) {
            throw new IllegalArgumentException(text + " is too long for a QR code", e);
        }
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
