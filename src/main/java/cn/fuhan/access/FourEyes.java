package cn.fuhan.access;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Nobody signs off what they wrote themselves (审签), unless the installation says so ({@code
 * fuhan.desk.four-eyes}), or there is nobody else who could: with one account that may sign off,
 * the rule would mean that nothing is ever published. Who wrote a letter since it was last
 * published is what the audit says, which nobody can change.
 */
@Singleton
public class FourEyes {

    private static final String WROTE =
            """
            select (select count(*) from staff where active and roles && array['approver', 'administrator']) > 1
               and exists (select from audit a
                            where a.kind = 'letter' and a.object = :code and a.account = :by
                              and (a.operation in ('letter.import', 'letter.edit')
                                   or a.operation = 'letter.resolve' and a.detail->>'resolution' <> 'KEEP')
                              and a.id > coalesce((select max(p.id) from audit p
                                                    where p.kind = 'letter' and p.object = :code
                                                      and p.operation in ('letter.publish', 'letter.revise')), 0))
            """;

    private final boolean wanted;

    FourEyes(@ConfigProperty(name = "fuhan.desk.four-eyes") boolean wanted) {
        this.wanted = wanted;
    }

    /**
     * Fails with the problem four-eyes if this account wrote what it is about to publish. In the
     * transaction that publishes.
     */
    public Uni<Void> require(String code, String by) {
        if (!wanted) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(WROTE, Boolean.class)
                                        .setParameter("code", code)
                                        .setParameter("by", by)
                                        .getSingleResult())
                .invoke(
                        wrote -> {
                            if (wrote) {
                                throw new Problem(ProblemType.FOUR_EYES);
                            }
                        })
                .replaceWithVoid();
    }
}
