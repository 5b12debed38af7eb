package cn.fuhan.access;

import java.util.List;

/** What an account may do. */
public final class Roles {

    /** Prepares letters and issues invitations (编辑). */
    public static final String EDITOR = "editor";

    /** Signs off and publishes (审签). */
    public static final String APPROVER = "approver";

    /** Manages accounts (管理员). */
    public static final String ADMINISTRATOR = "administrator";

    /** All of them, the least first. */
    public static final List<String> ALL = List.of(EDITOR, APPROVER, ADMINISTRATOR);

    private Roles() {}

    static String inChinese(String role) {
        return switch (role) {
            case EDITOR -> "编辑";
            case APPROVER -> "审签";
            case ADMINISTRATOR -> "管理员";
            default -> role;
        };
    }
}
