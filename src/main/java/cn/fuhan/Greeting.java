package cn.fuhan;

import cn.fuhan.access.Administrator;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The last thing on the terminal when the service has started: where it is, whose account to log in
 * with, and a QR code that takes a phone in the same network there.
 */
@Singleton
final class Greeting implements QuarkusApplication {

    /** Networks within this machine, and tunnels out of it: no phone is there. */
    private static final Pattern INNER =
            Pattern.compile("(docker|veth|br-|virbr|lxc|cni|flannel|cali|tun|tap|wg|zt|utun).*");

    /** Black on white whatever the terminal's own colours are: numbers above 15 are in no theme. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private static final String PLAIN = "\u001b[0m";

    private final Administrator administrator;
    private final Optional<String> publicUrl;
    private final String host;
    private final int port;

    Greeting(
            Administrator administrator,
            @ConfigProperty(name = "fuhan.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.administrator = administrator;
        this.publicUrl = publicUrl;
        this.host = host;
        this.port = port;
    }

    /** Shows the greeting, and stays until the service is asked to end. */
    @Override
    public int run(String... arguments) throws UnknownHostException, SocketException {
        show(publicUrl.orElse(localUrl()), administrator.newPassword());
        Quarkus.waitForExit();
        return 0;
    }

    /**
     * @param siteUrl what to tell others
     * @param newAdminPassword shown this once; null for one that is known already
     */
    void show(String siteUrl, @Nullable String newAdminPassword)
            throws UnknownHostException, SocketException {
        boolean colours = isTerminal();
        String account =
                newAdminPassword == null
                        ? "admin（口令已设置）"
                        : "admin  口令：" + newAdminPassword + "（只显示这一次）";
        terminal(FileDescriptor.out)
                .print(
                        """

                          复函已启动：%s
                          管理账号：%s
                          同一网络内的手机可扫码打开 %s

                        %s
                        """
                                .formatted(siteUrl, account, localUrl(), qr(localUrl(), colours)));
    }

    private String localUrl() throws UnknownHostException, SocketException {
        InetAddress bound = InetAddress.getByName(host);
        InetAddress address = bound.isAnyLocalAddress() ? lanAddress() : bound;
        return "http://" + address.getHostAddress() + ":" + port;
    }

    /** The machine's own address in its network, private ones first; loopback if it has none. */
    static InetAddress lanAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(Greeting::leadsOut)
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
                .min(Comparator.comparing(address -> !address.isSiteLocalAddress()))
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private static boolean leadsOut(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && !network.isVirtual()
                    && !network.isPointToPoint()
                    && !INNER.matcher(network.getName()).matches();
        } catch (SocketException e) {
            return false; // it has just gone
        }
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

    // System.console() asks about the input as well, and always answers from Java 22 on
    private static boolean isTerminal() {
        try {
            Path output = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
            return List.of("/dev/pts/", "/dev/tty", "/dev/console").stream()
                    .anyMatch(output.toString()::startsWith);
        } catch (IOException e) {
            return false;
        }
    }

    /** UTF-8 whatever the locale, which a service is often started without. */
    static PrintStream terminal(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
