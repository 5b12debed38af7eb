package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Invented letters in the shapes that real ones have. */
final class Sample {

    private Sample() {}

    static byte[] bytes(String name) {
        try (InputStream in = Sample.class.getResourceAsStream("/intake/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String string(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] gb18030(String name) {
        return string(name).getBytes(Charset.forName("GB18030"));
    }

    static Reading text(String text) {
        return Intake.text(text.getBytes(StandardCharsets.UTF_8), "UTF-8");
    }

    static Reading page(String html) {
        return Intake.page(html.getBytes(StandardCharsets.UTF_8), "UTF-8");
    }

    static List<Finding> suspicious(Reading reading) {
        return only(reading.findings(), Severity.SUSPICIOUS);
    }

    static List<Finding> only(List<Finding> findings, Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).toList();
    }
}
