package cn.fuhan.wechat;

/** WeChat answered, with an errcode that trying again at once doesn't change. */
final class Refused extends RuntimeException {

    private final int code;

    Refused(int code, String message) {
        super(code + " " + message, null, false, false);
        this.code = code;
    }

    Errcode errcode() {
        return Errcode.of(code);
    }
}
