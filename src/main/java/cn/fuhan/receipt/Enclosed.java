package cn.fuhan.receipt;

import cn.fuhan.web.Phrase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The letter that a receipt belongs to, and the proposer who was invited.
 *
 * @param code the letter's public code
 * @param proposer name without 委员 or 代表
 * @param readable whether the letter has a public page
 */
public record Enclosed(
        String code,
        String title,
        @Nullable String documentNumber,
        @Nullable String department,
        String proposer,
        boolean readable) {

    public List<Phrase> phrases() {
        return Phrase.in(title);
    }

    public String href() {
        return "/r/" + code;
    }
}
