package cn.fuhan.followup;

import cn.fuhan.outbox.Consumer;
import cn.fuhan.outbox.Event;
import cn.fuhan.outbox.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Tells all proposers of a letter what became of a promise (承诺事项的进展): each has the notice once, on
 * the page of their receipt. The event {@code progress} goes on to whoever reaches them, and those
 * who follow the letter, elsewhere.
 */
@Singleton
class News implements Consumer {

    static final String PROMISE = "promise";

    private static final String TELL =
            """
            with told as (
                insert into notice (invitation_id, key, content)
                select id, $2, $3 from invitation where reply_id = $1
                on conflict (invitation_id, key) do nothing
            )
            insert into outbox (topic, key, payload) values ('progress', $2, jsonb_build_object('reply', $1::bigint))
            on conflict (topic, key) do nothing
            """;

    private final Pool pool;

    News(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String topic() {
        return PROMISE;
    }

    @Override
    public Uni<Outcome> deliver(Event event) {
        return pool.preparedQuery(TELL)
                .execute(
                        Tuple.of(
                                event.payload().get("reply").longValue(),
                                event.key(),
                                event.payload().get("content").textValue()))
                .replaceWith(Outcome.delivered());
    }
}
