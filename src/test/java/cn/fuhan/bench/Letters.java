package cn.fuhan.bench;

import cn.fuhan.bench.Phrasing.Subject;
import cn.fuhan.bench.Vocabulary.Topic;
import cn.fuhan.reply.Letter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Invented reply letters, for load tests: as varied and as long as real ones (4 to 12 KB), and the
 * same ones again for the same seed. A letter depends only on the seed and its index, so that
 * several writers can share the work and a test can ask for letter 731 204 alone.
 */
public final class Letters {

    private static final String[] NUMERALS = {"一", "二", "三", "四", "五", "六", "七"};

    private static final String[] SESSIONS = {"一", "二", "三", "四", "五"};

    private final long seed;

    public Letters(long seed) {
        this.seed = seed;
    }

    /** The letters from an index on, without end. */
    public Stream<Letter> from(long index) {
        return LongStream.iterate(index, i -> i + 1).mapToObj(this::letter);
    }

    /** The letter of an index: document and index numbers are unique within a seed. */
    public Letter letter(long index) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        // nobody's generator is perfect for neighbouring seeds
        random.nextLong();

        boolean proposal = random.nextInt(4) > 0;
        int year = 2018 + random.nextInt(9);
        Topic topic = Phrasing.pick(Vocabulary.TOPICS, random);
        Topic second = Phrasing.pick(Vocabulary.TOPICS, random);
        String session =
                (proposal ? "市政协" : "市")
                        + (year < 2023 ? "五届" : "六届")
                        + (proposal ? "" : "人大")
                        + SESSIONS[(year - 2018) % 5]
                        + "次会议";
        String number = "%04d".formatted(1 + random.nextInt(proposal ? 1400 : 1100));
        String subject = subject(topic, second, random);
        Subject about = new Subject(topic, second, session, number, subject);
        LocalDate date = LocalDate.of(year, 3, 1).plusDays(random.nextInt(240));
        List<String> proposers = names(random);
        List<String> coHandlers =
                Stream.generate(() -> Phrasing.department(random))
                        .limit(random.nextInt(5))
                        .filter(name -> !name.equals(topic.department()))
                        .distinct()
                        .toList();
        List<Letter.Section> sections = sections(about, random);
        String role = proposal ? "委员" : "代表";

        return new Letter(
                proposal ? Letter.Kind.PROPOSAL : Letter.Kind.SUGGESTION,
                "关于" + session + "第" + number + "号" + (proposal ? "提案" : "建议") + "的复函",
                "渝%s函〔%d〕%d号".formatted(topic.department().substring(1), year, index + 1),
                "11500000MB%08d/%d-%05d".formatted(index % 89, year, index),
                topic.department(),
                coHandlers,
                topic == second ? List.of(topic.name()) : List.of(topic.name(), second.name()),
                proposal ? "政协提案办理" : "人大建议办理",
                random.nextInt(9) == 0
                        ? null
                        : Letter.Outcome.values()[
                                random.nextInt(10) < 8 ? random.nextInt(2) : random.nextInt(4)],
                random.nextInt(20) == 0 ? Letter.Disclosure.TITLE_ONLY : Letter.Disclosure.FULL,
                new Letter.Proposal(number, session, subject, proposers),
                proposers.stream().map(name -> name + role).toList(),
                date,
                date.plusDays(random.nextInt(30)),
                date.plusDays(30 + random.nextInt(30)),
                name(random) + "（" + topic.department() + "局长）",
                sentence(Phrasing.OPENINGS, about, random),
                sections,
                sentence(Phrasing.CLOSINGS, about, random),
                topic.department(),
                List.of(proposal ? "市政协提案委" : "市人大代表工委"),
                "联系人：%s；联系电话：023-%08d".formatted(name(random), random.nextInt(100_000_000)));
    }

    private static String subject(Topic topic, Topic second, SplittableRandom random) {
        String thing = Phrasing.pick(topic.things(), random);
        String verb = Phrasing.pick(Vocabulary.VERBS, random);
        return switch (random.nextInt(4)) {
            case 0 -> "关于" + verb + "我市" + thing + "的建议";
            case 1 -> "关于" + verb + thing + "与" + Phrasing.pick(second.things(), random) + "的建议";
            case 2 -> "关于" + Phrasing.pick(topic.works(), random) + "，" + verb + thing + "的提案";
            default -> "关于" + Phrasing.pick(Vocabulary.PLACES, random) + verb + thing + "的建议";
        };
    }

    private static List<Letter.Section> sections(Subject about, SplittableRandom random) {
        int count = 3 + random.nextInt(4);
        // a letter has its own measure: some authors are brief
        int sentences = (30 + random.nextInt(56)) / (2 * count);
        List<Letter.Section> sections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String heading =
                    NUMERALS[i]
                            + "、关于"
                            + Phrasing.pick(Vocabulary.VERBS, random)
                            + Phrasing.pick(about.topic().things(), random)
                            + "。";
            List<String> paragraphs = new ArrayList<>();
            for (int p = 0; p < 2; p++) {
                StringBuilder text = new StringBuilder(400);
                for (int s = sentences + random.nextInt(2); s > 0; s--) {
                    String[] pattern = Phrasing.pick(Phrasing.SENTENCES, random);
                    Phrasing.write(text, pattern, about, random);
                }
                paragraphs.add(text.toString());
            }
            sections.add(new Letter.Section(heading, paragraphs));
        }
        return sections;
    }

    private static List<String> names(SplittableRandom random) {
        return Stream.generate(() -> name(random))
                .limit(random.nextInt(5) == 0 ? 2 + random.nextInt(4) : 1)
                .distinct()
                .toList();
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        Phrasing.name(name, random);
        return name.toString();
    }

    private static String sentence(
            List<String[]> patterns, Subject about, SplittableRandom random) {
        StringBuilder text = new StringBuilder(200);
        Phrasing.write(text, Phrasing.pick(patterns, random), about, random);
        return text.toString();
    }
}
