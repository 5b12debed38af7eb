package cn.fuhan.bench;

import io.r2dbc.spi.Readable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What WebFlux and R2DBC do with the statement: a letter's stored copy, in gzip as it is. */
@SpringBootApplication
@RestController
public class Server {

    private final DatabaseClient database;
    private final String statement;
    private final String edition;

    Server(
            DatabaseClient database,
            @Value("${STATEMENT}") String statement,
            @Value("${EDITION}") String edition) {
        this.database = database;
        this.statement = statement;
        this.edition = edition;
    }

    public static void main(String... arguments) {
        SpringApplication.run(Server.class, arguments);
    }

    @GetMapping("/api/v1/replies/{code}")
    Mono<ResponseEntity<byte[]>> letter(@PathVariable String code) {
        return database
                .sql(statement)
                .bind(0, code)
                .bind(1, "JSON")
                .bind(2, edition)
                .map(Server::answer)
                .one()
                .defaultIfEmpty(ResponseEntity.notFound().build());
    }

    private static ResponseEntity<byte[]> answer(Readable row) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                .eTag(row.get("tag", String.class))
                .body(row.get("gzip", byte[].class));
    }
}
