package cn.fuhan.wechat;

import cn.fuhan.web.VertxProblems;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file by which WeChat sees that the addresses in the ordinary QR codes are ours (校验文件): it
 * looks for it in the last folder of a registered prefix, which is {@code /r/} for letters and
 * {@code /h/} for receipts.
 */
@Singleton
class VerificationFile {

    private static final Pattern SETTING = Pattern.compile("([\\w-]{1,100}\\.txt)=(\\S{1,1000})");

    private final WeChatSettings settings;

    VerificationFile(WeChatSettings settings) {
        this.settings = settings;
    }

    void register(@Observes Router router) {
        settings.verification().ifPresent(setting -> register(router, setting));
    }

    private static void register(Router router, String setting) {
        Matcher file = SETTING.matcher(setting.strip());
        if (!file.matches()) {
            throw new IllegalArgumentException(
                    "FUHAN_WECHAT_VERIFICATION must be NAME.txt=CONTENT: " + setting);
        }
        String content = file.group(2);
        for (String folder : List.of("/", "/r/", "/h/")) {
            router.route(HttpMethod.GET, folder + file.group(1))
                    .order(VertxProblems.ORDER + 1)
                    .handler(
                            request ->
                                    request.response()
                                            .putHeader("Content-Type", "text/plain")
                                            .putHeader("X-Content-Type-Options", "nosniff")
                                            .end(content));
        }
    }
}
