package cn.fuhan.followup;

import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jspecify.annotations.Nullable;

/** Forms of the desk: the same records as the API's bodies, checked by the same rules. */
@Singleton
public class Forms {

    /**
     * What went wrong with a form.
     *
     * @param form the path that it was sent to
     * @param typed its fields as they came
     */
    public record Fault(int status, String words, String form, Map<String, String> typed) {}

    /**
     * A page's forms: one that something was wrong with is shown again as it was filled in.
     *
     * @param path of the page, below which its forms are sent
     */
    public record Again(String path, @Nullable Fault fault) {

        /** Whether it is this one, by what follows the page's path in its own. */
        public boolean is(String form) {
            return fault != null && fault.form().equals(path + form);
        }

        /** What was typed into a field of this form; otherwise what it begins with. */
        public String typed(String form, String field, String otherwise) {
            return is(form) ? fault.typed().getOrDefault(field, "") : otherwise;
        }

        /** Whether this value was chosen; otherwise whether it is to begin with. */
        public boolean chosen(String form, String field, String value, boolean otherwise) {
            return is(form) ? value.equals(fault.typed().get(field)) : otherwise;
        }
    }

    private final Validator validator;

    Forms(Validator validator) {
        this.validator = validator;
    }

    /** Does what the form asks and leads to the page; a mistake of theirs shows it again. */
    public static Uni<Response> act(
            Supplier<Uni<?>> action, String path, Function<Fault, Uni<Response>> again) {
        return act(action, () -> path, again);
    }

    /** The same where only what was done says which page it is. */
    static Uni<Response> act(
            Supplier<Uni<?>> action, Supplier<String> path, Function<Fault, Uni<Response>> again) {
        // of the request, which a later stage is no longer on
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        return Uni.createFrom()
                .deferred(() -> action.get().<Object>map(done -> done))
                .map(done -> Response.seeOther(URI.create(path.get())).build())
                .onFailure(Forms::isTheirs)
                .recoverWithUni(e -> again.apply(fault((Problem) e, request)));
    }

    public static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).build();
    }

    <T> T valid(T form) {
        String faults =
                validator.validate(form).stream()
                        .map(v -> v.getMessage())
                        .distinct()
                        .collect(Collectors.joining("；"));
        if (!faults.isEmpty()) {
            throw new Problem(ProblemType.INVALID).error("", faults);
        }
        return form;
    }

    /** The field without surrounding blanks; null where nothing was filled in. */
    public static @Nullable String text(String name, @Nullable String typed) {
        String text = PlainText.require(name, typed);
        return text == null || text.isBlank() ? null : text.strip().replace("\r\n", "\n");
    }

    static @Nullable LocalDate date(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw new Problem(ProblemType.INVALID).error("", "日期请写作 2026-05-16");
        }
    }

    /** What stands between commas, blanks and line breaks. */
    static List<String> names(@Nullable String typed) {
        String text = text("names", typed);
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[、，,;；\\s]+")).filter(n -> !n.isBlank()).toList();
    }

    static <E extends Enum<E>> @Nullable E choice(Class<E> type, @Nullable String typed) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(typed)) {
                return constant;
            }
        }
        return null;
    }

    private static boolean isTheirs(Throwable e) {
        return e instanceof Problem p && p.type().status() < 500 && p.type().status() != 404;
    }

    private static Fault fault(Problem problem, ResteasyReactiveRequestContext request) {
        return new Fault(
                problem.type().status(),
                problem.errors().isEmpty()
                        ? problem.detail()
                        : problem.errors().stream()
                                .map(Problem.FieldError::detail)
                                .collect(Collectors.joining("；", "", "。")),
                request.getPath(),
                typed(request.getFormData()));
    }

    private static Map<String, String> typed(@Nullable FormData form) {
        Map<String, String> typed = new HashMap<>();
        if (form != null) {
            form.forEach(field -> typed.put(field, form.getFirst(field).getValue()));
        }
        return typed;
    }
}
