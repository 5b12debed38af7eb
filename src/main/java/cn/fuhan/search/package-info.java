/**
 * Chinese text into search terms, a query into a tsquery. Leans on no other room, and on no
 * extension of the database.
 *
 * <p>{@link cn.fuhan.search.Terms} makes both sides: what is stored beside a letter, and what is
 * asked for. {@link cn.fuhan.search.Excerpt} shows where. The SQL stands with whoever keeps the
 * letters ({@code reply/Finder}), and leans on this:
 *
 * <ul>
 *   <li>A query is a conjunction of terms without weights or phrases, which a GIN index answers
 *       without looking at a row. What weighs more in a tsvector, the title and the metadata, has
 *       terms of its own ({@code ^科技}, {@code =科技}), and so have official numbers ({@code #渝科局函
 *       2022 301}) and filters ({@code @year=2022}): all of it is one question to one index.
 *   <li>Terms narrow down; {@link cn.fuhan.search.Trigrams} in the row itself leave few of those
 *       that have the needle's bigrams in other places; the needles decide, in the folded text of
 *       the rows that are left, the newest first and only until a page is full.
 *   <li>The tsvector itself is never read: it lies out of line, 13 KB a letter, and taking it apart
 *       costs more than all the rest. So nothing may choose a plan that filters by it.
 * </ul>
 *
 * <p>Why not phrases of tsquery, for which PostgreSQL keeps positions: it keeps 256 of a lexeme and
 * none beyond 16383, so that a run late in a long letter, or of common characters, isn't found.
 *
 * <p>Why not walk down the dates for terms that many letters have: a term whose letters stand
 * together ten years back, as those of one session do, has the walk read everything since. Why not
 * ask for all matches and sort: 复函 stands in every letter.
 */
@NullMarked
package cn.fuhan.search;

import org.jspecify.annotations.NullMarked;
