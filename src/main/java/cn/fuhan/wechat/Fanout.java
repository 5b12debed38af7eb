package cn.fuhan.wechat;

import cn.fuhan.outbox.Consumer;
import cn.fuhan.outbox.Event;
import cn.fuhan.outbox.Outcome;
import cn.fuhan.receipt.Receipts;
import cn.fuhan.reply.Publishing;
import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * What happened, turned into what WeChat is to be told, for each account that it concerns. One
 * statement each: however often it is done, there is one row for each event and account.
 */
final class Fanout {

    private static final String RECEIPT =
            """
            with received as (
                select v.number, v.opinion, v.received_at, v.account_id as sender, i.account_id, i.proposer, r.code
                  from receipt v
                  join invitation i on i.id = v.invitation_id
                  join reply r on r.id = i.reply_id
                 where v.number = $1 and i.account_id is not null
            ), messages as (
                insert into outbox (topic, key, payload)
                select 'wechat.message', 'RECEIPT_RECEIVED ' || number,
                       jsonb_build_object('event', 'RECEIPT_RECEIVED', 'account', account_id, 'code', code,
                                          'proposer', proposer, 'at', extract(epoch from received_at)::bigint)
                  from received
                on conflict (topic, key) do nothing
            )
            insert into outbox (topic, key, payload)
            select 'wechat.check', number, jsonb_build_object('number', number)
              from received where sender is not null and opinion is not null
            on conflict (topic, key) do nothing
            """;

    private static final String PUBLICATION =
            """
            insert into outbox (topic, key, payload)
            select 'wechat.message', e.event || ' ' || r.code || ' ' || v.number || ' ' || i.id,
                   jsonb_build_object('event', e.event, 'account', i.account_id, 'code', r.code,
                                      'proposer', i.proposer, 'at', extract(epoch from v.published_at)::bigint)
              from reply r
              join revision v on v.reply_id = r.id and v.number = $2
              join invitation i on i.reply_id = r.id and i.account_id is not null
             cross join (values (case when $2 = 1 then 'ANSWERED' else 'REVISED' end)) e (event)
             where r.code = $1
            on conflict (topic, key) do nothing
            """;

    /** To whom it was addressed, and who follows the letter: each account once. */
    private static final String PROGRESS =
            """
            insert into outbox (topic, key, payload)
            select 'wechat.message', 'PROGRESS ' || $2 || ' ' || a.account_id,
                   jsonb_build_object('event', 'PROGRESS', 'account', a.account_id, 'code', r.code,
                                      'proposer', coalesce(min(a.proposer), ''), 'at', $3::bigint)
              from reply r
              join (select reply_id, account_id, proposer from invitation where account_id is not null
                     union all
                    select reply_id, account_id, null from follower) a on a.reply_id = r.id
             where r.id = $1
             group by r.code, a.account_id
            on conflict (topic, key) do nothing
            """;

    private static final String REMINDER =
            """
            insert into outbox (topic, key, payload)
            select 'wechat.message', 'REMINDER ' || i.id,
                   jsonb_build_object('event', 'REMINDER', 'account', i.account_id, 'code', r.code,
                                      'proposer', i.proposer, 'at', extract(epoch from i.expires_at)::bigint)
              from invitation i join reply r on r.id = i.reply_id
             where i.id = $1 and i.account_id is not null
            on conflict (topic, key) do nothing
            """;

    private Fanout() {}

    /** A receipt was stored. */
    @Singleton
    static class OfReceipts implements Consumer {

        private final Pool pool;
        private final Patience patience;

        OfReceipts(Pool pool, Patience patience) {
            this.pool = pool;
            this.patience = patience;
        }

        @Override
        public String topic() {
            return Receipts.TOPIC;
        }

        @Override
        public Uni<Outcome> deliver(Event event) {
            return pool.preparedQuery(RECEIPT)
                    .execute(Tuple.of(event.key()))
                    .plug(patience::read)
                    .replaceWith(Outcome.delivered());
        }
    }

    /** A letter was published, or published again. */
    @Singleton
    static class OfPublications implements Consumer {

        private final Pool pool;
        private final Patience patience;

        OfPublications(Pool pool, Patience patience) {
            this.pool = pool;
            this.patience = patience;
        }

        @Override
        public String topic() {
            return Publishing.TOPIC;
        }

        @Override
        public Uni<Outcome> deliver(Event event) {
            return pool.preparedQuery(PUBLICATION)
                    .execute(
                            Tuple.of(
                                    event.payload().path("code").asText(),
                                    event.payload().path("revision").asInt()))
                    .plug(patience::read)
                    .replaceWith(Outcome.delivered());
        }
    }

    /** What a letter promised has gone on. */
    @Singleton
    static class OfProgress implements Consumer {

        private final Pool pool;
        private final Patience patience;

        OfProgress(Pool pool, Patience patience) {
            this.pool = pool;
            this.patience = patience;
        }

        @Override
        public String topic() {
            return "progress";
        }

        @Override
        public Uni<Outcome> deliver(Event event) {
            return pool.preparedQuery(PROGRESS)
                    .execute(
                            Tuple.of(
                                    event.payload().path("reply").asLong(),
                                    event.key(),
                                    event.createdAt().getEpochSecond()))
                    .plug(patience::read)
                    .replaceWith(Outcome.delivered());
        }
    }

    /** A receipt's deadline is near. */
    @Singleton
    static class OfReminders implements Consumer {

        private final Pool pool;
        private final Patience patience;

        OfReminders(Pool pool, Patience patience) {
            this.pool = pool;
            this.patience = patience;
        }

        @Override
        public String topic() {
            return "reminder";
        }

        @Override
        public Uni<Outcome> deliver(Event event) {
            return pool.preparedQuery(REMINDER)
                    .execute(Tuple.of(event.payload().path("invitation").asLong()))
                    .plug(patience::read)
                    .replaceWith(Outcome.delivered());
        }
    }
}
