package cn.fuhan.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The site from the installation's settings. */
final class Installation {

    /**
     * The site under {@code FUHAN_PUBLIC_URL}; never an address from a request, whose Host header
     * is a stranger's word. Without the setting, the machine's own address in its network, so that
     * a phone beside it gets there.
     */
    @Produces
    @Singleton
    Site site(
            @ConfigProperty(name = "fuhan.public-url") Optional<String> url,
            @ConfigProperty(name = "fuhan.site-name") String name,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        return new Site(name, url.orElseGet(() -> "http://" + lanAddress() + ":" + port));
    }

    private static String lanAddress() {
        try {
            for (NetworkInterface card :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!card.isUp() || card.isLoopback() || card.isVirtual()) {
                    continue;
                }
                for (InetAddress address : Collections.list(card.getInetAddresses())) {
                    if (address instanceof Inet4Address && address.isSiteLocalAddress()) {
                        return address.getHostAddress();
                    }
                }
            }
        } catch (SocketException e) {
            // no network to speak of: this machine alone will do
        }
        return "localhost";
    }
}
