package cn.fuhan.wechat;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * What is a WeChat user's own (我的) says what to configure where WeChat isn't connected, rather than
 * ask for a log-in that nobody can do.
 */
class NeedsWeChat {

    private static final String MINE = "/api/v1/me/";

    private final WeChatSettings settings;

    NeedsWeChat(WeChatSettings settings) {
        this.settings = settings;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext context) {
        if (context.getUriInfo().getPath().startsWith(MINE)) {
            settings.require();
        }
    }
}
