package cn.fuhan.reply;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts inside a letter, by JSON pointer: reading them and repairing them (更正). */
@Singleton
final class LetterText {

    private final ObjectMapper json;

    LetterText(ObjectMapper json) {
        this.json = json;
    }

    /** Whether the text of the finding still stands where it was found. */
    boolean holds(Letter letter, DeskFinding finding) {
        if (finding.pointer() == null || finding.text() == null) {
            return false;
        }
        JsonNode node = json.valueToTree(letter).at(finding.pointer());
        return node.isTextual() && node.textValue().contains(finding.text());
    }

    /** The fields in which two letters differ. */
    List<String> changed(Letter before, Letter after) {
        JsonNode was = json.valueToTree(before);
        JsonNode is = json.valueToTree(after);
        List<String> changed = new ArrayList<>();
        is.properties()
                .forEach(
                        field -> {
                            if (!field.getValue().equals(was.path(field.getKey()))) {
                                changed.add(field.getKey());
                            }
                        });
        return changed;
    }

    /**
     * The letter with the text replaced wherever it stands at the pointer. A field that is left
     * blank becomes null, and an item of a list that is left blank goes.
     */
    Letter repair(Letter letter, String pointer, String text, String replacement) {
        JsonNode root = json.valueToTree(letter);
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = root.at(at.head());
        JsonNode node = root.at(at);
        if (!node.isTextual()) {
            return letter;
        }
        String repaired = node.textValue().replace(text, replacement).strip();
        if (parent instanceof ObjectNode object) {
            object.put(at.last().getMatchingProperty(), blankToNull(repaired));
        } else if (parent instanceof ArrayNode array) {
            int index = at.last().getMatchingIndex();
            if (repaired.isEmpty()) {
                array.remove(index);
            } else {
                array.set(index, repaired);
            }
        }
        try {
            return json.treeToValue(root, Letter.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a letter repaired is a letter", e);
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
