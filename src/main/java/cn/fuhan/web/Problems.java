package cn.fuhan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one place where failures become answers. Nothing of the inside (stack traces, SQL, class
 * names) gets out; what nobody foresaw is logged with an errorId, and that id alone is told.
 */
public class Problems {

    /** When to ask a database again that is out of reach. */
    static final long RETRY_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final AtomicLong TOLD = new AtomicLong(Long.MIN_VALUE / 2);

    /**
     * SQLSTATE classes that say the database, not the request, is at fault: PostgreSQL, appendix A.
     */
    private static final List<String> FAULTS =
            List.of("08", "53", "57", "58", "25006", "40", "55P03", "25P03");

    private final ProblemAnswer answer;

    Problems(ProblemAnswer answer) {
        this.answer = answer;
    }

    @ServerExceptionMapper(priority = 1)
    Response problem(Problem problem, ContainerRequestContext request) {
        return answer.to(problem, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response rejected(WebApplicationException e, ContainerRequestContext request) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json, request);
        }
        Problem problem =
                switch (e.getResponse().getStatus()) {
                    case 401 -> login();
                    case 403 -> new Problem(ProblemType.FORBIDDEN);
                    case 404 -> notFound(e, request);
                    case 405 -> new Problem(ProblemType.METHOD_NOT_ALLOWED);
                    case 406 -> new Problem(ProblemType.NOT_ACCEPTABLE);
                    case 413 -> new Problem(ProblemType.TOO_LARGE);
                    case 415 -> new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE);
                    case 503 -> new Problem(ProblemType.UNAVAILABLE).retryAfter(RETRY_SECONDS);
                    default ->
                            e.getResponse().getStatus() < 500
                                    ? new Problem(ProblemType.BAD_REQUEST)
                                    : unforeseen(e);
                };
        String allow = e.getResponse().getHeaderString("Allow");
        return answer.to(allow == null ? problem : problem.header("Allow", allow), request);
    }

    /**
     * A query parameter that can't be read as a number comes as a 404, its cause naming the text.
     */
    private static Problem notFound(WebApplicationException e, ContainerRequestContext request) {
        if (e.getCause() instanceof NumberFormatException unread) {
            for (var parameter : request.getUriInfo().getQueryParameters().entrySet()) {
                String quoted = '"' + parameter.getValue().get(0) + '"';
                if (String.valueOf(unread.getMessage()).contains(quoted)) {
                    return new Problem(ProblemType.BAD_PARAMETER)
                            .error(parameter.getKey(), "须是整数，且不能过大");
                }
            }
        }
        return new Problem(ProblemType.NOT_FOUND);
    }

    @ServerExceptionMapper(priority = 1)
    Response malformed(JsonProcessingException e, ContainerRequestContext request) {
        Problem problem = new Problem(ProblemType.MALFORMED_JSON);
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            if (e instanceof InvalidFormatException text && text.getTargetType() == String.class) {
                problem = new Problem(ProblemType.BAD_TEXT);
            }
            problem.error(pointer(mapping), advice(mapping));
        } else if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
            problem.error(
                    "",
                    "第 %d 行第 %d 列附近"
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
        return answer.to(problem, request);
    }

    /** Quarkus has a mapper of its own for these, which would win by being more specific. */
    @ServerExceptionMapper(priority = 1)
    Response malformed(MismatchedInputException e, ContainerRequestContext request) {
        return malformed((JsonProcessingException) e, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response invalid(ConstraintViolationException e, ContainerRequestContext request) {
        Problem problem = new Problem(ProblemType.INVALID);
        boolean parameter = false;
        for (ConstraintViolation<?> v : e.getConstraintViolations()) {
            String path = Violations.pointer(v);
            parameter |= !path.isEmpty() && !path.startsWith("/");
            problem.error(path, v.getMessage());
        }
        if (parameter) {
            Problem bad = new Problem(ProblemType.BAD_PARAMETER);
            problem.errors().forEach(f -> bad.error(f.pointer(), f.detail()));
            problem = bad;
        }
        return answer.to(problem, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response invalid(ResteasyReactiveViolationException e, ContainerRequestContext request) {
        return invalid((ConstraintViolationException) e, request);
    }

    @ServerExceptionMapper(
            value = {AuthenticationFailedException.class, UnauthorizedException.class},
            priority = 1)
    Response notLoggedIn(ContainerRequestContext request) {
        return answer.to(login(), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException e, ContainerRequestContext request) {
        return answer.to(new Problem(ProblemType.FORBIDDEN), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response stale(StaleStateException e, ContainerRequestContext request) {
        return answer.to(new Problem(ProblemType.STALE), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response rest(Throwable e, ContainerRequestContext request) {
        return answer.to(of(e), request);
    }

    /**
     * The problem for any failure: its own, a database that is out of reach, or an unforeseen one.
     */
    public static Problem of(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof Problem problem) {
                return problem;
            }
            if (e instanceof StaleStateException) {
                return new Problem(ProblemType.STALE);
            }
            if (isFault(e)) {
                tellOutOfReach(e);
                return new Problem(ProblemType.UNAVAILABLE).retryAfter(RETRY_SECONDS);
            }
        }
        return unforeseen(failure);
    }

    /** Once a second: in an outage everybody who asks is told, and the log is told enough. */
    static void tellOutOfReach(Throwable e) {
        long now = System.nanoTime();
        long told = TOLD.get();
        if (now - told > 1_000_000_000L && TOLD.compareAndSet(told, now)) {
            LOG.warnf("database out of reach: %s", e);
        }
    }

    /** Whether it failed because the database doesn't answer, or we are too busy to ask it. */
    public static boolean isOutOfReach(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof Problem problem) {
                return problem.type() == ProblemType.UNAVAILABLE;
            }
            if (isFault(e)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFault(Throwable e) {
        // the second is what Hibernate makes of the first
        String state =
                e instanceof PgException pg
                        ? pg.getSqlState()
                        : e instanceof SQLException sql ? sql.getSQLState() : null;
        if (state != null) {
            return FAULTS.stream().anyMatch(state::startsWith);
        }
        // a lost, refused or overdue connection shows as one of these; Hibernate wraps them
        return e instanceof IOException
                || e instanceof TimeoutException
                || e instanceof java.util.concurrent.TimeoutException
                || e instanceof VertxException
                || e.getClass().getName().endsWith("NoStackTraceThrowable");
    }

    private static Problem unforeseen(Throwable e) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(e, "unforeseen, errorId %s", id);
        return new Problem(ProblemType.INTERNAL).with("errorId", id);
    }

    private static Problem login() {
        return new Problem(ProblemType.LOGIN_REQUIRED)
                .header("WWW-Authenticate", "Basic realm=\"fuhan\", charset=\"UTF-8\"");
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference r : e.getPath()) {
            pointer.append('/')
                    .append(
                            r.getFieldName() == null
                                    ? Integer.toString(r.getIndex())
                                    : r.getFieldName().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String advice(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "没有这个字段，请删除或改正名称";
        }
        if (e instanceof InvalidFormatException format) {
            Class<?> target = format.getTargetType();
            if (target == String.class) {
                return "请删除其中的控制字符或残缺字符";
            }
            if (target != null && target.isEnum()) {
                return Stream.of(target.getEnumConstants())
                        .map(String::valueOf)
                        .collect(Collectors.joining("、", "只能是 ", ""));
            }
            if (target == java.time.LocalDate.class) {
                return "日期须写作 2022-07-12 的样子，且确有这一天";
            }
        }
        return "值的类型不对";
    }
}
