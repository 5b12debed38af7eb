package cn.fuhan.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What is printed of a Word document's part: paragraphs with their automatic numerals, tables, text
 * boxes before the paragraph that they hang on. Deleted text is gone, hidden text is only
 * inspected. Elements are known by their names alone, for the transitional and the strict
 * namespace. The walk does not recurse, however deep the part.
 */
final class WordText {

    private static final int LONGEST_CELL = 200;

    /** Half points; smaller text is not meant to be read. */
    private static final int SMALLEST = 4;

    /** What holds no printed text, or the same text once more for older programs. */
    private static final Set<String> UNSEEN =
            Set.of(
                    "Fallback",
                    "del",
                    "moveFrom",
                    "instrText",
                    "delText",
                    "rt",
                    "pPrChange",
                    "rPrChange",
                    "sectPr",
                    "tblPr",
                    "tabs");

    private final Source source;
    private final Numbering numbering;
    private final Map<String, String> addresses;
    private final Deque<Paragraph> paragraphs = new ArrayDeque<>();
    private final Deque<Row> rows = new ArrayDeque<>();
    private boolean around;

    WordText(Source source, Numbering numbering, Map<String, String> addresses) {
        this.source = source;
        this.numbering = numbering;
        this.addresses = addresses;
    }

    /** A paragraph that is being read; one in a text box stands inside another. */
    private static final class Paragraph {
        final StringBuilder text = new StringBuilder();
        final StringBuilder hidden = new StringBuilder();
        final Numbering.Mark mark = new Numbering.Mark();
        boolean unseen;
        boolean inRun;
        @Nullable String address;
        int linked;
    }

    /** A row that is being read, cell by cell. */
    private static final class Row {
        final List<List<String>> cells = new ArrayList<>();
        boolean nested;

        /** Rows of short cells are data, others are letters in a frame. */
        boolean isData() {
            return cells.size() > 1
                    && !nested
                    && cells.stream()
                            .allMatch(cell -> String.join(" ", cell).length() <= LONGEST_CELL);
        }
    }

    /** The main document. */
    void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                if (UNSEEN.contains(xml.getLocalName())) {
                    skip(xml);
                } else {
                    begin(xml.getLocalName(), xml);
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                end(xml.getLocalName());
            }
        }
    }

    /** A header or footer: no part of the letter, but inspected. */
    void readAround(XMLStreamReader xml) throws XMLStreamException {
        around = true;
        read(xml);
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth +=
                    event == XMLStreamReader.START_ELEMENT
                            ? 1
                            : event == XMLStreamReader.END_ELEMENT ? -1 : 0;
        }
    }

    private void begin(String name, XMLStreamReader xml) throws XMLStreamException {
        switch (name) {
            case "p" -> paragraphs.push(new Paragraph());
            case "tr" -> {
                if (!rows.isEmpty()) {
                    rows.peek().nested = true;
                }
                rows.push(new Row());
            }
            case "tc" -> {
                if (!rows.isEmpty()) {
                    rows.peek().cells.add(new ArrayList<>());
                }
            }
            default -> {
                if (!paragraphs.isEmpty()) {
                    inParagraph(paragraphs.peek(), name, xml);
                }
            }
        }
    }

    private void inParagraph(Paragraph paragraph, String name, XMLStreamReader xml)
            throws XMLStreamException {
        switch (name) {
            case "r" -> {
                paragraph.inRun = true;
                paragraph.unseen = false;
            }
            case "pStyle" -> paragraph.mark.style = value(xml);
            case "numId" -> paragraph.mark.list = value(xml);
            case "ilvl" -> paragraph.mark.level = number(value(xml), 0);
            case "vanish", "webHidden" -> paragraph.unseen |= paragraph.inRun && isOn(value(xml));
            case "sz" -> paragraph.unseen |= paragraph.inRun && number(value(xml), 99) <= SMALLEST;
            case "hyperlink" -> {
                paragraph.address = addresses.get(attribute(xml, "id"));
                paragraph.linked = paragraph.text.length();
            }
            case "t" -> append(paragraph, xml.getElementText().replaceAll("[\\t\\r\\n]", " "));
            case "tab" -> append(paragraph, paragraph.inRun ? " " : "");
            case "br", "cr" -> append(paragraph, paragraph.inRun ? "\n" : "");
            case "noBreakHyphen" -> append(paragraph, "-");
            default -> {
                // says nothing of the text
            }
        }
    }

    private static void append(Paragraph paragraph, String text) {
        (paragraph.unseen ? paragraph.hidden : paragraph.text).append(text);
    }

    private void end(String name) {
        switch (name) {
            case "p" -> {
                if (!paragraphs.isEmpty()) {
                    finish(paragraphs.pop());
                }
            }
            case "r" -> {
                if (!paragraphs.isEmpty()) {
                    paragraphs.peek().inRun = false;
                }
            }
            case "hyperlink" -> {
                if (!paragraphs.isEmpty()) {
                    link(paragraphs.peek());
                }
            }
            case "tr" -> {
                if (!rows.isEmpty()) {
                    finish(rows.pop());
                }
            }
            default -> {
                // nothing was begun
            }
        }
    }

    private void link(Paragraph paragraph) {
        if (paragraph.address != null && Link.isForeign(paragraph.address)) {
            String on =
                    paragraph.text.substring(Math.min(paragraph.linked, paragraph.text.length()));
            source.links.add(new Link(Fold.trim(on), paragraph.address));
        }
        paragraph.address = null;
    }

    private void finish(Paragraph paragraph) {
        if (!paragraph.hidden.isEmpty()) {
            source.names.add(paragraph.hidden.toString());
        }
        String text = paragraph.text.toString();
        for (Line line : Line.lines(text.isBlank() ? "" : numbering.next(paragraph.mark) + text)) {
            put(line.text());
        }
    }

    private void finish(Row row) {
        if (row.isData()) {
            put(String.join("\t", row.cells.stream().map(cell -> String.join(" ", cell)).toList()));
        } else {
            row.cells.forEach(cell -> cell.forEach(this::put));
        }
    }

    private void put(String line) {
        if (!rows.isEmpty() && !rows.peek().cells.isEmpty()) {
            List<List<String>> cells = rows.peek().cells;
            cells.get(cells.size() - 1).add(line);
        } else if (around) {
            source.names.add(line);
        } else {
            source.add(Line.of(line));
        }
    }

    private static boolean isOn(@Nullable String value) {
        return value == null
                || !value.equals("0") && !value.equals("false") && !value.equals("off");
    }

    /** The val attribute, which nearly every property has. */
    static @Nullable String value(XMLStreamReader xml) {
        return attribute(xml, "val");
    }

    static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    static int number(@Nullable String value, int otherwise) {
        return value != null && value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
    }
}
