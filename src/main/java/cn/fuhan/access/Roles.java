package cn.fuhan.access;

/** What an account may do. */
public final class Roles {

    /** Prepares letters and issues invitations (编辑). */
    public static final String EDITOR = "editor";

    /** Signs off and publishes (审签). */
    public static final String APPROVER = "approver";

    /** Manages accounts (管理员). */
    public static final String ADMINISTRATOR = "administrator";

    private Roles() {}
}
