package cn.fuhan.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON bodies that may be absent, or come in more than one shape: read and validated as any other.
 */
@Singleton
final class Bodies {

    private final ObjectMapper json;
    private final Validator validator;

    Bodies(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** The body, or null where none was sent, whatever its Content-Type then says. */
    <T> @Nullable T optional(byte @Nullable [] body, Class<T> type) {
        if (body == null || body.length == 0) {
            return null;
        }
        try {
            return valid(json.readValue(body, type));
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    /** A part of a body as this type. */
    <T> @Nullable T part(JsonNode node, Class<T> type) {
        try {
            return valid(json.treeToValue(node, type));
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    private <T> @Nullable T valid(@Nullable T value) {
        if (value != null) {
            var violations = validator.validate(value);
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
        }
        return value;
    }
}
