package cn.fuhan.desk;

import cn.fuhan.intake.Inspector;
import cn.fuhan.intake.Intake;
import cn.fuhan.intake.Reading;
import cn.fuhan.intake.UnreadableException;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Drafts;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Import (导入): a file is read on a worker thread, then stored as a draft with its findings. */
@Singleton
class Importing {

    /** The rules that look through an edited letter are the importer's. */
    static final Drafts.Inspection INSPECTION = Inspector::inspect;

    private final Drafts drafts;
    private final Vertx vertx;

    Importing(Drafts drafts, Vertx vertx) {
        this.drafts = drafts;
        this.vertx = vertx;
    }

    /**
     * Fails with unreadable, or already-imported.
     *
     * @param type text/html, text/plain or the docx type
     * @param by the account
     */
    Uni<DeskReply> take(byte[] file, String type, @Nullable String charset, String by) {
        return vertx.executeBlocking(() -> read(file, type, charset), false)
                .chain(
                        reading ->
                                drafts.take(reading.letter(), reading.findings(), by)
                                        .onFailure(ConstraintViolationException.class)
                                        .recoverWithUni(() -> drafts.twin(reading.letter())));
    }

    private static Reading read(byte[] file, String type, @Nullable String charset) {
        try {
            return switch (type) {
                case "text/html" -> Intake.page(file, charset);
                case "text/plain" -> Intake.text(file, charset);
                default -> Intake.docx(file);
            };
        } catch (UnreadableException e) {
            throw new Problem(ProblemType.UNREADABLE, e.getMessage());
        }
    }
}
