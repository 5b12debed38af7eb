package cn.fuhan.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param headQuery the same for letters that have all terms in title and metadata
     * @param numberQuery the same for letters of which this is an official number; null where it
     *     can't be one. These match whatever their text holds
     * @param needles texts to look for with {@code strpos} in the {@link Terms#folded} text; none
     *     where the terms alone are exact, as they are for the commonest queries: one word of two
     *     characters, one number
     */
    record Match(
            String tsquery,
            String titleQuery,
            String headQuery,
            @Nullable String numberQuery,
            List<String> needles)
            implements Query {

        /** The rank of letters of which the query is an official number: nothing to look for. */
        public static final int NUMBER = 0;

        public Match {
            needles = List.copyOf(needles);
        }

        /**
         * The same letters in ranks, best first, each without those of the ranks before: those of
         * which this is an official number, those that have all terms in the title, those that have
         * them in title and metadata, all others.
         */
        public List<Rank> ranks() {
            List<Rank> ranks = new ArrayList<>();
            String better = "";
            if (numberQuery != null) {
                ranks.add(new Rank(NUMBER, numberQuery));
                better = " & !" + numberQuery;
            }
            ranks.add(new Rank(1, titleQuery + better));
            ranks.add(new Rank(2, headQuery + " & !(" + titleQuery + ")" + better));
            ranks.add(new Rank(3, tsquery + " & !(" + headQuery + ")" + better));
            return ranks;
        }

        /**
         * Each term as a {@code tsquery} of its own. The rarest one's number of rows, as the
         * planner estimates it, is a fair estimate of all matches: for the terms together the
         * planner multiplies frequencies as if 科技 and 技金 had nothing to do with each other.
         */
        public List<String> terms() {
            return terms(tsquery);
        }

        /** The terms of one of this query's forms. */
        public static List<String> terms(String form) {
            // no term holds a space
            return List.of(form.split(" & "));
        }
    }

    /**
     * Letters that are equally good.
     *
     * @param number 0 for the best
     */
    record Rank(int number, String tsquery) {

        /** How many there are. */
        public static final int COUNT = 4;
    }
}
