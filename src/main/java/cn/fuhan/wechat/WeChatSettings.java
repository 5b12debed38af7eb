package cn.fuhan.wechat;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.config.ConfigMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an installation is connected to WeChat. Without an appid it isn't, and runs all the same. */
@ConfigMapping(prefix = "fuhan.wechat")
interface WeChatSettings {

    int SHORTEST_KEY = 32;

    /** The mini-program's appid. */
    Optional<String> appid();

    /** Its secret (AppSecret). */
    Optional<String> secret();

    /** What WeChat's names of people are hashed and sealed with. Must stay the same for ever. */
    Optional<String> key();

    /** Where WeChat's server API is. */
    String url();

    /** Whether all that is needed is there. */
    default boolean complete() {
        return missing().isEmpty();
    }

    /** Fails with wechat-not-configured, naming what is missing. */
    default void require() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new Problem(
                    ProblemType.WECHAT_NOT_CONFIGURED,
                    "本服务还没有接入微信。管理员须设置 %s 后重新启动；回执仍可凭回执码在网页上提交。"
                            .formatted(String.join("、", missing)));
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (appid().isEmpty()) {
            missing.add("FUHAN_WECHAT_APPID");
        }
        if (secret().isEmpty()) {
            missing.add("FUHAN_WECHAT_SECRET");
        }
        if (key().filter(k -> k.length() >= SHORTEST_KEY).isEmpty()) {
            missing.add("FUHAN_WECHAT_KEY（至少 %d 个字符）".formatted(SHORTEST_KEY));
        }
        return missing;
    }
}
