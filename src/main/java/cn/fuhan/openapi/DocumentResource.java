package cn.fuhan.openapi;

import cn.fuhan.web.Copy;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document as it is kept in {@code openapi/}, which a test compares with the code. The
 * framework's own would be read and written again at every start; this one is made ready when
 * somebody asks for it.
 */
@Singleton
@Path("/q/openapi")
public class DocumentResource {

    /** It changes with a release alone, so a tool may ask whether it has. */
    private static final String CACHE = "public, max-age=60";

    private static final String YAML_TYPE = "application/yaml;charset=UTF-8";

    private final Uni<Copy> yaml = onceAsked(YAML_TYPE, DocumentResource::kept);
    private final Uni<Copy> json = onceAsked(MediaType.APPLICATION_JSON, DocumentResource::inJson);

    /**
     * The document in YAML; in JSON for who accepts that, or says {@code ?format=json}, as the
     * framework has it.
     */
    @GET
    @Operation(hidden = true)
    public Uni<Response> get(
            @QueryParam("format") @Nullable String format, @Context HttpHeaders request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        boolean wantsJson =
                format == null
                        ? accept != null && accept.contains(MediaType.APPLICATION_JSON)
                        : format.equalsIgnoreCase("json");
        return (wantsJson ? json : yaml)
                .map(copy -> copy.answer(request, CACHE))
                .map(
                        answer ->
                                Response.fromResponse(answer)
                                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                                        .build());
    }

    private static Uni<Copy> onceAsked(String mediaType, Supplier<byte[]> bytes) {
        return Uni.createFrom()
                .item(() -> Copy.lasting(mediaType, bytes.get()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .memoize()
                .indefinitely();
    }

    private static byte[] kept() {
        try (InputStream in = DocumentResource.class.getResourceAsStream("openapi.yaml")) {
            return Objects.requireNonNull(in, "the build puts it here").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] inJson() {
        try {
            return new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(kept()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
