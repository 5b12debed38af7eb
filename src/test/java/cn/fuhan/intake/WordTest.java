package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.reply.Letter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;

class WordTest {

    private static byte[] document() throws IOException {
        try (XWPFDocument docx = new XWPFDocument()) {
            XWPFTable table = docx.createTable(2, 4);
            String[][] cells = {
                {"索 引 号", "0151-2022-9", "发文字号", "苍文旅函〔2022〕7号"}, {"发布机构", "苍岩县文旅局", "办理结果", "B"}
            };
            for (int row = 0; row < 2; row++) {
                for (int cell = 0; cell < 4; cell++) {
                    table.getRow(row).getCell(cell).setText(cells[row][cell]);
                }
            }
            String[] paragraphs = {
                "关于县政协九届二次会议第66号提案的复函",
                "",
                "纪云舒委员：",
                "您提出的《关于保护传统村落的提案》（第66号）收悉。现将办理情况答复如下：",
                "一、摸清家底。",
                "已登记传统村落14个。",
                "二、活化利用。",
                "支持发展民宿。",
                "苍岩县文旅局",
                "2022年6月1日"
            };
            for (String paragraph : paragraphs) {
                docx.createParagraph().createRun().setText(paragraph);
            }
            docx.createParagraph().createRun().setText("抄送：县政协提案委。");
            var hidden = docx.createParagraph().createRun();
            hidden.setText("看不见的文字");
            hidden.setVanish(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            docx.write(out);
            return out.toByteArray();
        }
    }

    /** The same package with some parts changed and others added. */
    private static byte[] with(UnaryOperator<String> change, String part, Map<String, byte[]> more)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(document()));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(
                        entry.getName().equals(part)
                                ? change.apply(new String(content, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
            for (Map.Entry<String, byte[]> entry : more.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    @Test
    void paragraphsAndTablesAreReadInTheirOrder() throws IOException {
        Letter letter = Intake.docx(document()).letter();
        assertThat(letter.title()).isEqualTo("关于县政协九届二次会议第66号提案的复函");
        assertThat(letter.indexNumber()).isEqualTo("0151-2022-9");
        assertThat(letter.documentNumber()).isEqualTo("苍文旅函〔2022〕7号");
        assertThat(letter.department()).isEqualTo("苍岩县文旅局");
        assertThat(letter.outcome()).isEqualTo(Letter.Outcome.B);
        assertThat(letter.sections())
                .extracting(Letter.Section::heading)
                .containsExactly("一、摸清家底。", "二、活化利用。");
        assertThat(letter.letterDate()).isEqualTo(LocalDate.of(2022, 6, 1));
        assertThat(letter.copiedTo()).containsExactly("县政协提案委");
        assertThat(letter.toString()).doesNotContain("看不见");
    }

    private static Reading withBody(String body) throws IOException {
        return Intake.docx(
                with(
                        xml ->
                                xml.replaceFirst(
                                        "(?s)<w:body>.*</w:body>",
                                        java.util.regex.Matcher.quoteReplacement(
                                                "<w:body>" + body + "</w:body>")),
                        "word/document.xml",
                        Map.of()));
    }

    private static String p(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static final String HEAD =
            p("关于县政协九届二次会议第66号提案的复函") + p("纪云舒委员：") + p("您提出的《关于保护传统村落的提案》（第66号）收悉。现将办理情况答复如下：");

    private static final String END = p("苍岩县文旅局") + p("2022年6月1日");

    @Test
    void textBoxesAreReadOnceBeforeWhatTheyHangOn() throws IOException {
        String box = "<w:txbxContent>" + p("B类") + "</w:txbxContent>";
        Letter letter =
                withBody(
                                "<w:p><w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"wps\"><w:drawing>"
                                        + box
                                        + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
                                        + box
                                        + "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>苍文旅函〔2022〕7号</w:t></w:r></w:p>"
                                        + HEAD
                                        + p("已登记。")
                                        + END)
                        .letter();
        assertThat(letter.outcome()).isEqualTo(Letter.Outcome.B);
        assertThat(letter.documentNumber()).isEqualTo("苍文旅函〔2022〕7号");
        assertThat(letter.title()).isEqualTo("关于县政协九届二次会议第66号提案的复函");
    }

    @Test
    void oldTextBoxesAreReadToo() throws IOException {
        Letter letter =
                withBody(
                                "<w:p><w:r><w:pict><w:txbxContent>"
                                        + p("办理结果：C")
                                        + "</w:txbxContent></w:pict></w:r></w:p>"
                                        + HEAD
                                        + p("已登记。")
                                        + END)
                        .letter();
        assertThat(letter.outcome()).isEqualTo(Letter.Outcome.C);
    }

    @Test
    void whatWasDeletedIsGoneAndWhatWasInsertedStays() throws IOException {
        Letter letter =
                withBody(
                                HEAD
                                        + "<w:p><w:r><w:t>已登记</w:t></w:r><w:del><w:r><w:delText>旧稿</w:delText></w:r></w:del>"
                                        + "<w:ins><w:r><w:t>14个</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>"
                                        + END)
                        .letter();
        assertThat(letter.sections().get(0).paragraphs()).containsExactly("已登记14个。");
    }

    @Test
    void tinyTextAndFootersAreOnlyInspected() throws IOException {
        Reading reading =
                withBody(
                        HEAD
                                + "<w:p><w:r><w:rPr><w:sz w:val=\"2\"/></w:rPr><w:t>新葡京官网</w:t></w:r><w:r><w:t>已登记。</w:t></w:r></w:p>"
                                + END);
        assertThat(reading.letter().toString()).doesNotContain("葡京");
        assertThat(Sample.suspicious(reading))
                .extracting(cn.fuhan.reply.Finding::field)
                .containsExactly("page");
    }

    @Test
    void automaticNumeralsCountByLevel() throws IOException {
        byte[] numbered;
        try (XWPFDocument docx = new XWPFDocument()) {
            var kind =
                    org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum.Factory
                            .newInstance();
            kind.setAbstractNumId(java.math.BigInteger.ONE);
            String[][] levels = {
                {"chineseCounting", "%1、"}, {"chineseCounting", "（%2）"}, {"decimal", "%3."}
            };
            for (int i = 0; i < levels.length; i++) {
                var level = kind.addNewLvl();
                level.setIlvl(java.math.BigInteger.valueOf(i));
                level.addNewStart().setVal(java.math.BigInteger.ONE);
                level.addNewNumFmt()
                        .setVal(
                                org.openxmlformats.schemas.wordprocessingml.x2006.main
                                        .STNumberFormat.Enum.forString(levels[i][0]));
                level.addNewLvlText().setVal(levels[i][1]);
            }
            var list = docx.createNumbering();
            var id =
                    list.addNum(
                            list.addAbstractNum(
                                    new org.apache.poi.xwpf.usermodel.XWPFAbstractNum(kind)));
            for (String text :
                    new String[] {
                        "-关于县政协九届二次会议第66号提案的复函",
                        "-纪云舒委员：",
                        "-您提出的《关于保护传统村落的提案》收悉，现答复如下：",
                        "0摸清家底",
                        "1登记造册",
                        "1建立档案",
                        "0活化利用",
                        "1发展民宿",
                        "2统一标识",
                        "-苍岩县文旅局",
                        "-2022年6月1日"
                    }) {
                var paragraph = docx.createParagraph();
                paragraph.createRun().setText(text.substring(1));
                if (text.charAt(0) != '-') {
                    paragraph.setNumID(id);
                    paragraph.setNumILvl(java.math.BigInteger.valueOf(text.charAt(0) - '0'));
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            docx.write(out);
            numbered = out.toByteArray();
        }
        assertThat(Intake.docx(numbered).letter().sections())
                .containsExactly(
                        new Letter.Section("一、摸清家底", java.util.List.of("（一）登记造册", "（二）建立档案")),
                        new Letter.Section("二、活化利用", java.util.List.of("（一）发展民宿", "1.统一标识")));
    }

    @Test
    void deepAndLongDocumentsEnd() throws IOException {
        String deep = "<w:tbl><w:tr><w:tc>".repeat(20_000);
        String closed = "</w:tc></w:tr></w:tbl>".repeat(20_000);
        assertThat(withBody(HEAD + deep + p("深") + closed + END).letter().proposal().number())
                .isEqualTo("66");
        assertThat(withBody(HEAD + p("已登记。").repeat(20_000) + END).letter().signature())
                .isEqualTo("苍岩县文旅局");
    }

    @Test
    void macrosAreRefused() {
        assertThatThrownBy(
                        () ->
                                Intake.docx(
                                        with(
                                                UnaryOperator.identity(),
                                                "",
                                                Map.of("word/vbaProject.bin", new byte[] {1}))))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("宏");
        assertThatThrownBy(
                        () ->
                                Intake.docx(
                                        with(
                                                t ->
                                                        t.replace(
                                                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                                                                "application/vnd.ms-word.document.macroEnabled.main+xml"),
                                                "[Content_Types].xml",
                                                Map.of())))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("宏");
    }

    @Test
    void entitiesAreRefused() {
        assertThatThrownBy(
                        () ->
                                Intake.docx(
                                        with(
                                                t ->
                                                        t.replaceFirst(
                                                                "<w:document",
                                                                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document"),
                                                "word/document.xml",
                                                Map.of())))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("外部实体");
    }

    @Test
    void bombsAreRefused() {
        assertThatThrownBy(
                        () ->
                                Intake.docx(
                                        with(
                                                UnaryOperator.identity(),
                                                "",
                                                Map.of("word/media/a.bin", new byte[20 << 20]))))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("过大");
        Map<String, byte[]> many = new java.util.TreeMap<>();
        for (int i = 0; i < 1100; i++) {
            many.put("x/" + i, new byte[0]);
        }
        assertThatThrownBy(() -> Intake.docx(with(UnaryOperator.identity(), "", many)))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(
                        () ->
                                Intake.docx(
                                        with(
                                                t -> t.replace("支持发展民宿。", "字".repeat(1_000_000)),
                                                "word/document.xml",
                                                Map.of())))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void whatIsNoDocumentIsRefused() throws IOException {
        assertThatThrownBy(() -> Intake.docx("王青委员：".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("docx");
        assertThatThrownBy(() -> Intake.docx(new byte[0])).isInstanceOf(UnreadableException.class);
        byte[] half = java.util.Arrays.copyOf(document(), 900);
        assertThatThrownBy(() -> Intake.docx(half)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Intake.docx(with(t -> "<broken", "word/document.xml", Map.of())))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(
                        () -> Intake.docx(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}))
                .hasMessageContaining(".doc");
    }
}
