package cn.fuhan.receipt;

/** How satisfied a proposer is (满意度). */
public enum Rating {
    /** 满意. */
    SATISFIED("满意"),
    /** 基本满意. */
    MOSTLY_SATISFIED("基本满意"),
    /** 理解: not what was hoped for, but the reason is seen; only where an installation offers it. */
    UNDERSTANDING("理解"),
    /** 不满意; leads to re-handling (二次办理). */
    UNSATISFIED("不满意");

    private final String label;

    Rating(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
