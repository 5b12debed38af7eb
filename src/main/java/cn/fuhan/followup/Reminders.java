package cn.fuhan.followup;

import cn.fuhan.followup.InvitationList.Entry;
import cn.fuhan.followup.InvitationList.State;
import cn.fuhan.outbox.Consumer;
import cn.fuhan.outbox.Event;
import cn.fuhan.outbox.Outbox;
import cn.fuhan.outbox.Outcome;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Cursor;
import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each invitation stands (征询意见): issued, opened, returned or overdue; and reminders (催办), put
 * into the outbox once for each invitation whose deadline is near.
 */
@Singleton
public class Reminders implements Consumer {

    static final String TOPIC = "receipt-reminder";

    private static final String LIST =
            """
            select * from (
                select i.id, i.proposer, i.created_at, i.opened_at, i.expires_at, i.reminded_at, r.code,
                       r.draft ->> 'title' as title, v.received_at,
                       case when v.received_at is not null then 'RETURNED'
                            when i.expires_at <= now() then 'OVERDUE'
                            when i.opened_at is not null then 'OPENED'
                            else 'ISSUED' end as state
                  from invitation i
                  join reply r on r.id = i.reply_id
                  left join lateral (select max(received_at) as received_at from receipt v
                                      where v.invitation_id = i.id) v on true
                 where ($2::text is null or r.code = $2)) i
             where ($1::text is null or state = $1) and id < $3
             order by id desc
             limit $4
            """;

    /** Taken by one replica only, whose outbox then has the reminder. */
    private static final String NEAR =
            """
            update invitation set reminded_at = now()
             where id in (select i.id from invitation i
                           join reply r on r.id = i.reply_id and r.state <> 'WITHDRAWN'
                          where i.reminded_at is null and i.expires_at > now() and i.expires_at <= $1
                            and i.created_at < now() - interval '1 day'
                            and not exists (select from receipt v where v.invitation_id = i.id)
                          order by i.expires_at
                          limit 100
                            for update of i skip locked)
            returning id, expires_at
            """;

    private static final String TELL =
            """
            with told as (
                insert into notice (invitation_id, key, content) select id, $2, $3 from invitation where id = $1
                on conflict (invitation_id, key) do nothing
            )
            insert into outbox (topic, key, payload)
            values ('reminder', $1::bigint::text, jsonb_build_object('invitation', $1::bigint))
            on conflict (topic, key) do nothing
            """;

    private final Pool pool;
    private final Patience patience;
    private final Deadlines deadlines;
    private final Outbox outbox;

    Reminders(Pool pool, Patience patience, Deadlines deadlines, Outbox outbox) {
        this.pool = pool;
        this.patience = patience;
        this.deadlines = deadlines;
        this.outbox = outbox;
    }

    /** Invitations, the newest first. */
    Uni<InvitationList> list(
            @Nullable State state, @Nullable String replyCode, @Nullable String cursor, int limit) {
        Cursor before = Cursor.decode(cursor);
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.from(
                                Arrays.asList(
                                        state == null ? null : state.name(),
                                        replyCode,
                                        before == null ? Long.MAX_VALUE : before.id(),
                                        limit + 1)))
                .plug(patience::read)
                .map(rows -> page(rows, limit));
    }

    /** Puts the reminders that are due into the outbox; how many. */
    Uni<Integer> remind(LocalDate today) {
        OffsetDateTime until =
                deadlines
                        .reminded(today)
                        .plusDays(1)
                        .atStartOfDay(ChineseDate.ZONE)
                        .toOffsetDateTime();
        return pool.withTransaction(
                transaction ->
                        transaction
                                .preparedQuery(NEAR)
                                .execute(Tuple.of(until))
                                .chain(
                                        rows ->
                                                Multi.createFrom()
                                                        .iterable(rows)
                                                        .onItem()
                                                        .transformToUniAndConcatenate(
                                                                row ->
                                                                        outbox.put(
                                                                                        transaction,
                                                                                        TOPIC,
                                                                                        "invitation "
                                                                                                + row
                                                                                                        .getLong(
                                                                                                                0),
                                                                                        Map.of(
                                                                                                "invitation",
                                                                                                row
                                                                                                        .getLong(
                                                                                                                0),
                                                                                                "expiresAt",
                                                                                                row.getOffsetDateTime(
                                                                                                                1)
                                                                                                        .toInstant()
                                                                                                        .toString()))
                                                                                .replaceWith(row))
                                                        .collect()
                                                        .asList()
                                                        .map(List::size)));
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    /**
     * On the page of the receipt, and by the event {@code reminder} wherever else they are reached;
     * staff see who was reminded, and phone those who don't answer.
     */
    @Override
    public Uni<Outcome> deliver(Event event) {
        Instant expires = Instant.parse(event.payload().get("expiresAt").textValue());
        return pool.preparedQuery(TELL)
                .execute(
                        Tuple.of(
                                event.payload().get("invitation").longValue(),
                                "reminder",
                                "请在%s前（含当日）填写回执。"
                                        .formatted(ChineseDate.day(expires.minusSeconds(1)))))
                .replaceWith(Outcome.delivered());
    }

    private static InvitationList page(RowSet<Row> rows, int limit) {
        List<Entry> items = new ArrayList<>(limit);
        Cursor last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                return new InvitationList(items, last.encode());
            }
            Instant issued = row.getOffsetDateTime("created_at").toInstant();
            items.add(
                    new Entry(
                            row.getString("code"),
                            row.getString("title"),
                            row.getString("proposer"),
                            State.valueOf(row.getString("state")),
                            issued,
                            instant(row, "opened_at"),
                            instant(row, "received_at"),
                            instant(row, "reminded_at"),
                            instant(row, "expires_at")));
            last = new Cursor(Deadlines.day(issued), row.getLong("id"));
        }
        return new InvitationList(items, null);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
