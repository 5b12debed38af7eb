package cn.fuhan.reply;

import java.util.Collection;
import java.util.Map;

/**
 * How many of the letters have a term, as a share, by the database's statistics.
 *
 * @param common of the commonest terms
 * @param least of the rarest among them: others are rarer
 */
record Frequencies(Map<String, Float> common, float least) {

    static final Frequencies NONE = new Frequencies(Map.of(), 0);

    double of(String term) {
        return common.getOrDefault(term, least / 2);
    }

    /** An estimate for letters that have all of some words' terms, which come together mostly. */
    double rarest(Collection<String> terms) {
        return terms.stream().mapToDouble(this::of).min().orElse(1);
    }

    /**
     * An estimate for letters that have all of several terms with nothing to do with each other.
     */
    double together(Collection<String> terms) {
        return terms.stream().mapToDouble(this::of).reduce(1, (one, other) -> one * other);
    }
}
