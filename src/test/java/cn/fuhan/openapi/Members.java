package cn.fuhan.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * Says of every member of a schema what the record says: whether it may be null, and whether it is
 * always there. A record that nothing validates is one that the service writes, and it writes all
 * of its members, null or not.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Members implements OASFilter {

    private static final DotName NULLABLE =
            DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName INCLUDE =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final String SCHEMAS = "#/components/schemas/";

    /** Times that Java has types for, and JSON has formats for. */
    private static final Map<String, String> FORMATS =
            Map.of("Instant", "date-time", "LocalDate", "date");

    private final IndexView index;

    public Members(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        FORMATS.keySet().forEach(document.getComponents()::removeSchema);
        Map<String, ClassInfo> records = records();
        document.getComponents()
                .getSchemas()
                .forEach(
                        (name, schema) -> {
                            if (schema.getProperties() != null && records.containsKey(name)) {
                                complete(schema, records.get(name));
                            }
                        });
    }

    /**
     * By the names of their schemas; one that is given wins over a class that happens to have it.
     */
    private Map<String, ClassInfo> records() {
        Map<String, ClassInfo> records = new HashMap<>();
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.isRecord()) {
                AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
                if (schema != null && schema.value("name") != null) {
                    records.put(schema.value("name").asString(), type);
                } else {
                    records.putIfAbsent(type.simpleName(), type);
                }
            }
        }
        return records;
    }

    private static void complete(Schema schema, ClassInfo type) {
        Map<String, Schema> members = new LinkedHashMap<>();
        for (RecordComponentInfo component : type.recordComponents()) {
            String name = component.name();
            Schema member = schema.getProperties().get(name);
            if (member != null) {
                members.put(name, member);
                plain(member);
                boolean required =
                        schema.getRequired() != null && schema.getRequired().contains(name);
                if (component.type().hasAnnotation(NULLABLE) && !required) {
                    nullable(member);
                }
            }
        }
        if (schema.getRequired() == null && isWritten(type)) {
            // and nothing else: what looks like a getter isn't one of a record's members
            schema.setRequired(List.copyOf(members.keySet()));
        } else {
            schema.getProperties().forEach(members::putIfAbsent);
        }
        schema.setProperties(members);
    }

    private static boolean isWritten(ClassInfo type) {
        return !type.hasAnnotation(INCLUDE)
                && type.annotationsMap().keySet().stream()
                        .noneMatch(a -> a.toString().startsWith("jakarta.validation."));
    }

    /** A reference needs no type beside it, and a time none to refer to. */
    private static void plain(Schema member) {
        if (member.getRef() == null) {
            return;
        }
        member.setType(null);
        String format = FORMATS.get(member.getRef().substring(SCHEMAS.length()));
        if (format != null) {
            member.setRef(null);
            member.addType(SchemaType.STRING);
            member.setFormat(format);
            member.setExamples(null);
        }
    }

    private static void nullable(Schema member) {
        if (member.getRef() == null) {
            member.addType(SchemaType.NULL);
            return;
        }
        member.setAnyOf(
                List.of(
                        OASFactory.createSchema().ref(member.getRef()),
                        OASFactory.createSchema().addType(SchemaType.NULL)));
        member.setRef(null);
    }
}
