package cn.fuhan.reply;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** The version that a change was made from, as If-Match says it (RFC 9110, 13.1.1). */
public record Versions(@Nullable String ifMatch) {

    /**
     * For a change that must say what it is made from: without it, the problem
     * precondition-required.
     */
    public static Versions required(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Problem(ProblemType.PRECONDITION_REQUIRED);
        }
        return new Versions(ifMatch);
    }

    /** The ETag of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    void require(Reply reply) {
        require(reply.version);
    }

    /** Fails with the problem stale where the change was made from another version. */
    public void require(long version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",", 20)) {
            if (tag.strip().equals(etag(version))) {
                return;
            }
        }
        throw new Problem(ProblemType.STALE).with("version", version).header("ETag", etag(version));
    }
}
