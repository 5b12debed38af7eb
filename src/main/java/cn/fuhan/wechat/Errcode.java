package cn.fuhan.wechat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What WeChat's numbers mean for us (错误码). */
enum Errcode {
    /** Its servers are busy: the same may succeed in a moment. */
    BUSY(-1),
    /** The access token is stale or wrong. */
    STALE_TOKEN(40001, 40014, 42001),
    /** No such user of this mini-program. */
    OPENID(40003),
    /** The appid is wrong: a setting. */
    APPID(40013),
    /** The secret is wrong or frozen: a setting. */
    SECRET(40125, 40243),
    /** This server's address isn't on the white list: a setting at WeChat. */
    ADDRESS(40164),
    /** The log-in code is wrong, or its five minutes are over. */
    CODE(40029),
    /** The log-in code was used before. */
    USED_CODE(40163),
    /** The user is a high risk to WeChat. */
    BLOCKED(40226),
    /** No such template: a setting. */
    TEMPLATE(40037),
    /** The scene of a mini-program code is not as it must be. */
    SCENE(40169),
    /** No such page, or no version of the mini-program that has it is released. */
    PAGE(41030),
    /** The user refused, or the consent is spent. */
    NO_CONSENT(43101),
    /** The day's quota is used up. */
    QUOTA(45009),
    /** Too many calls in a minute. */
    TOO_OFTEN(45011),
    /** A message's fields aren't those of its template. */
    DATA(47003),
    /** The user wasn't there within two hours. */
    NOT_RECENT(61010),
    /** Anything else. */
    OTHER;

    private static final Map<Integer, Errcode> ALL =
            Stream.of(values())
                    .flatMap(e -> Stream.of(e.codes).map(c -> Map.entry(c, e)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Integer[] codes;

    Errcode(Integer... codes) {
        this.codes = codes;
    }

    static Errcode of(int code) {
        return ALL.getOrDefault(code, OTHER);
    }
}
