package cn.fuhan.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
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
            @ConfigProperty(name = "fuhan.wechat.appid") Optional<String> appid,
            OwnAddress own) {
        return new Site(name, url.orElseGet(own::url), appid.isPresent());
    }
}
