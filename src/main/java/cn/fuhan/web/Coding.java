package cn.fuhan.web;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** How the bytes of an answer are compressed: as a Content-Encoding says (RFC 9110, 8.4.1). */
enum Coding {
    NONE("identity"),
    GZIP("gzip"),
    BROTLI("br");

    final AsciiString token;

    private final String name;

    Coding(String name) {
        this.name = name;
        token = AsciiString.cached(name);
    }

    /**
     * The coding that an Accept-Encoding likes best (RFC 9110, 12.5.3): the one with the greater
     * weight, and Brotli before gzip. Brotli only where it is named; gzip, too, where everything is
     * welcome.
     */
    static Coding best(@Nullable String acceptEncoding, boolean hasBrotli) {
        if (acceptEncoding == null) {
            return NONE;
        }
        // what browsers send
        if (acceptEncoding.indexOf(';') < 0) {
            return hasBrotli && BROTLI.isNamed(acceptEncoding)
                    ? BROTLI
                    : GZIP.isNamed(acceptEncoding) || acceptEncoding.indexOf('*') >= 0
                            ? GZIP
                            : NONE;
        }
        float brotli = 0;
        float gzip = -1;
        float others = 0;
        for (String each : acceptEncoding.split(",", 20)) {
            String[] parts = each.strip().split("\\s*;\\s*", 2);
            float weight = parts.length == 1 ? 1 : weight(parts[1]);
            if (parts[0].equalsIgnoreCase(BROTLI.name)) {
                brotli = weight;
            } else if (parts[0].equalsIgnoreCase(GZIP.name)) {
                gzip = weight;
            } else if (parts[0].equals("*")) {
                others = weight;
            }
        }
        gzip = gzip < 0 ? others : gzip;
        return hasBrotli && brotli > 0 && brotli >= gzip ? BROTLI : gzip > 0 ? GZIP : NONE;
    }

    /** Whether a list without weights has this word. */
    private boolean isNamed(String list) {
        for (int at = list.indexOf(name); at >= 0; at = list.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || isBetween(list.charAt(at - 1)))
                    && (end == list.length() || isBetween(list.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBetween(char c) {
        return c == ',' || c == ' ' || c == '\t';
    }

    /** Of {@code q=0.5}; what can't be read is as good as nothing said. */
    private static float weight(String parameter) {
        try {
            return parameter.startsWith("q=") ? Float.parseFloat(parameter.substring(2)) : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
