package cn.fuhan.web;

/**
 * The installation, as its pages name it.
 *
 * @param name e.g. 示例市科技局复函公开
 * @param publicUrl where readers reach it, without a trailing slash
 * @param miniProgram whether there is a mini-program in WeChat beside the pages
 */
public record Site(String name, String publicUrl, boolean miniProgram) {

    /** A site without a mini-program. */
    public Site(String name, String publicUrl) {
        this(name, publicUrl, false);
    }

    public Site {
        publicUrl = publicUrl.replaceAll("/+$", "");
    }

    public String url(String path) {
        return publicUrl + path;
    }

    public String css() {
        return Asset.CSS;
    }

    public String figures() {
        return Asset.FIGURES;
    }

    public String desk() {
        return Asset.DESK;
    }

    public String js() {
        return Asset.JS;
    }

    public String icon() {
        return Asset.ICON;
    }
}
