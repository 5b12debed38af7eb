package cn.fuhan.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file that came with others: in a zip, from a form, out of a directory. It is only
 * ever shown and looked at, never opened by.
 */
public final class FileName {

    private static final int LONGEST = 300;

    /** What can't be seen, or turns the order of what is seen around. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

    private static final Pattern ABSOLUTE = Pattern.compile("^(/|[A-Za-z]:).*", Pattern.DOTALL);
    private static final Pattern UPWARDS = Pattern.compile("(^|/)\\.\\.(/|$)");

    /** What browsers save beside a page, and what systems leave in every folder. */
    private static final Pattern BESIDES =
            Pattern.compile(
                    "(^|/)(__MACOSX|[^/]*(_files|_file|\\.files))/.*|(^|/)(\\.[^/]*|Thumbs\\.db|desktop\\.ini)$",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private FileName() {}

    /** The name as it may be shown and stored, with slashes between its folders. */
    public static String shown(String name) {
        String shown = UNSEEN.matcher(name.replace('\\', '/')).replaceAll("\uFFFD").strip();
        if (shown.isEmpty()) {
            return "（没有名字）";
        }
        int end =
                shown.offsetByCodePoints(
                        0, Math.min(LONGEST, shown.codePointCount(0, shown.length())));
        return end < shown.length() ? shown.substring(0, end) + "…" : shown;
    }

    /**
     * The name of a file below a directory, by the bytes that the file system has: a service is
     * often started without a locale, in which Java can't read its own Chinese names.
     */
    public static String below(Path directory, Path file) {
        String escaped = directory.toUri().relativize(file.toUri()).getRawPath();
        return decoded(
                URLDecoder.decode(escaped.replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1));
    }

    /** UTF-8 where it can be that, else what Windows in China writes. */
    private static String decoded(byte[] name) {
        for (Charset charset : List.of(UTF_8, Charset.forName("GB18030"))) {
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(name)).toString();
            } catch (CharacterCodingException e) {
                // not this one
            }
        }
        return new String(name, ISO_8859_1);
    }

    /** Why a file of this name is refused, in Chinese; null where nothing is wrong with it. */
    public static @Nullable String refusal(String name) {
        String path = name.replace('\\', '/');
        if (ABSOLUTE.matcher(path).matches() || UPWARDS.matcher(path).find()) {
            return "文件名带有上级或绝对路径，为安全起见没有读取。请把文件改成普通的名字后再导入。";
        }
        if (name.indexOf('\0') >= 0) {
            return "文件名中有不可用的字符，为安全起见没有读取。请改名后再导入。";
        }
        return null;
    }

    /** Whether it is no letter but what comes along: a folder, a saved page's pictures. */
    public static boolean isBesides(String name) {
        String path = name.replace('\\', '/');
        return path.endsWith("/") || BESIDES.matcher(path).find();
    }

    /** The part behind the last dot, in small letters; empty where there is none. */
    static String extension(String name) {
        String last = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot < 0 ? "" : last.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
    }
}
