package cn.fuhan.search;

import java.util.List;

/**
 * What a query looks for in texts: taken apart once, marked in many.
 *
 * @param needles each word of the query as it stands in a folded text; none where nothing can be
 *     looked for
 */
public record Sought(List<String> needles) {

    public Sought {
        needles = List.copyOf(needles);
    }

    public static Sought of(String query) {
        return new Sought(
                Terms.query(query) instanceof Query.Match
                        ? Terms.pieces(query).stream().distinct().map(Terms::needle).toList()
                        : List.of());
    }
}
