package cn.fuhan.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem that ends the request: thrown, or failed with, anywhere, and turned into its answer by
 * {@link Problems} alone.
 */
public final class Problem extends RuntimeException {

    /**
     * What is wrong with one part of the input.
     *
     * @param pointer JSON pointer into the body, e.g. /proposal/number; for parameters and headers
     *     the bare name
     * @param detail in Chinese, what to change
     */
    public record FieldError(String pointer, String detail) {}

    private final ProblemType type;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Problem(ProblemType type) {
        this(type, type.meaning());
    }

    /**
     * @param detail in Chinese, what happened here and what to do next
     */
    public Problem(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** Adds what is wrong with one field. */
    public Problem error(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
        return this;
    }

    /** Adds an extension member; the value must be what Jackson can write. */
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds an HTTP header to the answer. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** When to try again, as the Retry-After header. */
    public Problem retryAfter(long seconds) {
        return header("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    public ProblemType type() {
        return type;
    }

    /** In Chinese, what happened here and what to do next. */
    public String detail() {
        return getMessage();
    }

    /** What is wrong field by field, as added so far. */
    public List<FieldError> errors() {
        return errors;
    }

    /** An extension member, null where there is none. */
    public @Nullable Object member(String name) {
        return members.get(name);
    }

    Map<String, Object> members() {
        return members;
    }

    /** HTTP headers that the answer has besides, whatever its form. */
    public Map<String, String> headers() {
        return headers;
    }
}
