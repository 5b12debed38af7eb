package cn.fuhan.bench;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What WebFlux and R2DBC do with the statement: a letter's document as the database has it, gzip. */
@SpringBootApplication
@RestController
public class Server {

    private final DatabaseClient database;
    private final String statement;

    Server(DatabaseClient database, @Value("${STATEMENT}") String statement) {
        this.database = database;
        this.statement = statement;
    }

    public static void main(String... arguments) {
        SpringApplication.run(Server.class, arguments);
    }

    @GetMapping(value = "/api/v1/replies/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<String>> letter(@PathVariable String code) {
        return database.sql(statement)
                .bind(0, code)
                .bindNull(1, Integer.class)
                .map(row -> Optional.ofNullable(row.get("document", String.class)))
                .all()
                .mapNotNull(document -> document.orElse(null))
                .singleOrEmpty()
                .map(ResponseEntity::ok)
                .defaultIfEmpty(ResponseEntity.notFound().build());
    }
}
