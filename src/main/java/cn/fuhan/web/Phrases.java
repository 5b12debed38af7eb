package cn.fuhan.web;

import io.quarkus.qute.TemplateExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A title in pieces, so that no line ends within a name or number of its own (词意完整): 三届二次会议,
 * 第0037号.
 */
@TemplateExtension
public final class Phrases {

    private static final String NUMERAL = "[一二三四五六七八九十]+";

    private static final Pattern WHOLE =
            Pattern.compile("[省市区县]政协|%1$s届(?:人大)?|%1$s次(?:会议|全会)|第\\d{1,10}号".formatted(NUMERAL));

    /** Some of the title's text; whole if it stays on one line. */
    public record Piece(String text, boolean whole) {}

    private Phrases() {}

    /** The pieces, whose texts are the title again. */
    public static List<Piece> pieces(String title) {
        List<Piece> pieces = new ArrayList<>();
        Matcher whole = WHOLE.matcher(title);
        int end = 0;
        while (whole.find()) {
            pieces.add(new Piece(title.substring(end, whole.start()), false));
            pieces.add(new Piece(whole.group(), true));
            end = whole.end();
        }
        pieces.add(new Piece(title.substring(end), false));
        return pieces;
    }
}
