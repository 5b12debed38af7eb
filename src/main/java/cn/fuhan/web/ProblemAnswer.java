package cn.fuhan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a problem: as problem+json for programs, as a page for people who came with a browser. */
@Singleton
public class ProblemAnswer {

    static final String PROBLEM_JSON = "application/problem+json";
    static final String PAGE = "text/html;charset=UTF-8";

    private final ObjectMapper json;

    private final Site site;

    ProblemAnswer(ObjectMapper json, Site site) {
        this.json = json;
        this.site = site;
    }

    /** The answer to this request. */
    public Response to(Problem problem, ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        boolean page = wantsPage(path, request.getHeaderString(HttpHeaders.ACCEPT));
        String instead = page ? instead(problem.type(), request) : null;
        if (instead != null) {
            return Response.seeOther(URI.create(instead))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        Response.ResponseBuilder answer =
                Response.status(problem.type().status())
                        .type(page ? PAGE : PROBLEM_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(page ? page(problem) : json(problem, path));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /** The page of the desk that people need first, then come back from. */
    private static @Nullable String instead(ProblemType type, ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        String path = asked.getRawPath();
        if (!path.equals("/desk") && !path.startsWith("/desk/")) {
            return null;
        }
        if (type == ProblemType.PASSWORD_CHANGE_REQUIRED) {
            return "/desk/password";
        }
        if (type != ProblemType.LOGIN_REQUIRED) {
            return null;
        }
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return path.equals("/desk")
                        || path.startsWith("/desk/sign-in")
                        || !request.getMethod().equals("GET")
                ? "/desk/sign-in"
                : "/desk/sign-in?to=" + URLEncoder.encode(path + query, StandardCharsets.UTF_8);
    }

    static boolean wantsPage(@Nullable String path, @Nullable String accept) {
        return path != null
                && !path.startsWith("/api/")
                && accept != null
                && accept.contains("text/html");
    }

    String json(Problem problem, @Nullable String path) {
        try {
            return json.writeValueAsString(
                    new ProblemDetails(
                            problem.type().uri(),
                            problem.type().title(),
                            problem.type().status(),
                            problem.detail(),
                            path,
                            problem.errors(),
                            problem.members()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String page(Problem problem) {
        return ProblemPage.of(site, problem.type().status(), problem.detail()).html().render();
    }
}
