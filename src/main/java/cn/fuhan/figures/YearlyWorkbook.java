package cn.fuhan.figures;

import cn.fuhan.figures.Statistics.Count;
import cn.fuhan.figures.Statistics.Rate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** The figures as a workbook (.xlsx) for the yearly report. */
final class YearlyWorkbook {

    static final String MEDIA_TYPE =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Statistics figures;

    private YearlyWorkbook(Statistics figures) {
        this.figures = figures;
    }

    static byte[] of(Statistics figures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try (Workbook workbook = new Workbook(out, "Fuhan", "1.0")) {
            new YearlyWorkbook(figures).write(workbook);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The name under which a browser saves it. */
    static String fileName(Statistics figures) {
        return "fuhan-%s.xlsx".formatted(figures.year() == null ? "all" : figures.year());
    }

    private void write(Workbook workbook) {
        Worksheet rates = workbook.newWorksheet("办理和满意情况");
        head(rates, List.of("指标", "数值", "分子", "分母", "口径"), 22, 12, 10, 10, 46);
        int row = 1;
        for (FiguresPage.Line line : FiguresPage.lines(figures)) {
            rates.value(row, 0, line.label());
            Rate rate = line.rate();
            if (rate != null) {
                if (rate.rate() != null) {
                    rates.value(row, 1, rate.rate());
                    rates.style(row, 1).format("0.0%").set();
                }
                rates.value(row, 2, rate.numerator());
                rates.value(row, 3, rate.denominator());
            } else if (line.number() != null) {
                rates.value(row, 1, line.number());
            }
            rates.value(row++, 4, line.definition());
        }
        counts(workbook, "按办理结果", "办理结果", figures.letters().byOutcome());
        counts(workbook, "按类别", "类别", figures.letters().byKind());
        counts(workbook, "按发布机构", "发布机构", figures.letters().byDepartment());
        counts(workbook, "历年", "年份", figures.letters().byYear());
    }

    private static void counts(Workbook workbook, String name, String what, List<Count> counts) {
        Worksheet sheet = workbook.newWorksheet(name);
        head(sheet, List.of(what, "件数"), 40, 10);
        int row = 1;
        long total = 0;
        for (Count count : counts) {
            sheet.value(row, 0, count.label());
            sheet.value(row++, 1, count.letters());
            total += count.letters();
        }
        sheet.value(row, 0, "合计");
        sheet.value(row, 1, total);
        sheet.style(row, 0).bold().set();
        sheet.style(row, 1).bold().set();
    }

    static void head(Worksheet sheet, List<String> titles, @Nullable Integer... widths) {
        for (int column = 0; column < titles.size(); column++) {
            sheet.value(0, column, titles.get(column));
            sheet.style(0, column).bold().set();
            if (widths.length > column && widths[column] != null) {
                sheet.width(column, widths[column]);
            }
        }
        sheet.freezePane(0, 1);
    }
}
