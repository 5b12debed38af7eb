package cn.fuhan.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some of a title. No line ends within a name or number (词意完整): 市政协, 三届, 二次会议, 第0037号.
 *
 * @param whole stays on one line
 */
public record Phrase(String text, boolean whole) {

    private static final Pattern WHOLE =
            Pattern.compile(
                    "[省市区县]政协|%1$s届(?:人大)?|%1$s次(?:会议|全会)|第\\d{1,10}号".formatted("[一二三四五六七八九十]+"));

    /** The title in phrases, whose texts are the title again. */
    public static List<Phrase> in(String title) {
        List<Phrase> phrases = new ArrayList<>();
        Matcher whole = WHOLE.matcher(title);
        int end = 0;
        while (whole.find()) {
            phrases.add(new Phrase(title.substring(end, whole.start()), false));
            phrases.add(new Phrase(whole.group(), true));
            end = whole.end();
        }
        phrases.add(new Phrase(title.substring(end), false));
        return phrases;
    }
}
