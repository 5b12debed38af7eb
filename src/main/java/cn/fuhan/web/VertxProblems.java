package cn.fuhan.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Problems that arise before a request reaches a resource: a body that is too large, a broken path.
 */
@ApplicationScoped
class VertxProblems {

    private final ProblemAnswer answer;

    VertxProblems(ProblemAnswer answer) {
        this.answer = answer;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        HttpServerResponse response = request.response();
        Problem problem =
                switch (request.statusCode()) {
                    case 400 -> new Problem(ProblemType.BAD_REQUEST);
                    case 413 -> new Problem(ProblemType.TOO_LARGE);
                    case 431 -> new Problem(ProblemType.HEADER_TOO_LARGE);
                    default -> null;
                };
        if (problem == null || response.ended()) {
            request.next();
            return;
        }
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemAnswer.PROBLEM_JSON)
                .putHeader("Cache-Control", "no-store")
                // what is left of the body isn't worth reading
                .putHeader("Connection", "close")
                .end(answer.json(problem, request.request().path()));
    }
}
