package cn.fuhan.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Problems that arise before a request reaches a resource: a body that is too large, a broken path.
 */
@ApplicationScoped
class VertxProblems {

    /** What is read of a body that is too large, so that its sender gets to read the answer. */
    private static final long MOST_DRAINED = 64L << 20;

    private final ProblemAnswer answer;
    private final long limit;

    VertxProblems(
            ProblemAnswer answer,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.answer = answer;
        this.limit = limit.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::refuseLargeBody);
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    /**
     * Before the framework's own limit, which closes the connection while the client still writes.
     */
    private void refuseLargeBody(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length == null || length.length() < 8 || isWithin(length)) {
            request.next();
            return;
        }
        AtomicLong read = new AtomicLong();
        request.request()
                .handler(
                        part -> {
                            if (read.addAndGet(part.length()) > MOST_DRAINED) {
                                request.request().connection().close();
                            }
                        })
                .endHandler(end -> end(request, new Problem(ProblemType.TOO_LARGE)))
                .resume();
    }

    private boolean isWithin(String length) {
        // Netty has refused what isn't a number; one of many digits is over any limit
        return length.length() < 18 && Long.parseLong(length.strip()) <= limit;
    }

    private void answer(RoutingContext request) {
        HttpServerResponse response = request.response();
        // a form field that is too long fails each part of the body that follows
        int status =
                request.failure() instanceof WebApplicationException e
                        ? e.getResponse().getStatus()
                        : request.statusCode();
        Problem problem =
                switch (status) {
                    case 400 -> new Problem(ProblemType.BAD_REQUEST);
                    case 413 -> new Problem(ProblemType.TOO_LARGE);
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
        request.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemAnswer.PROBLEM_JSON)
                .putHeader("Cache-Control", "no-store")
                .end(answer.json(problem, request.request().path()));
    }
}
