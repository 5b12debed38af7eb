package cn.fuhan.intake;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;

/**
 * A Word document into lines. POI opens the package; its parts are read as streams of XML and not
 * through POI's document model, which would bring a class for each element, reached by reflection,
 * into a native image.
 */
@RegisterForReflection(
        // log4j's API, to which POI logs, makes these by their names
        classNames = {
            "org.apache.logging.log4j.message.ReusableMessageFactory",
            "org.apache.logging.log4j.message.ParameterizedMessageFactory",
            "org.apache.logging.log4j.message.DefaultFlowMessageFactory"
        })
final class Word {

    private final Source source = new Source();

    private Word() {}

    /** Something that reads one part of a document from its beginning. */
    @FunctionalInterface
    private interface Part {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    static Source source(byte[] document) {
        WordPackage parts = WordPackage.open(document);
        Word word = new Word();
        try (OPCPackage docx = OPCPackage.open(parts)) {
            word.read(docx);
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException | OpenXML4JException | XMLStreamException | RuntimeException e) {
            // POI has an exception for each way in which a file can be broken
            throw new UnreadableException("Word 文件已损坏或格式不符，请在 Word 或 WPS 中打开后另存为 .docx 再试。", e);
        }
        return word.source;
    }

    private void read(OPCPackage docx) throws IOException, OpenXML4JException, XMLStreamException {
        PackagePart main = main(docx);
        Numbering numbering = new Numbering();
        Map<String, String> addresses = new HashMap<>();
        for (PackageRelationship relation : main.getRelationships()) {
            String type = relation.getRelationshipType();
            if (relation.getTargetMode() == TargetMode.EXTERNAL) {
                addresses.put(relation.getId(), relation.getTargetURI().toString());
            } else if (type.endsWith("/styles")) {
                read(docx, relation, numbering::readStyles);
            } else if (type.endsWith("/numbering")) {
                read(docx, relation, numbering::readLists);
            }
        }
        WordText text = new WordText(source, numbering, addresses);
        read(main, text::read);
        for (PackageRelationship relation : main.getRelationships()) {
            String type = relation.getRelationshipType();
            if (type.endsWith("/header") || type.endsWith("/footer")) {
                read(docx, relation, text::readAround);
            }
        }
    }

    private static PackagePart main(OPCPackage docx) {
        for (String type :
                List.of(
                        PackageRelationshipTypes.CORE_DOCUMENT,
                        PackageRelationshipTypes.STRICT_CORE_DOCUMENT)) {
            List<PackagePart> parts = docx.getPartsByRelationshipType(type);
            if (!parts.isEmpty()) {
                return parts.get(0);
            }
        }
        throw new IllegalStateException("no main document part");
    }

    private static void read(OPCPackage docx, PackageRelationship relation, Part reader)
            throws IOException, OpenXML4JException, XMLStreamException {
        PackagePart part = docx.getPart(PackagingURIHelper.createPartName(relation.getTargetURI()));
        if (part != null) {
            read(part, reader);
        }
    }

    private static void read(PackagePart part, Part reader) throws IOException, XMLStreamException {
        try (InputStream in = part.getInputStream()) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            reader.read(xml);
            xml.close();
        }
    }
}
