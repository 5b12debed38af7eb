package cn.fuhan.openapi;

import cn.fuhan.web.ProblemType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/**
 * Gives every operation its examples, problems and headers: what a test got from the running
 * service and keeps as {@code openapi/<operationId>.json}, and as {@code openapi/shared.json} what
 * is the same for many. So the document names the problems that an operation was seen to answer
 * with, and no others. Applied again it only replaces what it gave before.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Answers implements OASFilter {

    private static final String PROBLEM = "application/problem+json";
    private static final String RESPONSES = "#/components/responses/";

    /** Answers of many operations, by status: the names of their components. */
    private static final Map<String, String> SHARED =
            Map.of(
                    "401", "LoginRequired",
                    "403", "Forbidden",
                    "413", "TooLarge",
                    "429", "TooMany",
                    "503", "Unavailable",
                    "default", "OtherProblem");

    private static final Map<String, String> ROLES =
            Map.of("editor", "编辑", "approver", "审签", "administrator", "管理员");

    private static final String STAFF = "staff";
    private static final String PROPOSER = "proposer";
    private static final String RECEIPT_CODE = "#/components/parameters/ReceiptCode";

    private final Function<String, JsonNode> kept;
    private final ObjectMapper json = new ObjectMapper();

    public Answers() {
        this.kept = this::read;
    }

    /**
     * @param kept what was answered, by operationId; an empty object where nothing was
     */
    Answers(Function<String, JsonNode> kept) {
        this.kept = kept;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        kept.apply("shared")
                .path("responses")
                .properties()
                .forEach(
                        r ->
                                document.getComponents()
                                        .addResponse(
                                                SHARED.get(r.getKey()), problem(r.getValue())));
        document.getComponents()
                .addResponse(
                        SHARED.get("default"),
                        OASFactory.createAPIResponse()
                                .description("其他问题，如 405、406、431、500。type 是它的说明页")
                                .content(content(PROBLEM)));
        Map<String, Parameter> shared = document.getComponents().getParameters();
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(
                        path ->
                                path.getOperations()
                                        .values()
                                        .forEach(operation -> complete(operation, shared)));
    }

    private void complete(Operation operation, Map<String, Parameter> shared) {
        JsonNode answered = kept.apply(operation.getOperationId());
        if (operation.getSecurity() == null) {
            // said, not left out: anybody may
            operation.setSecurity(List.of());
        }
        if (operation.getRequestBody() != null) {
            examples(answered.path("requestBody"), operation.getRequestBody().getContent());
        }
        operation.setResponses(responses(operation, answered.path("responses")));
        operation.setParameters(parameters(operation, shared));
        String who = "使用者：" + callers(operation) + "。";
        String told = operation.getDescription();
        if (told == null || !told.endsWith(who)) {
            operation.setDescription(told == null ? who : told + "\n\n" + who);
        }
    }

    /** Who may call it, by the roles that its security names. */
    private static String callers(Operation operation) {
        if (asks(operation, PROPOSER)) {
            return mayBeAnybody(operation) ? "持有回执码的提出者，或登录后认领过的提出者" : "登录的提出者";
        }
        List<String> roles =
                operation.getSecurity().stream()
                        .flatMap(s -> s.getSchemes().values().stream())
                        .flatMap(List::stream)
                        .map(role -> ROLES.getOrDefault(role, role))
                        .toList();
        if (!roles.isEmpty()) {
            return String.join("、", roles);
        }
        boolean code =
                operation.getParameters().stream().anyMatch(p -> RECEIPT_CODE.equals(p.getRef()));
        return code ? "持有回执码的提出者" : "任何人";
    }

    private static boolean asks(Operation operation, String scheme) {
        return operation.getSecurity().stream().anyMatch(s -> s.hasScheme(scheme));
    }

    /** One of the ways in asks for nothing. */
    private static boolean mayBeAnybody(Operation operation) {
        return operation.getSecurity().stream().anyMatch(s -> s.getSchemes().isEmpty());
    }

    private APIResponses responses(Operation operation, JsonNode answered) {
        Map<String, APIResponse> byStatus = new TreeMap<>();
        operation
                .getResponses()
                .getAPIResponses()
                .forEach(
                        (status, response) -> {
                            if (status.startsWith("2")) {
                                byStatus.put(status, response);
                            }
                        });
        answered.properties()
                .forEach(
                        r ->
                                byStatus.merge(
                                        r.getKey(),
                                        r.getKey().matches("[45].*")
                                                ? problem(r.getValue())
                                                : OASFactory.createAPIResponse()
                                                        .description("没有变化：与 If-None-Match 所说的相同"),
                                        (declared, none) -> declared));
        byStatus.forEach(
                (status, response) -> {
                    response.setHeaders(headers(response.getHeaders(), answered.path(status)));
                    if (response.getContent() != null) {
                        examples(answered.path(status).path("content"), response.getContent());
                    }
                });
        boolean staffOnly = asks(operation, STAFF);
        SHARED.forEach(
                (status, name) -> {
                    boolean may =
                            switch (status) {
                                case "401", "403", "429" -> staffOnly;
                                case "413" -> operation.getRequestBody() != null;
                                default -> true;
                            };
                    if (may && !(status.equals("503") && byStatus.containsKey(status))) {
                        byStatus.put(status, OASFactory.createAPIResponse().ref(RESPONSES + name));
                    }
                });
        APIResponses all = OASFactory.createAPIResponses();
        byStatus.forEach(all::addAPIResponse);
        return all;
    }

    /** A parameter that recurs is described once, where all do; a 304 takes an If-None-Match. */
    private static List<Parameter> parameters(Operation operation, Map<String, Parameter> shared) {
        List<Parameter> all = new ArrayList<>();
        if (operation.getParameters() != null) {
            for (Parameter p : operation.getParameters()) {
                all.add(p.getDescription() == null && p.getRef() == null ? of(p, shared) : p);
            }
        }
        Parameter known = ref("IfNoneMatch");
        boolean there = all.stream().anyMatch(p -> known.getRef().equals(p.getRef()));
        if (operation.getResponses().hasAPIResponse("304") && !there) {
            all.add(known);
        }
        return all;
    }

    private static Parameter of(Parameter used, Map<String, Parameter> shared) {
        return shared.entrySet().stream()
                .filter(s -> s.getValue().getName().equals(used.getName()))
                .filter(s -> s.getValue().getIn() == used.getIn())
                .filter(
                        s ->
                                Boolean.TRUE.equals(s.getValue().getRequired())
                                        == Boolean.TRUE.equals(used.getRequired()))
                .findFirst()
                .map(s -> ref(s.getKey()))
                .orElse(used);
    }

    private static Parameter ref(String name) {
        return OASFactory.createParameter().ref("#/components/parameters/" + name);
    }

    private APIResponse problem(JsonNode answered) {
        Content content = content(PROBLEM);
        examples(answered.path("content"), content);
        return OASFactory.createAPIResponse()
                .description(meaning(content.getMediaType(PROBLEM)))
                .headers(headers(null, answered))
                .content(content);
    }

    /** The problem types among the examples, each with what it means and what to do. */
    private static String meaning(MediaType problems) {
        List<String> meanings =
                problems.getExamples().values().stream()
                        .map(e -> ((Map<?, ?>) e.getValue()).get("type"))
                        .distinct()
                        .map(type -> type(type.toString()))
                        .map(t -> "`%s` %s。%s".formatted(t.uri(), t.title(), t.meaning()))
                        .toList();
        return meanings.size() == 1 ? meanings.get(0) : "- " + String.join("\n- ", meanings);
    }

    private static ProblemType type(String uri) {
        for (ProblemType type : ProblemType.values()) {
            if (type.uri().equals(uri)) {
                return type;
            }
        }
        throw new IllegalStateException("an example has a problem type that there isn't: " + uri);
    }

    private static Content content(String mediaType) {
        return OASFactory.createContent()
                .addMediaType(
                        mediaType,
                        OASFactory.createMediaType()
                                .schema(
                                        OASFactory.createSchema()
                                                .ref("#/components/schemas/Problem")));
    }

    /** What was seen, and what is declared because no test can count on seeing it. */
    private static @Nullable Map<String, Header> headers(
            @Nullable Map<String, Header> declared, JsonNode answered) {
        Map<String, Header> headers = new TreeMap<>(declared == null ? Map.of() : declared);
        for (JsonNode name : answered.path("headers")) {
            headers.put(
                    name.textValue(),
                    OASFactory.createHeader().ref("#/components/headers/" + name.textValue()));
        }
        return headers.isEmpty() ? null : headers;
    }

    private void examples(JsonNode byMediaType, Content content) {
        content.getMediaTypes()
                .forEach(
                        (name, mediaType) -> {
                            Map<String, Example> examples = new LinkedHashMap<>();
                            byMediaType
                                    .path(name)
                                    .properties()
                                    .forEach(e -> examples.put(e.getKey(), example(e.getValue())));
                            mediaType.setExamples(examples.isEmpty() ? null : examples);
                        });
    }

    private Example example(JsonNode kept) {
        return OASFactory.createExample()
                .summary(kept.path("summary").textValue())
                .value(json.convertValue(kept.get("value"), Object.class));
    }

    private JsonNode read(String name) {
        try (InputStream in =
                Thread.currentThread()
                        .getContextClassLoader()
                        .getResourceAsStream("openapi/" + name + ".json")) {
            return in == null ? json.createObjectNode() : json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
