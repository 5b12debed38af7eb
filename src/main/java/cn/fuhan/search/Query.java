package cn.fuhan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
     * Letters match that have all terms, and whose folded text holds every needle.
     *
     * @param terms what is wanted
     * @param titleTerms the same for letters that have them in the title
     * @param headTerms the same for letters that have them in title and metadata
     * @param number the term of letters of which this is an official number; null where it can't be
     *     one. These match whatever their text holds
     * @param needles texts to look for with {@code strpos} in the {@link Terms#folded} text; none
     *     where the terms alone are exact, as they are for the commonest queries: one word of two
     *     characters, one number
     */
    record Match(
            List<String> terms,
            List<String> titleTerms,
            List<String> headTerms,
            @Nullable String number,
            List<String> needles)
            implements Query {

        /** The rank of letters of which the query is an official number: nothing to look for. */
        public static final int NUMBER = 0;

        public Match {
            terms = List.copyOf(terms);
            titleTerms = List.copyOf(titleTerms);
            headTerms = List.copyOf(headTerms);
            needles = List.copyOf(needles);
        }

        /**
         * The same without terms that tell nothing: nearly all letters have them, for which an
         * index has to go through all letters, and the needles hold them anyway. One term stays.
         * What is left out of the title's terms is left out of the others', too, so that ranks stay
         * apart.
         *
         * @param nearlyAll whether nearly all letters have a term
         */
        public Match without(Predicate<String> nearlyAll) {
            String stays =
                    terms.stream().filter(nearlyAll.negate()).findFirst().orElse(terms.get(0));
            List<String> everywhere = new ArrayList<>();
            List<String> inHead = new ArrayList<>();
            List<String> inTitle = new ArrayList<>();
            for (int i = 0; i < terms.size(); i++) {
                String term = terms.get(i);
                boolean out = !term.equals(stays) && inNeedles(term) && nearlyAll.test(term);
                boolean outOfHead = out && nearlyAll.test(headTerms.get(i));
                boolean outOfTitle = outOfHead && nearlyAll.test(titleTerms.get(i));
                add(everywhere, term, out);
                add(inHead, headTerms.get(i), outOfHead);
                add(inTitle, titleTerms.get(i), outOfTitle);
            }
            return new Match(everywhere, inTitle, inHead, number, needles);
        }

        private static void add(List<String> terms, String term, boolean out) {
            if (!out) {
                terms.add(term);
            }
        }

        /** A text with this needle has the term: true of Chinese, for 82 is no term of 982. */
        private boolean inNeedles(String term) {
            return Terms.isHan(term) && needles.stream().anyMatch(needle -> needle.contains(term));
        }

        /**
         * The letters in ranks, best first, each without those of the ranks before: those of which
         * this is an official number, those that have all terms in the title, those that have them
         * in title and metadata, all others.
         */
        public List<Rank> ranks() {
            List<Rank> ranks = new ArrayList<>();
            String better = "";
            if (number != null) {
                Rank named = new Rank(NUMBER, List.of(number), "");
                ranks.add(named);
                better = " & !" + named.tsquery();
            }
            ranks.add(new Rank(1, titleTerms, better));
            ranks.add(new Rank(2, headTerms, " & !(" + Terms.all(titleTerms) + ")" + better));
            ranks.add(new Rank(3, terms, " & !(" + Terms.all(headTerms) + ")" + better));
            return ranks;
        }
    }

    /**
     * Letters that are equally good.
     *
     * @param number 0 for the best
     * @param terms what all of them have
     * @param without what goes on after that in the text of a {@code tsquery}: those that they are
     *     not
     */
    record Rank(int number, List<String> terms, String without) {

        /** How many there are. */
        public static final int COUNT = 4;

        public Rank {
            terms = List.copyOf(terms);
        }

        /** Those of them that have these as well. */
        public Rank and(List<String> more) {
            List<String> all = new ArrayList<>(terms);
            all.addAll(more);
            return new Rank(number, all, without);
        }

        /**
         * Text of a {@code tsquery} for them, safe to cast. It has neither phrases nor weights, so
         * a GIN index answers it without looking at the rows.
         */
        public String tsquery() {
            return Terms.all(terms) + without;
        }

        /** Text of a {@code tsquery} for all letters that have one of the terms. */
        public String first() {
            return Terms.all(terms.subList(0, 1));
        }

        /** Text of a {@code tsquery} for those of {@link #first} that are in this rank. */
        public String rest() {
            return terms.size() == 1
                    ? tsquery()
                    : Terms.all(terms.subList(1, terms.size())) + without;
        }
    }
}
