package cn.fuhan.access;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A password that somebody else has made is good for one thing: to be changed (首次登录须改密码). */
final class FirstPassword {

    private static final Set<String> OPEN =
            Set.of("/desk/password", "/desk/sign-out", "/api/v1/desk/password");

    private FirstPassword() {}

    static void require(boolean mustChange, @Nullable RoutingContext request) {
        if (mustChange && (request == null || !OPEN.contains(request.normalizedPath()))) {
            throw new Problem(ProblemType.PASSWORD_CHANGE_REQUIRED);
        }
    }
}
