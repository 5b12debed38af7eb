package cn.fuhan.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where an event is put, in the transaction of what happened: both are stored, or neither. One
 * event has one row for each topic and key; putting it again changes nothing. The {@link Postman}
 * delivers it once that transaction is committed.
 *
 * <p>A room whose whole transaction is one statement may insert into {@code outbox (topic, key,
 * payload)} as a part of it.
 */
@Singleton
public class Outbox {

    private static final String PUT =
            """
            insert into outbox (topic, key, payload) values ($1, $2, $3::jsonb)
            on conflict (topic, key) do nothing
            """;

    private static final String PUT_IN_SESSION =
            """
            insert into outbox (topic, key, payload)
            values (:topic, :key, cast(cast(:payload as text) as jsonb))
            on conflict (topic, key) do nothing
            """;

    private final ObjectMapper json;

    Outbox(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Puts an event into the transaction that is open on this connection.
     *
     * @param payload what Jackson writes as an object: a record, registered for reflection, or a
     *     map
     */
    public Uni<Void> put(SqlConnection transaction, String topic, String key, Object payload) {
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(topic, key, Json.decodeValue(write(payload))))
                .replaceWithVoid();
    }

    /** Puts an event into the transaction of this session of Hibernate Reactive. */
    public Uni<Void> put(Mutiny.Session session, String topic, String key, Object payload) {
        return session.createNativeQuery(PUT_IN_SESSION)
                .setParameter("topic", topic)
                .setParameter("key", key)
                .setParameter("payload", write(payload))
                .executeUpdate()
                .replaceWithVoid();
    }

    private String write(Object payload) {
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event must be what Jackson can write", e);
        }
    }
}
