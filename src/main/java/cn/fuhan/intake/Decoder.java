package cn.fuhan.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes into characters. The charset is the byte order mark's, else the one that was declared, else
 * the page's own, else UTF-8 where the bytes are strictly that, else GB18030, which contains GBK
 * and GB2312.
 */
final class Decoder {

    private static final int HEAD = 4096;
    private static final Pattern META =
            Pattern.compile(
                    "<meta[^>]{0,200}charset\\s{0,5}=\\s{0,5}[\"']?([A-Za-z0-9_:.\\-]{2,40})",
                    Pattern.CASE_INSENSITIVE);

    private Decoder() {}

    /** A page is read in any case; what can't be decoded shows as U+FFFD and becomes a finding. */
    static String page(byte[] bytes, @Nullable String declared) {
        refuseOtherFormats(bytes);
        Charset charset = firstOf(marked(bytes), named(declared), meta(bytes));
        String text = charset == null ? null : strictly(bytes, charset);
        if (text == null) {
            text = undeclared(bytes);
        }
        if (text == null) {
            Charset lenient = charset == null ? StandardCharsets.UTF_8 : charset;
            text = new String(bytes, lenient);
        }
        return checked(text, "这不是网页文件，请重新保存网页（仅 HTML）后上传。");
    }

    /** A text must decode without a doubt: nobody sees the page that it came from. */
    static String text(byte[] bytes, @Nullable String declared) {
        refuseOtherFormats(bytes);
        Charset charset = firstOf(marked(bytes), named(declared), null);
        String text = charset == null ? undeclared(bytes) : strictly(bytes, charset);
        if (text == null) {
            throw new UnreadableException("文字无法按 UTF-8 或 GB18030 解码，请将文件另存为 UTF-8 编码的纯文本后重试。");
        }
        return checked(text, "这不是纯文本文件，请另存为 UTF-8 编码的纯文本，或改用 .docx、网页导入。");
    }

    private static String checked(String text, String advice) {
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableException(advice);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void refuseOtherFormats(byte[] bytes) {
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            throw new UnreadableException("这是 Word（.docx）或压缩文件，请按 .docx 方式导入。");
        }
        if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new UnreadableException("这是旧版 Word（.doc）文件，请在 Word 或 WPS 中另存为 .docx 后导入。");
        }
        if (startsWith(bytes, '%', 'P', 'D', 'F')) {
            throw new UnreadableException("这是 PDF 文件，请复制其中的文字，以纯文本导入。");
        }
    }

    static boolean startsWith(byte[] bytes, int... head) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String undeclared(byte[] bytes) {
        String utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return utf8;
        }
        String gb = strictly(bytes, Charset.forName("GB18030"));
        return gb != null && isChinese(gb) ? gb : null;
    }

    /**
     * Damaged UTF-8 often passes for GB18030, as characters that nobody uses. Real letters consist
     * of commonplace ones.
     */
    private static boolean isChinese(String text) {
        int han = 0;
        int common = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Fold.isHan(c)) {
                han++;
                if ("的一是在关于对和复函答年月日提案建议市政协委员会号有我局为以".indexOf(c) >= 0) {
                    common++;
                }
            }
        }
        return han == 0 || common * 50 >= han;
    }

    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable Charset firstOf(
            @Nullable Charset first, @Nullable Charset second, @Nullable Charset third) {
        return first != null ? first : second != null ? second : third;
    }

    private static @Nullable Charset marked(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        return startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)
                ? StandardCharsets.UTF_16
                : null;
    }

    private static @Nullable Charset meta(byte[] bytes) {
        String head =
                new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher matcher = META.matcher(head);
        return matcher.find() ? named(matcher.group(1)) : null;
    }

    private static @Nullable Charset named(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String plain = name.strip().replace("\"", "").toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "936" ->
                    Charset.forName("GB18030");
            case "utf8", "utf-8" -> StandardCharsets.UTF_8;
            // what servers and programs say when nobody told them; no Chinese page is written in it
            case "iso-8859-1", "iso8859-1", "latin1", "windows-1252", "us-ascii", "ascii" -> null;
            default -> {
                try {
                    yield Charset.forName(plain);
                } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                    yield null; // as good as not declared
                }
            }
        };
    }
}
