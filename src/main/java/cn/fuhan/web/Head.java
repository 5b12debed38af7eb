package cn.fuhan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about itself to browsers, search engines and those who share it; the model of
 * {@code web/layout.html}.
 *
 * @param title the page's own title, without the site's name
 * @param path canonical path, null for a page that isn't to be shared
 * @param indexed whether search engines may keep the page
 * @param jsonLd schema.org description, from {@link #jsonForScript}
 */
public record Head(
        Site site,
        String title,
        @Nullable String description,
        @Nullable String path,
        boolean indexed,
        @Nullable String jsonLd) {

    /** In the order of names: a page's ETag is the same in every process. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** A page for one reader: neither indexed nor shared. */
    public static Head unlisted(Site site, String title) {
        return new Head(site, title, null, null, false, null);
    }

    public String fullTitle() {
        return title.equals(site.name()) ? title : title + " - " + site.name();
    }

    public @Nullable String canonical() {
        return path == null ? null : site.url(path);
    }

    /** JSON that can't leave its script element: outside strings these characters don't occur. */
    public static String jsonForScript(Map<String, ?> content) {
        try {
            return JSON.writeValueAsString(content)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
