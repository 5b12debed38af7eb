package cn.fuhan.desk;

import cn.fuhan.desk.DifferenceResource.Answer;
import cn.fuhan.reply.DeskReply;
import cn.fuhan.reply.Difference;
import cn.fuhan.reply.Drafts;
import cn.fuhan.reply.LetterDocument;
import cn.fuhan.reply.Revisions;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Puts two texts of a letter side by side: revisions, or the draft and a revision. */
@Singleton
class Comparing {

    private final Drafts drafts;
    private final Revisions revisions;

    Comparing(Drafts drafts, Revisions revisions) {
        this.drafts = drafts;
        this.revisions = revisions;
    }

    /**
     * @param after a number, or draft
     * @param before a number; null for the one before
     */
    Uni<Answer> compare(String code, String after, @Nullable String before) {
        return drafts.get(code)
                .chain(
                        reply -> {
                            int earlier = before == null ? previous(reply, after) : number(before);
                            return revisions
                                    .get(reply.code(), earlier)
                                    .chain(
                                            first ->
                                                    later(reply, after)
                                                            .map(
                                                                    second ->
                                                                            answer(
                                                                                    reply, earlier,
                                                                                    after, first,
                                                                                    second)));
                        });
    }

    private static Answer answer(
            DeskReply reply,
            int earlier,
            String after,
            LetterDocument first,
            LetterDocument second) {
        return new Answer(
                reply.code(), Integer.toString(earlier), after, Difference.between(first, second));
    }

    private Uni<LetterDocument> later(DeskReply reply, String after) {
        return after.equals(DifferenceResource.DRAFT)
                ? Uni.createFrom().item(Revisions.next(reply))
                : revisions.get(reply.code(), number(after));
    }

    private static int previous(DeskReply reply, String after) {
        int previous =
                after.equals(DifferenceResource.DRAFT)
                        ? reply.revision() == null ? 0 : reply.revision()
                        : number(after) - 1;
        if (previous < 1) {
            throw new Problem(ProblemType.NOT_FOUND, "在它之前没有发布过，没有可以对照的版本。");
        }
        return previous;
    }

    private static int number(String n) {
        return Integer.parseInt(n);
    }
}
