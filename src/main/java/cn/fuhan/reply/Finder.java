package cn.fuhan.reply;

import cn.fuhan.search.Query;
import cn.fuhan.search.Terms;
import cn.fuhan.search.Trigrams;
import cn.fuhan.web.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
     * @param total of all pages: exact where all is on this page, else as the database's statistics
     *     have it
     */
    record Found(List<Hit> hits, @Nullable Cursor next, long total) {}

    /** Up to this many expected matches are looked at whole. */
    private static final long FEW = 1_000;

    /** How many letters the first window has, at least. */
    private static final long SMALLEST_WINDOW = 100;

    /**
     * Where a window had so few matches that the next, larger one won't fill the page either, what
     * is left is looked at whole if it is no more than this, and no more than one letter in so
     * many: that costs less than going through all letters back in time.
     */
    private static final long MANY = 20_000;

    private static final long MANY_IN = 8;

    /** The share of letters from which on a term narrows nothing down. */
    private static final double NEARLY_ALL = 0.9;

    /** So many matches are expected in the first window for each that is wanted. */
    private static final int RESERVE = 4;

    /** How many texts one statement looks through for needles at most. */
    private static final int CANDIDATES = 2_000;

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    /**
     * For this transaction alone, so that no pooler hands it on. A sequential scan would take every
     * letter's terms apart: the planner, who doesn't know what that costs, must not choose it. What
     * is looked for doesn't change the plan, and making it anew costs a millisecond.
     */
    private static final String SETTINGS =
            """
            set local enable_seqscan = off;
            set local max_parallel_workers_per_gather = 0;
            set local plan_cache_mode = force_generic_plan;
            set local jit = off
            """;

    /**
     * A few hundred rows by the primary key: the months of all letters, or of a year's; and the day
     * of the newest of these.
     */
    private static final String TIMELINE =
            """
            select right(value, 7), letters,
                   case when $1 = '' then (select max(listed_on) from publication)
                        else (select max(listed_on) from publication where year = $2) end
              from tally
             where letters > 0
               and kind = case when $1 = '' then 'MONTH' else 'YEAR_MONTH' end
               and starts_with(value, $1)
             order by 1 desc
            """;

    /**
     * A bitmap scan of the GIN index for each rank; the rows' texts are read only for needles, only
     * where the row's trigrams have them, and only until the page is full. A materialized candidate
     * is scanned in its order.
     *
     * <p>A window and the terms are two conditions, the window first: the index goes through both
     * side by side, each skipping to where the other stands. As one tsquery it looks at every
     * letter of the window, five to twenty times the work where the letters of a month stand
     * together. Without a window the first term stands for it.
     */
    private static final String FIND =
            """
            with candidate as materialized (
                select r.number as rank, p.reply_id, p.listed_on, p.body
                  from unnest($1::integer[], $2::text[], $3::text[]) as r (number, among, terms)
                 cross join lateral (select reply_id, listed_on, body from publication
                                      where publication.terms @@ r.among::tsquery and publication.terms @@ r.terms::tsquery
                                        and (cardinality($8::integer[]) = 0 or r.number = 0 or terms_version < 4
                                             or get_bit(trigrams, ($8)[1] % (8 * octet_length(trigrams))) = 1
                                                and get_bit(trigrams, ($8)[2] % (8 * octet_length(trigrams))) = 1
                                                and get_bit(trigrams, ($8)[3] % (8 * octet_length(trigrams))) = 1)) p
                 where r.number > $4 or (p.listed_on, p.reply_id) < ($5::date, $6::bigint)
                 order by 1, p.listed_on desc, p.reply_id desc limit $7),
            hit as materialized (
                select rank, listed_on, reply_id from candidate
                 where rank = 0
                    or not exists (select from unnest($9::text[]) as needle where strpos(body, needle) = 0)
                 limit $10),
            last as (
                select rank as last_rank, listed_on as last_on, reply_id as last_id from candidate
                 order by rank desc, listed_on, reply_id limit 1)
            select (select count(*) from candidate) as candidates, last.*,
                   hit.rank, hit.listed_on, hit.reply_id, p.item::text as item,
                   case when $11 then (select canonical from revision v
                                       where v.reply_id = p.reply_id and v.number = p.revision) end as canonical
              from last left join hit on true left join publication p on p.reply_id = hit.reply_id
             order by hit.rank, hit.listed_on desc, hit.reply_id desc
            """;

    private static final LocalDate FAR = Cursor.START.date();

    private final Pool pool;
    private final Statistics statistics;
    private final long wholeUpTo;

    @Inject
    Finder(Pool pool, Statistics statistics) {
        this(pool, statistics, FEW);
    }

    /**
     * @param wholeUpTo how many expected matches are looked at whole
     */
    Finder(Pool pool, Statistics statistics, long wholeUpTo) {
        this.pool = pool;
        this.statistics = statistics;
        this.wholeUpTo = wholeUpTo;
    }

    /**
     * @param match what is looked for; null where only marks are
     * @param year of the letters; null for all
     * @param marks what all letters found have besides; without a match and a year there is one
     * @param documents whether to read the letters' documents
     */
    Uni<Found> find(
            Query.@Nullable Match match,
            @Nullable Integer year,
            List<String> marks,
            @Nullable Cursor after,
            int limit,
            boolean documents) {
        // all three are sent at once, and done in this order
        return pool.withTransaction(
                connection ->
                        Uni.combine()
                                .all()
                                .unis(
                                        connection.query(SETTINGS).execute(),
                                        timeline(connection, year),
                                        statistics.current(connection))
                                .with(
                                        (set, timeline, frequencies) ->
                                                new Search(
                                                        connection,
                                                        match,
                                                        year,
                                                        marks,
                                                        after,
                                                        limit,
                                                        documents,
                                                        timeline,
                                                        frequencies))
                                .chain(Search::run));
    }

    private static Uni<Timeline> timeline(SqlConnection connection, @Nullable Integer year) {
        return connection
                .preparedQuery(TIMELINE)
                .execute(Tuple.of(year == null ? "" : year + " ", year))
                .map(
                        rows -> {
                            LocalDate newest = FAR;
                            List<Timeline.Month> months = new ArrayList<>();
                            for (Row row : rows) {
                                months.add(
                                        new Timeline.Month(
                                                YearMonth.parse(row.getString(0)), row.getLong(1)));
                                newest = row.getLocalDate(2);
                            }
                            return new Timeline(months, newest);
                        });
    }

    /**
     * What one statement looks through.
     *
     * @param within text of a tsquery for the letters of a window; null for all
     * @param begins the place in the list before the first letter of it
     * @param whole of a window: its rank without windows; null where that has too many letters
     */
    private record Step(
            List<Query.Rank> ranks,
            @Nullable String within,
            Cursor begins,
            Query.@Nullable Rank whole) {

        String among(Query.Rank rank) {
            return within == null ? rank.first() : within;
        }

        String terms(Query.Rank rank) {
            return within == null ? rank.rest() : rank.tsquery();
        }
    }

    /** One search: a statement after the other on one connection. */
    private final class Search {

        private final SqlConnection connection;
        private final Query.@Nullable Match match;
        private final int limit;
        private final boolean documents;
        private final Frequencies frequencies;
        private final long letters;
        private final double filtered;
        private final List<Step> steps;
        private final List<Hit> hits = new ArrayList<>();
        private final long deadline = System.nanoTime() + LONGEST_NANOS;
        private final boolean firstPage;
        private Cursor place;
        private int step;

        Search(
                SqlConnection connection,
                Query.@Nullable Match match,
                @Nullable Integer year,
                List<String> marks,
                @Nullable Cursor after,
                int limit,
                boolean documents,
                Timeline timeline,
                Frequencies frequencies) {
            this.connection = connection;
            this.match =
                    match == null ? null : match.without(term -> frequencies.of(term) > NEARLY_ALL);
            this.limit = limit;
            this.documents = documents;
            this.frequencies = frequencies;
            this.letters = timeline.letters();
            this.filtered = frequencies.together(marks);
            this.firstPage = after == null;
            this.place = after == null ? Cursor.START : after;
            List<String> all = new ArrayList<>(marks);
            if (year != null) {
                all.add(Terms.mark(Entry.YEAR, year.toString()));
            }
            this.steps = steps(all, timeline);
        }

        private List<Step> steps(List<String> marks, Timeline timeline) {
            List<Query.Rank> ranks =
                    match == null ? List.of(new Query.Rank(0, List.of(), "")) : match.ranks();
            List<Step> steps = new ArrayList<>();
            List<Query.Rank> few = new ArrayList<>();
            for (Query.Rank rank : ranks) {
                if (rank.number() < place.rank()) {
                    continue;
                }
                Query.Rank sought = rank.and(marks);
                long atMost = expectedAtMost(rank.number());
                if (atMost <= wholeUpTo) {
                    few.add(sought);
                    continue;
                }
                addWhole(steps, few);
                long expected = Math.max(1, expected(rank.number()));
                long first = Math.max(SMALLEST_WINDOW, RESERVE * (limit + 1) * letters / expected);
                Query.Rank whole = atMost <= Math.min(MANY, letters / MANY_IN) ? sought : null;
                LocalDate from = rank.number() == place.rank() ? place.date() : FAR;
                for (Timeline.Window window : timeline.windows(from, first)) {
                    steps.add(
                            new Step(
                                    List.of(sought),
                                    Terms.any(window.marks()),
                                    new Cursor(rank.number(), window.end(), 0),
                                    whole));
                }
            }
            addWhole(steps, few);
            return steps;
        }

        /** How many letters of a rank, or of those below it as well, there may be. */
        private long expected(int rank) {
            return Math.round(letters * filtered * share(rank));
        }

        /** The same where all that have the terms have the marks, or the other way round. */
        private long expectedAtMost(int rank) {
            return Math.round(letters * Math.min(filtered, share(rank)));
        }

        private double share(int rank) {
            if (match == null) {
                return 1;
            }
            return switch (rank) {
                case Query.Match.NUMBER -> 0;
                case 1 -> frequencies.rarest(match.titleTerms());
                case 2 -> frequencies.rarest(match.headTerms());
                default -> frequencies.rarest(match.terms());
            };
        }

        private static void addWhole(List<Step> steps, List<Query.Rank> few) {
            if (!few.isEmpty()) {
                Cursor begins = new Cursor(few.get(0).number(), FAR, Long.MAX_VALUE);
                steps.add(new Step(List.copyOf(few), null, begins, null));
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

        /** How many letters a statement orders: without needles each of them is a hit. */
        private int candidates() {
            return match == null || match.needles().isEmpty() ? wanted() : CANDIDATES;
        }

        /**
         * How many hits are wanted still: one more than the page has shows whether there is
         * another.
         */
        private int wanted() {
            return limit + 1 - hits.size();
        }

        private Tuple parameters(Step now) {
            return Tuple.from(
                    Arrays.asList(
                            now.ranks().stream().map(Query.Rank::number).toArray(Integer[]::new),
                            now.ranks().stream().map(now::among).toArray(String[]::new),
                            now.ranks().stream().map(now::terms).toArray(String[]::new),
                            place.rank(),
                            place.date(),
                            place.id(),
                            candidates(),
                            match == null ? new Integer[0] : Trigrams.bits(match.needles()),
                            match == null ? new String[0] : match.needles().toArray(String[]::new),
                            wanted(),
                            documents));
        }

        private void take(RowSet<Row> rows) {
            int asked = candidates();
            int before = hits.size();
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
            if (last == null || last.getLong("candidates") < asked) {
                advance(hits.size() - before);
                return;
            }
            place =
                    new Cursor(
                            last.getInteger("last_rank"),
                            last.getLocalDate("last_on"),
                            last.getLong("last_id"));
        }

        /** To the next window, or to all that is left of them at once. */
        private void advance(int found) {
            Query.Rank whole = steps.get(step++).whole();
            if (whole == null || found * Timeline.GROWTH >= wanted() || !isOf(whole, step)) {
                return;
            }
            int end = step + 1;
            while (isOf(whole, end)) {
                end++;
            }
            place = steps.get(step).begins();
            steps.subList(step, end).clear();
            steps.add(step, new Step(List.of(whole), null, place, null));
        }

        private boolean isOf(Query.Rank whole, int index) {
            return index < steps.size() && steps.get(index).whole() == whole;
        }

        private Uni<Found> found(@Nullable Cursor next) {
            long total =
                    firstPage && next == null
                            ? hits.size()
                            : Math.max(
                                    expected(Query.Rank.COUNT - 1),
                                    hits.size() + (next == null ? 0 : 1));
            return Uni.createFrom().item(new Found(hits, next, total));
        }
    }
}
