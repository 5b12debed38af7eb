package cn.fuhan.followup;

import cn.fuhan.reply.Labels;
import cn.fuhan.reply.Letter;
import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.reply.PublicationRule;
import cn.fuhan.web.Problem.FieldError;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** A letter is published as it was decided (公开决定), where that was registered. */
@Singleton
class AsDecided implements PublicationRule {

    private static final String DECISIONS =
            """
            select distinct a.decision
              from assignment_letter l join assignment a on a.id = l.assignment_id
             where l.reply_id = :reply and a.decision is not null
            """;

    @Override
    public Uni<List<FieldError>> obstacles(long reply, Letter draft) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(DECISIONS, String.class)
                                        .setParameter("reply", reply)
                                        .getResultList())
                .map(
                        decisions ->
                                decisions.stream()
                                        .map(Disclosure::valueOf)
                                        .filter(decided -> decided != draft.disclosure())
                                        .map(decided -> against(decided, draft.disclosure()))
                                        .toList());
    }

    private static FieldError against(Disclosure decided, Disclosure drafted) {
        return new FieldError(
                "/disclosure",
                "办理中登记的公开决定是“%s”，草稿的公开属性却是“%s”：请改正草稿，或重新决定怎样公开"
                        .formatted(Labels.disclosure(decided), Labels.disclosure(drafted)));
    }
}
