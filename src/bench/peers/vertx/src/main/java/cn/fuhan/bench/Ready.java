package cn.fuhan.bench;

import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The most that Vert.x's HTTP server can do with bytes that are ready: no router, no metrics, no
 * framework; one body and its headers for whatever is asked, and none for who has it. Arguments: a file in gzip, then lines
 * of headers.
 */
public final class Ready extends AbstractVerticle {

    private final Buffer body;
    private final AsciiString[] headers;

    private Ready(Buffer body, AsciiString[] headers) {
        this.body = body;
        this.headers = headers;
    }

    public static void main(String... arguments) throws Exception {
        Buffer body = Buffer.buffer(Unpooled.wrappedBuffer(Files.readAllBytes(Path.of(arguments[0]))));
        AsciiString[] headers =
                List.of(arguments).stream()
                        .skip(1)
                        .flatMap(line -> List.of(line.split(": ", 2)).stream())
                        .map(AsciiString::cached)
                        .toArray(AsciiString[]::new);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        vertx.deployVerticle(
                        () -> new Ready(body, headers),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors() * 2))
                .onFailure(
                        e -> {
                            e.printStackTrace();
                            System.exit(1);
                        });
    }

    @Override
    public void start() {
        vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(Integer.parseInt(System.getenv("PORT")));
    }

    private void answer(HttpServerRequest request) {
        for (int i = 0; i < headers.length; i += 2) {
            request.response().headers().add(headers[i], headers[i + 1]);
        }
        if (request.headers().contains(HttpHeaders.IF_NONE_MATCH)) {
            request.response().setStatusCode(304).end();
        } else {
            request.response().end(body);
        }
    }
}
