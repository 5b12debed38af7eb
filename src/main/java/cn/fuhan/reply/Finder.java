package cn.fuhan.reply;

import cn.fuhan.search.Query;
import cn.fuhan.search.Terms;
import cn.fuhan.web.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds public letters by words and by marks, in ranks, the newest first in each.
 *
 * <p>Every statement asks the one GIN index for sure candidates and looks at small rows alone. What
 * few letters have is looked at whole. What many have is looked for window by window back in time
 * ({@link Timeline}), until the page is full. So the work for a page is bounded however many
 * letters match, and wherever in time they stand; when it takes too long all the same, the page
 * ends early and says where to go on.
 */
@Singleton
final class Finder {

    /**
     * @param place where it stands in the list
     * @param item JSON of an {@link Item}
     * @param canonical JSON of its {@link LetterDocument}, if that was asked for
     */
    record Hit(Cursor place, String item, @Nullable Buffer canonical) {}

    /**
     * @param next where the next page begins; null after the last
     * @param total of all pages: exact where all is on this page, else the planner's estimate
     */
    record Found(List<Hit> hits, @Nullable Cursor next, long total) {}

    /** Up to this many expected matches are looked at whole. */
    private static final long FEW = 1_000;

    /** Or one letter in so many: of rarer terms the planner has no statistics. */
    private static final long ONE_IN = 200;

    /** How many letters the first window has, at least. */
    private static final long SMALLEST_WINDOW = 100;

    /** So many matches are expected in the first window for each that is wanted. */
    private static final int RESERVE = 4;

    /** How many texts one statement looks through for needles. */
    private static final int CANDIDATES = 2_000;

    /** A query's further terms don't make it rarer by much. */
    private static final int ESTIMATED_TERMS = 6;

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    /**
     * For this transaction alone, so that no pooler hands it on. A sequential scan would take every
     * letter's terms apart: the planner, who doesn't know what that costs, must not choose it.
     */
    private static final String SETTINGS =
            """
            set local enable_seqscan = off;
            set local max_parallel_workers_per_gather = 0;
            set local jit = off;
            set local statement_timeout = 1500
            """;

    /** A few hundred rows by the primary key. */
    private static final String TIMELINE =
            "select value, letters from tally where kind = 'MONTH' and letters > 0 order by value desc";

    /**
     * A bitmap scan of the GIN index for each rank; the rows' texts are read only for needles, and
     * then only until the page is full. A materialized candidate is scanned in its order.
     */
    private static final String FIND =
            """
            with match as materialized (
                select r.number as rank, p.reply_id, p.listed_on, p.body
                  from unnest($1::integer[], $2::text[]) as r (number, terms)
                 cross join lateral (select reply_id, listed_on, body from publication
                                      where publication.terms @@ r.terms::tsquery) p),
            candidate as materialized (
                select * from match
                 where rank > $3 or (listed_on, reply_id) < ($4::date, $5::bigint)
                 order by rank, listed_on desc, reply_id desc limit $6),
            hit as materialized (
                select rank, listed_on, reply_id from candidate
                 where rank = 0
                    or not exists (select from unnest($7::text[]) as needle where strpos(body, needle) = 0)
                 limit $8),
            last as (
                select rank as last_rank, listed_on as last_on, reply_id as last_id from candidate
                 order by rank desc, listed_on, reply_id limit 1)
            select (select count(*) from candidate) as candidates, last.*,
                   hit.rank, hit.listed_on, hit.reply_id, p.item::text as item,
                   case when $9 then (select canonical from revision v
                                       where v.reply_id = p.reply_id and v.number = p.revision) end as canonical
              from last left join hit on true left join publication p on p.reply_id = hit.reply_id
             order by hit.rank, hit.listed_on desc, hit.reply_id desc
            """;

    private static final LocalDate FAR = Cursor.START.date();

    private final Pool pool;

