package cn.fuhan.reply;

/** The forms in which a letter is read, each with ready-made copies. */
enum Form {
    JSON("/api/v1/replies/", "application/json;charset=UTF-8"),
    PAGE("/r/", "text/html;charset=UTF-8");

    /** What stands before the number of a revision. */
    static final String REVISIONS = "/revisions/";

    final String folder;
    final String mediaType;

    Form(String folder, String mediaType) {
        this.folder = folder;
        this.mediaType = mediaType;
    }

    /** Where a letter is read in this form: what its copy is kept by. */
    String path(String code) {
        return folder + code;
    }

    /** The same of one revision. */
    String path(String code, int revision) {
        return path(code) + REVISIONS + revision;
    }
}
