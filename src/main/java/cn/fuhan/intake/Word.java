package cn.fuhan.intake;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A Word document into lines, by the JDK's zip and XML streams. Apache POI writes the documents of
 * the tests and stays out of the service: a native image has to link all that may be called, and
 * opening a package in POI reaches its spreadsheets, a class by reflection for each element, and
 * java.awt.
 */
final class Word {

    private final WordPackage parts;
    private final Source source = new Source();

    private Word(WordPackage parts) {
        this.parts = parts;
    }

    /** Something that reads one part of a document from its beginning. */
    @FunctionalInterface
    private interface Part {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    /**
     * How a part leads to another one.
     *
     * @param target the name of a part, or an address where it is external
     */
    private record Relation(@Nullable String id, String type, String target, boolean external) {}

    static Source source(byte[] document) {
        Word word = new Word(WordPackage.open(document));
        try {
            word.read();
        } catch (XMLStreamException e) {
            throw new UnreadableException("Word 文件已损坏或格式不符，请在 Word 或 WPS 中打开后另存为 .docx 再试。", e);
        }
        return word.source;
    }

    private void read() throws XMLStreamException {
        String main = main();
        Numbering numbering = new Numbering();
        Map<String, String> addresses = new HashMap<>();
        List<Relation> relations = relations(main);
        for (Relation relation : relations) {
            if (relation.external()) {
                addresses.put(String.valueOf(relation.id()), relation.target());
            } else if (relation.type().endsWith("/styles")) {
                read(relation.target(), numbering::readStyles);
            } else if (relation.type().endsWith("/numbering")) {
                read(relation.target(), numbering::readLists);
            }
        }
        WordText text = new WordText(source, numbering, addresses);
        read(main, text::read);
        for (Relation relation : relations) {
            if (relation.type().endsWith("/header") || relation.type().endsWith("/footer")) {
                read(relation.target(), text::readAround);
            }
        }
    }

    private String main() throws XMLStreamException {
        for (Relation relation : relations("")) {
            if (relation.type().endsWith("/officeDocument") && !relation.external()) {
                return relation.target();
            }
        }
        return "word/document.xml";
    }

    /** The relations of a part, or of the package as a whole ("" for its name). */
    private List<Relation> relations(String part) throws XMLStreamException {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        List<Relation> relations = new ArrayList<>();
        read(
                folder + "_rels/" + part.substring(slash) + ".rels",
                xml -> {
                    while (xml.hasNext()) {
                        if (xml.next() == XMLStreamReader.START_ELEMENT
                                && xml.getLocalName().equals("Relationship")) {
                            relations.add(relation(xml, folder));
                        }
                    }
                });
        return relations;
    }

    private static Relation relation(XMLStreamReader xml, String folder) {
        String target = String.valueOf(WordText.attribute(xml, "Target"));
        boolean external = "External".equals(WordText.attribute(xml, "TargetMode"));
        return new Relation(
                WordText.attribute(xml, "Id"),
                String.valueOf(WordText.attribute(xml, "Type")),
                external ? target : WordPackage.resolve(folder, target),
                external);
    }

    /** Reads a part, if there is one of that name. */
    private void read(String name, Part reader) throws XMLStreamException {
        byte[] part = parts.part(name);
        if (part == null) {
            return;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // since Java 24 at most 100 deep; here the size of a part is the bound, and no call nests
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(part));
        try {
            reader.read(xml);
        } finally {
            xml.close();
        }
    }
}
