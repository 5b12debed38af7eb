package cn.fuhan.wechat;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

    /** The mini-program's page for a letter, without a leading slash; it takes code or scene. */
    @WithDefault("pages/letter/letter")
    String page();

    /** Which version of the mini-program codes, links and messages open. */
    @WithDefault("release")
    Version version();

    /** The name and content of WeChat's verification file: NAME.txt=CONTENT. */
    Optional<String> verification();

    /** Messages, each as {@link Template} says; those that aren't set aren't sent. */
    Messaging template();

    /** The messages that there are. */
    interface Messaging {

        /** A receipt was received. */
        Optional<String> receiptReceived();

        /** The letter was published. */
        Optional<String> answered();

        /** The letter has a new revision. */
        Optional<String> revised();

        /** What the letter promised was kept, changed or missed. */
        Optional<String> progress();

        /** The deadline of the receipt is near. */
        Optional<String> reminder();
    }

    /** As WeChat names the versions of a mini-program. */
    enum Version {
        release("formal"),
        trial("trial"),
        develop("developer");

        private final String state;

        Version(String state) {
            this.state = state;
        }

        /** The same in messages. */
        String state() {
            return state;
        }

        /** Whether the page must be in the released version. */
        boolean checked() {
            return this == release;
        }
    }

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
