package cn.fuhan.web;

import io.netty.util.AsciiString;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Problems that arise before a request reaches a resource: it is too large in one of its parts, or
 * its path or Host is broken. The framework's own limits cut the connection, or answer nothing but
 * a status; they lie above those here, for what is beyond all measure.
 */
@ApplicationScoped
public class VertxProblems {

    /** Before this there is only what answers from memory, and asks nothing of the request. */
    public static final int ORDER = Integer.MIN_VALUE + 1;

    /** What is read of a body that is too large, so that its sender gets to read the answer. */
    private static final long MOST_DRAINED = 64L << 20;

    /** Characters of path and query; a query of 10 000 Chinese characters is 90 000. */
    private static final int LONGEST_URI = 100_000;

    /** Characters of all headers. */
    private static final int MOST_HEADERS = 16 << 10;

    /** Host of RFC 9110, 7.2: a name, an address or one in brackets; it may be empty. */
    private static final Pattern HOST =
            Pattern.compile("([\\w.~%!$&'()*+,;=-]*|\\[[0-9A-Fa-f:.]+])(:\\d{0,5})?");

    private final ProblemAnswer answer;
    private final BodyLimit limit;
    private final Headers headers;

    VertxProblems(ProblemAnswer answer, BodyLimit limit, Headers headers) {
        this.answer = answer;
        this.limit = limit;
        this.headers = headers;
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::refuse);
        router.route().order(ORDER).failureHandler(this::answer);
        router.route()
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1)
                .handler(this::leaveCountingToUs);
    }

    private void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        ProblemType type = problem(request);
        if (type == null) {
            context.next();
            return;
        }
        Problem problem =
                type == ProblemType.TOO_LARGE ? limit.tooLarge(request.path()) : new Problem(type);
        boolean waits = request.getHeader("Expect") != null;
        if (type == ProblemType.TOO_LARGE && !waits && length(request) <= MOST_DRAINED) {
            // many clients read the answer only when they have sent everything
            request.endHandler(end -> end(context, problem));
        } else {
            end(context, problem);
        }
        drain(request);
    }

    private @Nullable ProblemType problem(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (request.uri().length() > LONGEST_URI) {
            return ProblemType.URI_TOO_LONG;
        }
        int size = 0;
        for (var header : headers) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        if (size > MOST_HEADERS) {
            return ProblemType.HEADER_TOO_LARGE;
        }
        List<String> hosts = headers.getAll("Host");
        if (hosts.size() > 1
                || hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1
                || !hosts.isEmpty() && !HOST.matcher(hosts.get(0)).matches()) {
            return ProblemType.BAD_REQUEST;
        }
        return length(request) > limit.at(request.path()) ? ProblemType.TOO_LARGE : null;
    }

    /** Netty has refused what isn't a number; one of many digits is over any limit. */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        return length.strip().length() < 18 ? Long.parseLong(length.strip()) : Long.MAX_VALUE;
    }

    /** Reads what still comes, up to a measure, so that the sender's end isn't cut off. */
    private static void drain(HttpServerRequest request) {
        AtomicLong read = new AtomicLong();
        request.handler(
                        part -> {
                            if (read.addAndGet(part.length()) > MOST_DRAINED) {
                                request.connection().close();
                            }
                        })
                .resume();
    }

    /**
     * A body without a length is counted while it is read ({@link BodyLimit}): the framework would
     * answer without a problem.
     */
    private void leaveCountingToUs(RoutingContext context) {
        if (context.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            context.put(
                    VertxHttpRecorder.MAX_REQUEST_SIZE_KEY,
                    Math.max(MOST_DRAINED, limit.at(context.request().path())));
            context.addEndHandler(
                    ended -> {
                        if (!context.request().isEnded()) {
                            drain(context.request());
                        }
                    });
        }
        context.next();
    }

    private void answer(RoutingContext request) {
        HttpServerResponse response = request.response();
        if (request.failure() instanceof Problem problem) {
            end(request, problem);
            return;
        }
        // a form field that is too long fails each part of the body that follows
        int status =
                request.failure() instanceof WebApplicationException e
                        ? e.getResponse().getStatus()
                        : request.statusCode();
        Problem problem =
                switch (status) {
                    case 400 -> new Problem(ProblemType.BAD_REQUEST);
                    case 413 -> limit.tooLarge(request.request().path());
                    case 414 -> new Problem(ProblemType.URI_TOO_LONG);
                    case 431 -> new Problem(ProblemType.HEADER_TOO_LARGE);
                    default -> null;
                };
        if (problem == null) {
            request.next();
        } else if (!response.ended()) {
            end(request, problem);
        }
    }

    private void end(RoutingContext request, Problem problem) {
        String path = problem.type() == ProblemType.URI_TOO_LONG ? null : request.request().path();
        boolean page = ProblemAnswer.wantsPage(path, request.request().getHeader("Accept"));
        String type = page ? ProblemAnswer.PAGE : ProblemAnswer.PROBLEM_JSON;
        MultiMap told =
                request.response()
                        .setStatusCode(problem.type().status())
                        .headers()
                        .set("Content-Type", type)
                        .set("Cache-Control", "no-store");
        AsciiString[] secure = headers.of(type);
        for (int i = 0; i < secure.length; i += 2) {
            told.set(secure[i], secure[i + 1]);
        }
        problem.headers().forEach(told::set);
        request.response().end(page ? answer.page(problem) : answer.json(problem, path));
    }
}
