package cn.fuhan.reply;

import cn.fuhan.web.Copy;

/** What a page tells its reader while the database can't confirm it. */
public final class StaleNotice {

    /** Where pages have room for it. */
    public static final String MARK = "<p class=\"notice\" hidden></p>";

    public static final String HTML = "<p class=\"notice\">系统正在维护，本页可能不是最新内容。</p>";

    private StaleNotice() {}

    /** A copy with the notice; what isn't a page stays as it is, and its headers must say it. */
    static Copy on(Copy copy) {
        return copy.mediaType().equals(Form.PAGE.mediaType)
                ? Copy.of(copy.mediaType(), copy.text().replace(MARK, HTML))
                : copy;
    }
}
