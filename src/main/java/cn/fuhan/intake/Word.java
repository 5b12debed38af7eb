package cn.fuhan.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.IRunElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;

/** A Word document into lines: paragraphs and tables in their order, with automatic numerals. */
final class Word {

    private static final int DEEPEST_TABLE = 5;
    private static final int LONGEST_CELL = 200;

    static {
        ZipSecureFile.setMaxEntrySize(WordPackage.LARGEST_ENTRY);
        ZipSecureFile.setMaxTextSize(WordPackage.LARGEST_ENTRY);
        ZipSecureFile.setMaxFileCount(WordPackage.MOST_ENTRIES);
    }

    private final Source source = new Source();
    private final Map<String, Integer> counters = new HashMap<>();

    private Word() {}

    static Source source(byte[] document) {
        WordPackage.refuseUnsafe(document);
        Word word = new Word();
        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(document))) {
            word.body(docx.getBodyElements(), 0);
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // POI has an exception for each way in which a file can be broken
            throw new UnreadableException("Word 文件已损坏或格式不符，请在 Word 或 WPS 中打开后另存为 .docx 再试。", e);
        }
        return word.source;
    }

    private void body(List<IBodyElement> elements, int depth) {
        for (IBodyElement element : elements) {
            if (element instanceof XWPFParagraph paragraph) {
                Line.lines(text(paragraph)).forEach(source::add);
            } else if (element instanceof XWPFTable table && depth < DEEPEST_TABLE) {
                for (XWPFTableRow row : table.getRows()) {
                    row(row, depth);
                }
            }
        }
    }

    /** Rows of short cells are data, others are letters in a frame. */
    private void row(XWPFTableRow row, int depth) {
        StringBuilder cells = new StringBuilder();
        boolean data = row.getTableCells().size() > 1;
        for (XWPFTableCell cell : row.getTableCells()) {
            String text = cell.getText();
            data &= text.length() <= LONGEST_CELL && cell.getTables().isEmpty();
            cells.append(cells.isEmpty() ? "" : "\t").append(text.replaceAll("\\s", " "));
        }
        if (data) {
            source.add(Line.of(cells.toString()));
            return;
        }
        for (XWPFTableCell cell : row.getTableCells()) {
            body(cell.getBodyElements(), depth + 1);
        }
    }

    /** What is printed: with the automatic numeral, without hidden runs. */
    private String text(XWPFParagraph paragraph) {
        StringBuilder text = new StringBuilder(numeral(paragraph));
        for (IRunElement element : paragraph.getIRuns()) {
            if (!(element instanceof XWPFRun run)) {
                continue;
            }
            if (run.isVanish()) {
                source.names.add(run.text());
            } else {
                text.append(run.text().replace('\t', ' '));
            }
        }
        return text.toString();
    }

    private String numeral(XWPFParagraph paragraph) {
        if (paragraph.getNumID() == null || paragraph.getNumLevelText() == null) {
            return "";
        }
        int level = paragraph.getNumIlvl() == null ? 0 : paragraph.getNumIlvl().intValue();
        String mark = "%" + (level + 1);
        if (!paragraph.getNumLevelText().contains(mark)) {
            return "";
        }
        int n = counters.merge(paragraph.getNumID() + "/" + level, 1, Integer::sum);
        String format = String.valueOf(paragraph.getNumFmt());
        boolean chinese =
                format.startsWith("chinese")
                        || format.startsWith("ideograph")
                        || format.startsWith("japanese");
        return paragraph.getNumLevelText().replace(mark, chinese ? chinese(n) : String.valueOf(n));
    }

    private static String chinese(int n) {
        String digits = "零一二三四五六七八九";
        String tens = n < 20 ? (n < 10 ? "" : "十") : digits.charAt(n / 10 % 10) + "十";
        return tens + (n % 10 == 0 ? "" : String.valueOf(digits.charAt(n % 10)));
    }
}
