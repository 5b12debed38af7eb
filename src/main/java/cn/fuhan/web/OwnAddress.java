package cn.fuhan.web;

import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a phone in this machine's own network reaches the service. */
@Singleton
public final class OwnAddress {

    /** Networks within this machine, and tunnels out of it: no phone is there. */
    private static final Pattern INNER =
            Pattern.compile("(docker|veth|br-|virbr|lxc|cni|flannel|cali|tun|tap|wg|zt|utun).*");

    private final String url;

    OwnAddress(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port)
            throws UnknownHostException, SocketException {
        InetAddress bound = InetAddress.getByName(host);
        InetAddress address = bound.isAnyLocalAddress() ? inNetwork() : bound;
        url = "http://" + address.getHostAddress() + ":" + port;
    }

    /** e.g. {@code http://192.168.1.20:8080} */
    public String url() {
        return url;
    }

    /** The machine's own address in its network, private ones first; loopback if it has none. */
    static InetAddress inNetwork() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(OwnAddress::leadsOut)
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
}
