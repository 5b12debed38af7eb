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

    /**
     * A file by its name: a page, a text or a Word document as its extension says.
     *
     * @throws UnreadableException also for other kinds of file, naming what would do
     */
    public static Reading file(String name, byte[] content) {
        String extension = FileName.extension(name);
        return switch (extension) {
            case "html", "htm", "shtml", "xhtml", "jsp", "asp", "aspx", "php" ->
                    page(content, null);
            case "txt", "text" -> text(content, null);
            case "docx", "docm" -> docx(content);
            case "zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz" ->
                    throw new UnreadableException("压缩包里还有压缩包，没有再往里读。请先解开，把其中的文件一起压缩后导入。");
            case "doc", "wps", "rtf", "odt" ->
                    throw new UnreadableException(
                            "这是 .%s 文件，请在 Word 或 WPS 中另存为 .docx 后导入。".formatted(extension));
            case "pdf" -> throw new UnreadableException("这是 PDF 文件，请复制其中的文字，存为 .txt 后导入。");
            case "mht", "mhtml" ->
                    throw new UnreadableException(
                            "这是单文件网页（.%s），请重新保存为“网页，仅 HTML”后导入。".formatted(extension));
            default ->
                    throw new UnreadableException(
                            "不认识这种文件。只收保存的网页（.html）、纯文本（.txt）和 Word 文件（.docx）。");
        };
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
