package cn.fuhan.reply;

import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Head;
import cn.fuhan.web.Phrase;
import cn.fuhan.web.Site;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public page of a letter. Its {@code contact} is never on it.
 *
 * @param outcomeWords wording of the outcome classes (办理结果), by default {@link Labels#OUTCOMES}
 * @param revision number of the revision that the letter is from
 * @param versions all published revisions, in any order
 * @param digest of the canonical form, hexadecimal
 * @param sample an invented letter (示例)
 */
public record LetterPage(
        Site site,
        String code,
        Letter letter,
        Map<Letter.Outcome, String> outcomeWords,
        int revision,
        List<Version> versions,
        @Nullable String digest,
        boolean sample) {

    /**
     * A published revision.
     *
     * @param reason why it was published, null for the first
     */
    public record Version(int number, Instant publishedAt, @Nullable String reason) {}

    /** A row of the metadata (公文信息). */
    public record Fact(String label, String value) {}

    /** An outcome class and its wording. */
    public record Badge(String grade, String words) {}

    /** A section with the anchor that the table of contents leads to. */
    public record Part(
            String id, @Nullable String heading, @Nullable String entry, List<String> paragraphs) {}

    /** A line of the version history. */
    public record Line(String name, String day, String reason, String href) {}

    private static final int CONTENTS_FROM = 3;

    public LetterPage {
        if (letter.disclosure() == Letter.Disclosure.NONE) {
            throw new IllegalArgumentException("not disclosed: " + code);
        }
        versions =
                versions.stream().sorted(Comparator.comparing(Version::number).reversed()).toList();
    }

    public Head head() {
        return new Head(
                site, title(), description(), path(), isCurrent(), Head.jsonForScript(jsonLd()));
    }

    /** The address of the letter, always showing its current revision. */
    public String path() {
        return "/r/" + code;
    }

    public String qr() {
        return "/api/v1/replies/" + code + "/qr";
    }

    public String url() {
        return site.url(path());
    }

    public String title() {
        return or(letter.title(), "复函");
    }

    public List<Phrase> phrases() {
        return Phrase.in(title());
    }

    public String kind() {
        return Labels.kind(letter.kind());
    }

    public @Nullable String department() {
        return letter.department();
    }

    public @Nullable String documentNumber() {
        return letter.documentNumber();
    }

    public boolean full() {
        return letter.disclosure() == Letter.Disclosure.FULL;
    }

    public @Nullable Badge outcome() {
        var outcome = letter.outcome();
        return outcome == null
                ? null
                : new Badge(outcome.name(), outcomeWords.getOrDefault(outcome, ""));
    }

    /** Where readers see what became of its promises: classes B and C promise (列入规划、暂不能解决). */
    public @Nullable String progress() {
        boolean promises =
                letter.outcome() == Letter.Outcome.B || letter.outcome() == Letter.Outcome.C;
        return promises && full() ? path() + "/progress" : null;
    }

    public List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        var outcome = outcome();
        add(facts, "答复对象", answered());
        add(facts, "办理结果", outcome == null ? null : outcome.grade() + " " + outcome.words());
        add(facts, "主办单位", letter.department());
        add(facts, "会办单位", join(letter.coHandlers()));
        add(facts, "发文字号", letter.documentNumber());
        add(facts, "索引号", letter.indexNumber());
        add(facts, "主题分类", join(letter.topics()));
        add(facts, "体裁分类", letter.genre());
        add(facts, "发布机构", letter.department());
        add(facts, "成文日期", day(letter.issuedOn()));
        add(facts, "发布日期", day(letter.publishedOn()));
        add(facts, "公开属性", full() ? null : Labels.disclosure(letter.disclosure()));
        return facts;
    }

    /** Addressees as the letter's first line: 甲委员、乙委员: */
    public @Nullable String addressees() {
        var names = join(letter.addressees());
        return names == null ? null : names.replaceAll("[:：]\\s*$", "") + "：";
    }

    public List<String> opening() {
        return paragraphs(letter.opening());
    }

    public List<String> closing() {
        return paragraphs(letter.closing());
    }

    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (var section : letter.sections()) {
            var heading = section.heading();
            parts.add(
                    new Part(
                            "s" + (parts.size() + 1),
                            heading,
                            heading == null ? null : heading.replaceAll("[。.;；]\\s*$", ""),
                            section.paragraphs()));
        }
        return parts;
    }

    /** The sections with headings, empty where a table of contents wouldn't help. */
    public List<Part> contents() {
        var headed = parts().stream().filter(part -> part.entry() != null).toList();
        return full() && headed.size() >= CONTENTS_FROM ? headed : List.of();
    }

    public @Nullable String signature() {
        return letter.signature();
    }

    public @Nullable String letterDate() {
        return day(letter.letterDate());
    }

    public @Nullable String letterDateIso() {
        return iso(letter.letterDate());
    }

    public @Nullable String signedOffBy() {
        var name = letter.signedOffBy();
        return name == null ? null : name.replaceAll("\\s*\\(([^()]*)\\)", "（$1）");
    }

    public @Nullable String copiedTo() {
        return join(letter.copiedTo());
    }

    public boolean isCurrent() {
        return latest() <= revision;
    }

    public int latest() {
        return versions.stream().mapToInt(Version::number).max().orElse(revision);
    }

    /** 第 2 版,2025年7月18日发布. */
    public String version() {
        var name = "第 %d 版".formatted(revision);
        return shown().map(version -> name + "，" + ChineseDate.day(version.publishedAt()) + "发布")
                .orElse(name);
    }

    /** Why the version shown was published, null for the first. */
    public @Nullable String reason() {
        return shown().map(Version::reason).orElse(null);
    }

    /** The versions that aren't shown here, newest first. */
    public List<Line> others() {
        return versions.stream()
                .filter(version -> version.number() != revision)
                .map(
                        version ->
                                new Line(
                                        "第 %d 版".formatted(version.number()),
                                        ChineseDate.day(version.publishedAt()),
                                        or(
                                                version.reason(),
                                                version.number() == 1 ? "首次发布" : "未注明原因"),
                                        version.number() == latest()
                                                ? path()
                                                : path() + "/revisions/" + version.number()))
                .toList();
    }

    /** The digest's start in groups that can be read aloud. */
    public @Nullable String fingerprint() {
        if (digest == null) {
            return null;
        }
        var start = digest.toUpperCase(Locale.ROOT);
        return start.substring(0, Math.min(16, start.length())).replaceAll("(.{4})(?=.)", "$1 ");
    }

    public TemplateInstance html() {
        return Templates.letter(this);
    }

    @CheckedTemplate(basePath = "reply")
    static class Templates {
        static native TemplateInstance letter(LetterPage page);
    }

    private Optional<Version> shown() {
        return versions.stream().filter(version -> version.number() == revision).findFirst();
    }

    private String answered() {
        var proposal = letter.proposal();
        var number = proposal.number();
        var text = new StringBuilder(or(proposal.session(), ""));
        if (number != null) {
            text.append("第").append(number).append("号");
        }
        text.append(text.isEmpty() ? kind() : Labels.shortKind(letter.kind()));
        if (full() && proposal.title() != null) {
            text.append("《").append(proposal.title()).append("》");
        }
        return text.toString();
    }

    private String description() {
        var text = new StringBuilder(or(letter.department(), site.name()));
        text.append("对").append(answered()).append("的答复。");
        var outcome = outcome();
        if (outcome != null) {
            text.append("办理结果：")
                    .append(outcome.grade())
                    .append(" ")
                    .append(outcome.words())
                    .append("。");
        }
        return text.toString();
    }

    /** A government's report with a number is what schema.org has nearest to an official letter. */
    private Map<String, Object> jsonLd() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("@context", "https://schema.org");
        json.put("@type", "Report");
        json.put("@id", url());
        json.put("url", url());
        json.put("name", title());
        json.put("inLanguage", "zh-CN");
        json.put("reportNumber", letter.documentNumber());
        json.put("identifier", letter.indexNumber());
        json.put("genre", letter.genre());
        json.put("keywords", join(letter.topics()));
        json.put("dateCreated", iso(letter.letterDate()));
        json.put("datePublished", iso(letter.publishedOn()));
        json.put("version", revision);
        if (letter.department() != null) {
            json.put(
                    "publisher",
                    Map.of("@type", "GovernmentOrganization", "name", letter.department()));
        }
        json.put("isAccessibleForFree", true);
        json.values().removeIf(value -> value == null);
        return json;
    }

    private static void add(List<Fact> facts, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(label, value));
        }
    }

    private static List<String> paragraphs(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static @Nullable String join(List<String> names) {
        return names.isEmpty() ? null : String.join("、", names);
    }

    private static @Nullable String day(@Nullable LocalDate date) {
        return date == null ? null : ChineseDate.day(date);
    }

    private static @Nullable String iso(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}
