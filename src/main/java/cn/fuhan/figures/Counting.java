package cn.fuhan.figures;

import cn.fuhan.figures.Statistics.Count;
import cn.fuhan.figures.Statistics.Days;
import cn.fuhan.figures.Statistics.Handling;
import cn.fuhan.figures.Statistics.Letters;
import cn.fuhan.figures.Statistics.Opinion;
import cn.fuhan.figures.Statistics.Rate;
import cn.fuhan.figures.Statistics.Receipts;
import cn.fuhan.reply.Labels;
import cn.fuhan.reply.Letter.Kind;
import cn.fuhan.reply.Letter.Outcome;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts. One statement, so that all figures are of the same moment.
 *
 * <p>A letter belongs to the year of its issue, a receipt to its letter's year, an assignment to
 * the year in which it was assigned.
 */
@Singleton
class Counting {

    private static final String COUNT =
            """
            with letters as materialized (
                select p.kind, p.outcome, p.department from publication p where $1::int is null or p.year = $1
            ), assigned as materialized (
                select a.assigned_on, a.due_on, a.answered from assignment_answer a
                 where $1::int is null
                    or a.assigned_on between make_date($1, 1, 1) and make_date($1, 12, 31)
            ), invited as materialized (
                select (select v.rating from receipt v where v.invitation_id = i.id order by v.version desc limit 1)
                       as rating
                  from invitation i
                  join reply r on r.id = i.reply_id
                  left join publication p on p.reply_id = r.id
                 where $1::int is null
                    or $1 = coalesce(p.year, extract(year from coalesce(
                                draft_date(r.draft -> 'issuedOn'), draft_date(r.draft -> 'letterDate'),
                                draft_date(r.draft -> 'publishedOn'))))
            )
            select (select count(*) from letters) as letters,
                   (select jsonb_agg(jsonb_build_array(outcome, n) order by outcome nulls last)
                      from (select outcome, count(*) as n from letters group by outcome) o) as by_outcome,
                   (select jsonb_agg(jsonb_build_array(kind, n) order by kind)
                      from (select kind, count(*) as n from letters group by kind) k) as by_kind,
                   (select jsonb_agg(jsonb_build_array(department, n) order by n desc, department)
                      from (select department, count(*) as n from letters group by department
                             order by n desc, department limit 50) d) as by_department,
                   (select jsonb_agg(jsonb_build_array(year, n) order by year nulls last)
                      from (select year, count(*) as n from publication group by year) y) as by_year,
                   (select jsonb_agg(distinct extract(year from assigned_on)::int) from assignment) as assigned_years,
                   (select count(*) from assigned) as assigned,
                   (select count(answered) from assigned) as answered,
                   (select count(*) from assigned where answered <= due_on) as on_time,
                   (select count(*) from assigned where answered is null and due_on < $2) as overdue,
                   (select percentile_disc(0.5) within group (order by answered - assigned_on) from assigned
                     where answered is not null) as median,
                   (select round(avg(answered - assigned_on))::int from assigned) as mean,
                   (select max(answered - assigned_on) from assigned) as longest,
                   (select count(*) from invited) as invited,
                   (select count(*) from invited where rating = 'SATISFIED') as satisfied,
                   (select count(*) from invited where rating = 'MOSTLY_SATISFIED') as mostly_satisfied,
                   (select count(*) from invited where rating = 'UNDERSTANDING') as understanding,
                   (select count(*) from invited where rating = 'UNSATISFIED') as unsatisfied,
                   (select jsonb_agg(o) from (
                       select r.code, p.item ->> 'title' as title, v.rating, v.opinion,
                              (v.received_at at time zone 'Asia/Shanghai')::date as received_on
                         from opinion_review w
                         join receipt v on v.id = w.receipt_id and v.opinion_public and v.opinion is not null
                         join invitation i on i.id = v.invitation_id
                         join reply r on r.id = i.reply_id
                         join publication p on p.reply_id = r.id
                        where w.approved and ($1::int is null or p.year = $1)
                          and not exists (select from receipt l
                                           where l.invitation_id = v.invitation_id and l.version > v.version)
                        order by w.reviewed_at desc
                        limit 50) o) as opinions
            """;