    Finder(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param match what is looked for; null where only marks are
     * @param marks what all letters found have; not empty without a match
     * @param documents whether to read the letters' documents
     */
    Uni<Found> find(
            Query.@Nullable Match match,
            List<String> marks,
            @Nullable Cursor after,
            int limit,
            boolean documents) {
        return pool.withTransaction(
                connection ->
                        connection
                                .query(SETTINGS)
                                .execute()
                                .chain(() -> timeline(connection))
                                .chain(
                                        timeline ->
                                                estimate(connection, match, marks, timeline)
                                                        .chain(
                                                                estimate ->
                                                                        new Search(
                                                                                        connection,
                                                                                        match,
                                                                                        marks,
                                                                                        after,
                                                                                        limit,
                                                                                        documents,
                                                                                        timeline,
                                                                                        estimate)
                                                                                .run())));
    }

    private static Uni<Timeline> timeline(SqlConnection connection) {
        return connection
                .preparedQuery(TIMELINE)
                .execute()
                .map(
                        rows -> {
                            List<Timeline.Month> months = new ArrayList<>();
                            for (Row row : rows) {
                                months.add(
                                        new Timeline.Month(
                                                YearMonth.parse(row.getString(0)), row.getLong(1)));
                            }
                            return new Timeline(months);
                        });
    }

    /**
     * How many letters are expected: in all, with all terms in the title, with all in title and
     * metadata. The planner knows from its statistics; nothing is counted.
     */
    private record Estimate(long all, long titled, long headed) {

        long of(int rank) {
            return switch (rank) {
                case Query.Match.NUMBER -> 1;
                case 1 -> titled;
                case 2 -> headed;
                default -> all;
            };
        }
    }

    private static Uni<Estimate> estimate(
            SqlConnection connection,
            Query.@Nullable Match match,
            List<String> marks,
            Timeline timeline) {
        List<String> forms =
                match == null
                        ? List.of()
                        : List.of(match.tsquery(), match.titleQuery(), match.headQuery());
        List<String> queries = new ArrayList<>();
        for (String form : forms) {
            Query.Match.terms(form).stream().limit(ESTIMATED_TERMS).forEach(queries::add);
        }
        if (!marks.isEmpty()) {
            queries.add(Terms.all(marks));
        }
        return rows(connection, queries)
                .map(
                        rows -> {
                            long letters = timeline.letters();
                            if (match == null) {
                                long all = Math.min(rows.get(0), letters);
                                return new Estimate(all, all, all);
                            }
                            double share =
                                    marks.isEmpty() || letters == 0
                                            ? 1
                                            : (double) rows.get(rows.size() - 1) / letters;
                            int terms = (rows.size() - (marks.isEmpty() ? 0 : 1)) / forms.size();
                            long[] least = new long[forms.size()];
                            for (int form = 0; form < least.length; form++) {
                                long rarest =
                                        rows.subList(form * terms, (form + 1) * terms).stream()
                                                .mapToLong(Long::longValue)
                                                .min()
                                                .orElse(0);
                                least[form] = Math.round(Math.min(rarest, letters) * share);
                            }
                            return new Estimate(least[0], least[1], least[2]);
                        });
    }

    /** The planner's numbers of rows, one for each tsquery. */
    private static Uni<List<Long>> rows(SqlConnection connection, List<String> tsqueries) {
        StringBuilder sql = new StringBuilder("explain (format json) ");
        for (int i = 1; i <= tsqueries.size(); i++) {
            sql.append(i > 1 ? " union all " : "")
                    .append("select from publication where terms @@ $" + i + "::text::tsquery");
        }
        return connection
                .preparedQuery(sql.toString())
                .execute(Tuple.from(tsqueries))
                .map(
                        rows -> {
                            JsonArray explained = (JsonArray) rows.iterator().next().getValue(0);
                            JsonObject plan = explained.getJsonObject(0).getJsonObject("Plan");
                            Stream<JsonObject> plans =
                                    tsqueries.size() == 1
                                            ? Stream.of(plan)
                                            : plan.getJsonArray("Plans").stream()
                                                    .map(JsonObject.class::cast);
                            return plans.map(each -> each.getLong("Plan Rows")).toList();
                        });
    }

    /**
     * What one statement looks through.
     *
     * @param begins the place in the list before the first letter of it
     */
    private record Step(List<Query.Rank> ranks, Cursor begins) {}

    /** One search: a statement after the other on one connection. */
    private static final class Search {

        private final SqlConnection connection;
        private final Query.@Nullable Match match;
        private final int limit;
        private final boolean documents;
        private final Estimate estimate;
        private final List<Step> steps;
        private final List<Hit> hits = new ArrayList<>();
        private final long deadline = System.nanoTime() + LONGEST_NANOS;
        private final boolean firstPage;
        private Cursor place;
        private int step;

        Search(
                SqlConnection connection,
                Query.@Nullable Match match,
                List<String> marks,
                @Nullable Cursor after,
                int limit,
                boolean documents,
                Timeline timeline,
                Estimate estimate) {
            this.connection = connection;
            this.match = match;
            this.limit = limit;
            this.documents = documents;
            this.estimate = estimate;
            this.firstPage = after == null;
            this.place = after == null ? Cursor.START : after;
            this.steps = steps(marks, timeline);
        }

        private List<Step> steps(List<String> marks, Timeline timeline) {
            String filter = marks.isEmpty() ? "" : " & " + Terms.all(marks);
            List<Query.Rank> ranks =
                    match == null ? List.of(new Query.Rank(0, Terms.all(marks))) : match.ranks();
            List<Step> steps = new ArrayList<>();
            List<Query.Rank> few = new ArrayList<>();
            long letters = timeline.letters();
            for (Query.Rank rank : ranks) {
                if (rank.number() < place.rank()) {
                    continue;
                }
                String tsquery = match == null ? rank.tsquery() : rank.tsquery() + filter;
                long expected = match == null ? estimate.all() : estimate.of(rank.number());
                if (expected <= Math.max(FEW, letters / ONE_IN)) {
                    few.add(new Query.Rank(rank.number(), tsquery));
                    continue;
                }
                addWhole(steps, few);
                long first =
                        Math.max(
                                SMALLEST_WINDOW,
                                RESERVE * (limit + 1) * timeline.letters() / expected);
                LocalDate from = rank.number() == place.rank() ? place.date() : FAR;
                for (Timeline.Window window : timeline.windows(from, first)) {
                    steps.add(
                            new Step(
                                    List.of(
                                            new Query.Rank(
                                                    rank.number(),
                                                    tsquery + " & " + Terms.any(window.marks()))),
                                    new Cursor(rank.number(), window.end(), 0)));
                }
            }
            addWhole(steps, few);
            return steps;
        }

        private static void addWhole(List<Step> steps, List<Query.Rank> few) {
            if (!few.isEmpty()) {
                Cursor begins = new Cursor(few.get(0).number(), FAR, Long.MAX_VALUE);
                steps.add(new Step(List.copyOf(few), begins));
                few.clear();
            }
        }

        Uni<Found> run() {
            if (hits.size() > limit) {
                hits.remove(limit);
                return found(hits.get(limit - 1).place());
            }
            if (step == steps.size()) {
                return found(null);
            }
            Step now = steps.get(step);
            if (System.nanoTime() > deadline) {
                return found(isBefore(place, now.begins()) ? now.begins() : place);
            }
            return connection
                    .preparedQuery(FIND)
                    .execute(parameters(now))
                    .invoke(this::take)
                    .chain(this::run);
        }

        private static boolean isBefore(Cursor one, Cursor other) {
            return one.rank() < other.rank()
                    || one.rank() == other.rank() && one.date().isAfter(other.date());
        }

        private Tuple parameters(Step now) {
            return Tuple.from(
                    Arrays.asList(
                            now.ranks().stream().map(Query.Rank::number).toArray(Integer[]::new),
                            now.ranks().stream().map(Query.Rank::tsquery).toArray(String[]::new),
                            place.rank(),
                            place.date(),
                            place.id(),
                            CANDIDATES,
                            match == null ? new String[0] : match.needles().toArray(String[]::new),
                            limit + 1 - hits.size(),
                            documents));
        }

        private void take(RowSet<Row> rows) {
            Row last = null;
            for (Row row : rows) {
                last = row;
                if (row.getInteger("rank") != null) {
                    hits.add(
                            new Hit(
                                    new Cursor(
                                            row.getInteger("rank"),
                                            row.getLocalDate("listed_on"),
                                            row.getLong("reply_id")),
                                    row.getString("item"),
                                    row.getBuffer("canonical")));
                }
            }
            if (last == null || last.getLong("candidates") < CANDIDATES) {
                step++;
                return;
            }
            place =
                    new Cursor(
                            last.getInteger("last_rank"),
                            last.getLocalDate("last_on"),
                            last.getLong("last_id"));
        }

        private Uni<Found> found(@Nullable Cursor next) {
            long total =
                    firstPage && next == null
                            ? hits.size()
                            : Math.max(estimate.all(), hits.size() + (next == null ? 0 : 1));
            return Uni.createFrom().item(new Found(hits, next, total));
        }
    }
}
