package cn.fuhan.openapi;

import cn.fuhan.seal.Canonical;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was asked and answered, by operation, in the form in which the document's examples are kept.
 * What differs from one run to the next is named here and in {@link #keep}, with the value that it
 * is kept as; all else is kept as it was.
 */
final class Transcript {

    /** The headers that the document describes. */
    private static final List<String> HEADERS =
            List.of(
                    "Allow",
                    "Cache-Control",
                    "Content-Encoding",
                    "ETag",
                    "Idempotency-Replayed",
                    "Location",
                    "Retry-After",
                    "Vary",
                    "WWW-Authenticate");

    /** Members that are times. */
    private static final Map<String, String> TIMES =
            Map.ofEntries(
                    Map.entry("at", "2026-05-20T01:00:00Z"),
                    Map.entry("invitedAt", "2026-05-19T02:00:00Z"),
                    Map.entry("createdAt", "2026-05-18T01:30:00Z"),
                    Map.entry("decidedAt", "2026-05-18T02:30:00Z"),
                    Map.entry("extendedAt", "2026-05-18T02:40:00Z"),
                    Map.entry("resolvedAt", "2026-05-18T01:42:10Z"),
                    Map.entry("updatedAt", "2026-05-18T02:10:05Z"),
                    Map.entry("publishedAt", "2026-05-20T01:00:00Z"),
                    Map.entry("receivedAt", "2026-05-28T08:20:31Z"),
                    Map.entry("withdrawnAt", "2026-06-02T03:00:00Z"),
                    Map.entry("expiresAt", "2026-06-10T16:00:00Z"),
                    Map.entry("amendableUntil", "2026-06-10T16:00:00Z"),
                    Map.entry("reviewedAt", "2026-05-29T01:10:00Z"),
                    Map.entry("receivedOn", "2026-05-28"),
                    Map.entry("changedAt", "2026-09-01T02:00:00Z"),
                    Map.entry("openedAt", "2026-05-29T02:00:00Z"),
                    Map.entry("closedAt", "2026-08-20T02:00:00Z"),
                    Map.entry("notedAt", "2026-06-01T02:00:00Z"),
                    Map.entry("givenUpAt", "2026-05-28T08:20:40Z"),
                    Map.entry("remindedAt", "2026-06-08T01:00:00Z"),
                    Map.entry("issuedAt", "2026-05-20T03:00:00Z"),
                    Map.entry("startedAt", "2026-06-03T02:00:00Z"),
                    Map.entry("finishedAt", "2026-06-03T02:00:04Z"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> operations = new TreeMap<>();
    private final Map<String, String> random = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** This text, wherever it stands in what is noted from now on, is kept as the other. */
    void keep(String text, String as) {
        random.put(text, as);
    }

    /** A number that this member has, from now on, is kept as the other. */
    void number(String member, Number real, int as) {
        numbers.put(member + " " + real, as);
    }

    /** All that was noted, by operationId. */
    Map<String, ObjectNode> operations() {
        return operations;
    }

    /** A body that was sent. */
    void asked(String operation, String mediaType, String name, String summary, Object body) {
        example(
                child(of(operation), "requestBody"),
                mediaType,
                name,
                summary,
                kept(JSON.valueToTree(body)));
    }

    /** An answer of JSON or text. */
    void answered(String operation, String name, String summary, Response answer) {
        answered(
                operation,
                name,
                summary,
                answer,
                mediaType(answer).equals("application/json")
                        ? read(answer.asString())
                        : new TextNode(answer.asString()));
    }

    /** An answer of which only this is kept. */
    void answered(String operation, String name, String summary, Response answer, JsonNode body) {
        headers(operation, answer);
        example(
                child(response(operation, answer), "content"),
                mediaType(answer),
                name,
                summary,
                kept(body));
    }

    private static String mediaType(Response answer) {
        return answer.contentType().replaceAll(";.*", "");
    }

    /** A problem: it names itself. */
    void refused(String operation, Response answer) {
        answer.then().contentType("application/problem+json");
        JsonNode body = read(answer.asString());
        headers(operation, answer);
        example(
                child(response(operation, answer), "content"),
                "application/problem+json",
                body.get("type").textValue().replace("/problems/", ""),
                body.get("title").textValue(),
                kept(body));
    }

    /** An answer without a body, with one that isn't text, or with one that was noted already. */
    void headers(String operation, Response answer) {
        ObjectNode response = response(operation, answer);
        TreeSet<String> names = new TreeSet<>();
        response.path("headers").forEach(known -> names.add(known.textValue()));
        HEADERS.stream().filter(answer.headers()::hasHeaderWithName).forEach(names::add);
        response.set("headers", JSON.valueToTree(names));
    }

    private ObjectNode of(String operation) {
        return operations.computeIfAbsent(operation, none -> JSON.createObjectNode());
    }

    private ObjectNode response(String operation, Response answer) {
        return child(child(of(operation), "responses"), Integer.toString(answer.statusCode()));
    }

    private static void example(
            ObjectNode content, String mediaType, String name, String summary, JsonNode value) {
        child(child(content, mediaType), name).put("summary", summary).set("value", value);
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    private JsonNode kept(JsonNode real) {
        if (real.isTextual()) {
            String text = real.textValue();
            for (Map.Entry<String, String> r : random.entrySet()) {
                text = text.replace(r.getKey(), r.getValue());
            }
            return new TextNode(text.replaceAll("已于[0-9年月]+日撤回", "已于2026年6月2日撤回"));
        }
        if (real instanceof ArrayNode array) {
            ArrayNode kept = JSON.createArrayNode();
            array.forEach(item -> kept.add(kept(item)));
            return kept;
        }
        if (!(real instanceof ObjectNode)) {
            return real;
        }
        ObjectNode kept = JSON.createObjectNode();
        real.properties()
                .forEach(
                        member -> {
                            String time = TIMES.get(member.getKey());
                            JsonNode value = member.getValue();
                            Integer number = numbers.get(member.getKey() + " " + value);
                            kept.set(
                                    member.getKey(),
                                    number != null
                                            ? new IntNode(number)
                                            : time == null || value.isNull()
                                                    ? kept(value)
                                                    : new TextNode(time));
                        });
        if (real.has("digest") && real.has("sections")) {
            seal(real, kept);
        }
        return kept;
    }

    /** A letter that is kept has the digest of what is kept, as the real one had its own. */
    private void seal(JsonNode real, ObjectNode kept) {
        String digest = real.get("digest").textValue();
        if (!digest.equals(digest(real))) {
            throw new AssertionError("the digest is not the letter's: " + real);
        }
        keep(digest, digest(kept));
        kept.put("digest", digest(kept));
    }

    private static String digest(JsonNode letter) {
        ObjectNode unsealed = letter.deepCopy();
        unsealed.remove("digest");
        return Canonical.digest(Canonical.bytes(unsealed));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
