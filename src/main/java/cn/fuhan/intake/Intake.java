package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Letter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a reply letter out of what a department has of it. Whatever is readable becomes a draft,
 * however odd, with findings for what is missing or can't belong; only what is no page, text or
 * document at all is refused, with an {@link UnreadableException}. The same bytes always give the
 * same reading. Blocks for as long as parsing takes: not for an event loop.
 */
public final class Intake {

    private static final int LARGEST_TEXT = 8 << 20;

    private Intake() {}

    /**
     * A saved government page.
     *
     * @param charset of the Content-Type if it named one; else the page's own is used
     */
    public static Reading page(byte[] html, @Nullable String charset) {
        refuseTooLarge(html);
        return read(Page.source(Decoder.page(html, charset)));
    }

    /** Plain text; bytes that don't decode are refused. */
    public static Reading text(byte[] text, @Nullable String charset) {
        refuseTooLarge(text);
        String decoded = Decoder.text(text, charset);
        return read(Page.looksLikeOne(decoded) ? Page.source(decoded) : Source.ofText(decoded));
    }

    /** A Word document (.docx) without macros. */
    public static Reading docx(byte[] document) {
        return read(Word.source(document));
    }

    private static Reading read(Source source) {
        source.refuseTooLong();
        if (source.lines.isEmpty()) {
            throw new UnreadableException("文件中没有文字，请确认上传的是复函正文，扫描件请先转换为文字。");
        }
        Drafting drafting = new Drafting(source);
        Letter letter = drafting.letter();
        List<Finding> findings =
                new ArrayList<>(Surroundings.inspect(source, drafting.around(), letter));
        findings.addAll(Inspector.inspect(letter));
        findings.addAll(Recognised.in(letter, drafting));
        return new Reading(letter, findings);
    }

    private static void refuseTooLarge(byte[] bytes) {
        if (bytes.length > LARGEST_TEXT) {
            throw new UnreadableException("文件超过 8 MB，不像一封复函，请只保留复函正文后重试。");
        }
    }
}