    private final Pool pool;
    private final Patience patience;

    Counting(Pool pool, Patience patience) {
        this.pool = pool;
        this.patience = patience;
    }

    /**
     * @param year null for all years together
     */
    Uni<Statistics> of(@Nullable Integer year) {
        LocalDate today = LocalDate.now(ChineseDate.ZONE);
        return pool.preparedQuery(COUNT)
                .execute(Tuple.from(Arrays.asList(year, today)))
                .plug(patience::read)
                .map(rows -> statistics(year, rows));
    }

    private static Statistics statistics(@Nullable Integer year, RowSet<Row> rows) {
        Row row = rows.iterator().next();
        List<Count> byYear = counts(row, "by_year", key -> key == null ? "没有年份" : key + "年");
        List<Integer> years = new ArrayList<>();
        byYear.stream()
                .filter(y -> y.key() != null)
                .forEach(y -> years.add(Integer.valueOf(y.key())));
        JsonArray assignedYears = row.getJsonArray("assigned_years");
        if (assignedYears != null) {
            assignedYears.forEach(y -> years.add(((Number) y).intValue()));
        }
        return new Statistics(
                year,
                years.stream().distinct().sorted((a, b) -> b - a).toList(),
                new Letters(
                        row.getLong("letters"),
                        counts(row, "by_outcome", Counting::outcome),
                        counts(row, "by_kind", key -> Labels.kind(Kind.valueOf(key))),
                        counts(row, "by_department", key -> key == null ? "没有写明" : key),
                        byYear),
                handling(row),
                receipts(row),
                opinions(row.getJsonArray("opinions")));
    }

    private static List<Opinion> opinions(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream()
                        .map(JsonObject.class::cast)
                        .map(
                                o ->
                                        new Opinion(
                                                o.getString("code"),
                                                o.getString("title"),
                                                o.getString("rating"),
                                                o.getString("opinion"),
                                                LocalDate.parse(o.getString("received_on"))))
                        .toList();
    }

    private static Handling handling(Row row) {
        long assigned = row.getLong("assigned");
        long answered = row.getLong("answered");
        long overdue = row.getLong("overdue");
        return new Handling(
                assigned,
                answered,
                assigned - answered - overdue,
                overdue,
                Rate.of(row.getLong("on_time"), answered + overdue),
                new Days(
                        answered,
                        row.getInteger("median"),
                        row.getInteger("mean"),
                        row.getInteger("longest")));
    }

    private static Receipts receipts(Row row) {
        long invited = row.getLong("invited");
        long satisfied = row.getLong("satisfied");
        long mostly = row.getLong("mostly_satisfied");
        long understanding = row.getLong("understanding");
        long unsatisfied = row.getLong("unsatisfied");
        long returned = satisfied + mostly + understanding + unsatisfied;
        return new Receipts(
                invited,
                returned,
                invited - returned,
                satisfied,
                mostly,
                understanding,
                unsatisfied,
                Rate.of(returned, invited),
                Rate.of(satisfied + mostly, returned));
    }

    private static String outcome(@Nullable String key) {
        return key == null ? "没有标注" : key + " " + Labels.OUTCOMES.get(Outcome.valueOf(key));
    }

    private static List<Count> counts(
            Row row, String column, Function<@Nullable String, String> label) {
        JsonArray pairs = row.getJsonArray(column);
        if (pairs == null) {
            return List.of();
        }
        List<Count> counts = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            JsonArray pair = pairs.getJsonArray(i);
            Object key = pair.getValue(0);
            String name = key == null ? null : key.toString();
            counts.add(new Count(name, label.apply(name), pair.getLong(1)));
        }
        return counts;
    }
}
