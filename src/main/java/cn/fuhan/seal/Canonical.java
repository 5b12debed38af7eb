package cn.fuhan.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * The canonical form of a JSON document: RFC 8785 (JSON Canonicalization Scheme) for documents
 * whose numbers are integers, as a letter's are. Equal documents have equal bytes, whoever writes
 * them.
 */
public final class Canonical {

    private Canonical() {}

    /**
     * The canonical bytes.
     *
     * @throws IllegalArgumentException for a number that isn't an integer
     */
    public static byte[] bytes(JsonNode document) {
        StringBuilder out = new StringBuilder(8192);
        write(document, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public static String digest(byte[] canonical) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            // RFC 8785, 3.2.3: by UTF-16 code units, which is how Java compares strings
            Collections.sort(names);
            out.append('{');
            String comma = "";
            for (String name : names) {
                out.append(comma);
                text(name, out);
                write(node.get(name), out.append(':'));
                comma = ",";
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                write(node.get(i), i == 0 ? out : out.append(','));
            }
            out.append(']');
        } else if (node.isTextual()) {
            text(node.textValue(), out);
        } else if (node.isIntegralNumber()) {
            out.append(node.longValue());
        } else if (node.isNumber()) {
            throw new IllegalArgumentException("only integers have a canonical form here: " + node);
        } else {
            out.append(node.asText());
        }
    }

    /** RFC 8785, 3.2.2.2: only what must be escaped is, and in the shortest form. */
    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
