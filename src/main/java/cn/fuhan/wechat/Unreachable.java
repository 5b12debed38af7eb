package cn.fuhan.wechat;

/** WeChat did not answer, or not with anything that can be understood; or it was busy. */
final class Unreachable extends RuntimeException {

    private final boolean arrived;

    /**
     * @param arrived whether what was asked for may have been done all the same
     * @param why without the address, which holds secrets
     */
    Unreachable(boolean arrived, String why) {
        super(why, null, false, false);
        this.arrived = arrived;
    }

    boolean mayHaveArrived() {
        return arrived;
    }
}
