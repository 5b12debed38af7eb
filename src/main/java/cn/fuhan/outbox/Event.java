package cn.fuhan.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One thing that happened, as its consumer gets it.
 *
 * @param key what makes it one: the same key on the same topic is the same event
 * @param attempt 1 at the first
 * @param last whether no further attempt follows
 */
public record Event(
        long id,
        String topic,
        String key,
        JsonNode payload,
        int attempt,
        boolean last,
        Instant createdAt) {}
