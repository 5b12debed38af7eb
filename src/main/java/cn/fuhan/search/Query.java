package cn.fuhan.search;

import java.util.List;

/** What {@link Terms#query} makes of what a user typed. */
public sealed interface Query {

    /** Nothing in it can be looked for: blank, or only punctuation. No letter matches. */
    record Empty() implements Query {}

    /**
     * Longer than anybody types; nothing was looked at.
     *
     * @param limit how many code points are allowed
     */
    record TooLong(int limit) implements Query {}

    /**
     * Letters match whose terms fit {@code tsquery} and whose folded text holds every needle.
     *
     * @param tsquery text of a {@code tsquery}, safe to cast: quoted terms, all of them wanted. It
     *     has neither phrases nor weights, so a GIN index answers it without looking at the rows
     * @param titleQuery the same for letters that have all terms in their title
     * @param needles texts to look for with {@code strpos} in the {@link Terms#folded} text; none
     *     where the terms alone are exact, as they are for the commonest queries: one word of two
     *     characters, one number
     */
    record Match(String tsquery, String titleQuery, List<String> needles) implements Query {

        public Match {
            needles = List.copyOf(needles);
        }

        /**
         * Each term as a {@code tsquery} of its own. The rarest one's number of rows, as the
         * planner estimates it, is a fair estimate of all matches: for the terms together the
         * planner multiplies frequencies as if 科技 and 技金 had nothing to do with each other.
         */
        public List<String> terms() {
            // no term holds a space
            return List.of(tsquery.split(" & "));
        }
    }
}
