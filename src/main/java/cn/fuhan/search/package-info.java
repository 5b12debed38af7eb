/**
 * Chinese text into search terms, a query into a tsquery. Leans on no other room, and on no
 * extension of the database.
 *
 * <p>{@link cn.fuhan.search.Terms} makes both sides: what is stored beside a letter, and what is
 * asked for. {@link cn.fuhan.search.Excerpt} shows where. The SQL stands with whoever keeps the
 * letters; it is meant to be this. The row holds little beside the two: both are kept out of line,
 * so that a term in every second letter costs a look at small rows and nothing large is read.
 *
 * <pre>{@code
 * day    date     NOT NULL,    -- of publication
 * terms  tsvector NOT NULL,    -- Terms.vector
 * folded text     NOT NULL     -- Terms.folded
 *
 * -- writing is rare, and a pending list makes every reader pay for it
 * CREATE INDEX … USING gin (terms) WITH (fastupdate = off);
 * CREATE INDEX … (day DESC, reply DESC);
 * -- frequencies of 10 000 terms: the plan and the total are chosen by them
 * ALTER TABLE … ALTER COLUMN terms SET STATISTICS 1000;
 * }</pre>
 *
 * <p>Letters with all terms in the title come first, then the newest. The index answers with sure
 * candidates, the newest of them are looked through for the needles until a page is full, and never
 * more than 5000:
 *
 * <pre>{@code
 * WITH titled AS MATERIALIZED (
 *     SELECT reply, day, folded FROM search
 *     WHERE terms @@ $1::tsquery                          -- Query.Match.titleQuery
 *     ORDER BY day - 0 DESC, reply DESC LIMIT 200),
 * candidate AS (
 *     SELECT reply, folded, true AS titled FROM titled
 *     UNION ALL
 *     (SELECT reply, folded, false FROM search
 *      WHERE terms @@ $2::tsquery                         -- Query.Match.tsquery
 *        AND reply NOT IN (SELECT reply FROM titled)
 *      ORDER BY day DESC, reply DESC LIMIT 5000))
 * SELECT reply, titled FROM candidate
 * WHERE NOT EXISTS (
 *     SELECT FROM unnest($3::text[]) needle               -- Query.Match.needles
 *     WHERE strpos(folded, needle) = 0)
 * LIMIT $4
 * }</pre>
 *
 * <p>The planner must see the terms: with {@code plan_cache_mode = force_custom_plan}, and bound
 * where they are used, not from a CTE. It then walks down the days where a term is common, and asks
 * the GIN index where it isn't. Titles must not be walked: they name the session, and the letters
 * of one session have neighbouring days, perhaps ten years back; {@code day - 0} keeps the index of
 * days out of it. A {@code statement_timeout} is for what nobody thought of.
 *
 * <p>How many there are in all: exactly, where the last page has been reached; otherwise the
 * smallest of the planner's estimates for each of {@link cn.fuhan.search.Query.Match#terms()}
 * alone, {@code EXPLAIN (FORMAT JSON) SELECT FROM search WHERE terms @@ '科技'}, and not less than
 * was seen.
 *
 * <p>Why not phrases of tsquery, for which PostgreSQL keeps positions: it keeps 256 of a lexeme and
 * none beyond 16383, so that a run late in a long letter, or of common characters, isn't found.
 */
@NullMarked
package cn.fuhan.search;

import org.jspecify.annotations.NullMarked;
