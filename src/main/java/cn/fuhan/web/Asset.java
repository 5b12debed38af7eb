package cn.fuhan.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** Links to static files that change with the file's content, so that browsers may keep them. */
final class Asset {
    static final String CSS = link("/fuhan.css");
    static final String FIGURES = link("/figures.css");
    static final String DESK = link("/desk.css");
    static final String JS = link("/fuhan.js");
    static final String ICON = link("/favicon.svg");

    private Asset() {}

    private static String link(String path) {
        try (InputStream file = Asset.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (file == null) {
                return path;
            }
            var sum = new CRC32();
            sum.update(file.readAllBytes());
            return path + "?v=" + Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
