package cn.fuhan.bench;

import java.util.List;
import java.util.SplittableRandom;

/** Sentences as official letters have them, with places to fill in. */
final class Phrasing {

    /**
     * The patterns: T thing, t another thing of the field, W work, A aim, M manner, V verb, P
     * place, D department, R paper, U trouble, N number with its unit, n number, Y year, % share, m
     * month, Z name.
     */
    static final List<String[]> SENTENCES =
            patterns(
                    """
                    近年来，我局会同D，围绕TMV各项工作，着力A。
                    截至Y年m月底，全市已建成T相关项目N，覆盖P、P等地，较上年增长%。
                    针对您提出的TU的问题，我们M开展了调研，先后走访P、P和n家单位。
                    一是W。Y年以来，累计投入资金n万元，重点用于T和t。
                    二是W。在P开展试点，MVt，目前已完成N。
                    三是W。会同D印发《TR》，明确了m月底前的目标任务。
                    四是MVt，对P等地U的情况挂牌督办，整改率达到%。
                    同时，T在部分地区仍存在U、U等问题，与群众期盼还有差距。
                    下一步，我们将MVT，积极争取D支持，力争Y年新增N。
                    市政府将t纳入Y年重点民生实事，由D牵头，P率先实施。
                    在T方面，我市坚持以A为目标，出台《tR》，W。
                    Y年，PVT的做法得到D充分肯定，相关经验在n个单位推广。
                    据统计，全市T从业人员达到n人，其中t占%，总体上能够A。
                    关于您建议的W，目前正在开展前期论证，拟于Y年m月提请市政府审议。
                    因受U影响，T暂不具备全面铺开条件，我们将M研究，适时启动。
                    我们建立了由D、D参加的联席会议制度，按月调度T，共协调解决事项n项。
                    依托T，MVt，让P的群众在家门口就能享受到服务。
                    按照《TR》要求，对t实行名单管理，已公布n批，惠及n户。
                    市级财政安排专项资金n万元，对PW给予补助，补助比例不低于%。
                    通过W，T的平均办理时间压缩%，有效A。
                    为A，我局组织专家对P的T进行评估，提出整改意见n条。
                    D将T纳入年度考核，权重提高到%，进一步压实区县责任。
                    积极VT与t融合发展，支持P建设示范基地，带动就业n人。
                    目前，t已接入全市统一平台，归集数据n万条，为W提供支撑。
                    对涉及T的投诉举报，我们做到件件有回音，Y年共受理n件，办结率%。
                    加强舆论引导，利用广播、电视和新媒体宣传T，开展活动n场，营造A的良好氛围。
                    t是一项长期任务，需要D、P人民政府和社会各方面共同努力。
                    P结合实际VT，探索出“W、A”的工作路径。
                    我们还将在Y年修订《tR》，增加T有关条款，解决U的问题。
                    鼓励企业、高校和社会组织参与T，对W成效明显的，给予最高n万元奖励。
                    在W的基础上，MVt，计划到Y年底实现P全覆盖。
                    从调研情况看，U是制约T的主要原因，P、P尤为明显。
                    严格执行T准入条件，Y年清退不符合要求的N，曝光典型案例n起。
                    坚持需求导向，面向P的居民发放问卷n份，对T满意的占%。
                    会同D举办T专题培训班，培训业务骨干n名，切实A。
                    探索“互联网+T”模式，P已有N上线运行，月均访问量增长%。
                    落实税费优惠政策，为从事t的市场主体减负n万元，MVW。
                    推动成渝地区T协同，与四川省有关部门签订合作协议n份，共同A。
                    """);

    static final List<String[]> OPENINGS =
            patterns(
                    """
                    您提出的《L》（第#号）收悉。经与D研究办理，现答复如下。
                    您在S上提出的《L》（第#号）交由我局主办。经商D，现将办理情况答复如下：
                    感谢您对T工作的关心支持。您提出的《L》（第#号）收悉，经会同D认真研究，现答复如下：
                    """);

    static final List<String[]> CLOSINGS =
            patterns(
                    """
                    此复函已经Z局长审签。对以上答复您有什么意见，请填写在回执上，及时反馈，以便我们进一步改进工作。
                    感谢您对T的关注，恳请您继续对我们的工作提出宝贵意见。此复函已经Z副局长审签。
                    以上答复，如有意见请填写回执寄回。希望您一如既往地关心t，为A建言献策。此复函已经Z主任审签。
                    """);

    private static final int[] SCALES = {10, 100, 1000, 10_000};

    private Phrasing() {}

    /** What a letter's sentences share. */
    record Subject(
            Vocabulary.Topic topic,
            Vocabulary.Topic second,
            String session,
            String number,
            String title) {}

    static void write(
            StringBuilder out, String[] pattern, Subject subject, SplittableRandom random) {
        for (String part : pattern) {
            if (part.length() > 1) {
                out.append(part);
                continue;
            }
            switch (part.charAt(0)) {
                case 'T' -> out.append(pick(subject.topic().things(), random));
                case 't' -> out.append(pick(subject.second().things(), random));
                case 'W' -> out.append(pick(subject.topic().works(), random));
                case 'A' -> out.append(pick(Vocabulary.AIMS, random));
                case 'M' -> out.append(pick(Vocabulary.MANNERS, random));
                case 'V' -> out.append(pick(Vocabulary.VERBS, random));
                case 'P' -> out.append(pick(Vocabulary.PLACES, random));
                case 'D' -> out.append(department(random));
                case 'R' -> out.append(pick(Vocabulary.PAPERS, random));
                case 'U' -> out.append(pick(Vocabulary.TROUBLES, random));
                case 'N' -> out.append(number(random)).append(pick(Vocabulary.UNITS, random));
                case 'n' -> out.append(number(random));
                case 'Y' -> out.append(2018 + random.nextInt(9));
                case '%' ->
                        out.append(1 + random.nextInt(99))
                                .append('.')
                                .append(random.nextInt(10))
                                .append('%');
                case 'm' -> out.append(1 + random.nextInt(12));
                case 'Z' -> name(out, random);
                case 'L' -> out.append(subject.title());
                case 'S' -> out.append(subject.session());
                case '#' -> out.append(subject.number());
                default -> out.append(part);
            }
        }
    }

    private static int number(SplittableRandom random) {
        return 1 + random.nextInt(SCALES[random.nextInt(SCALES.length)]);
    }

    static String department(SplittableRandom random) {
        int other = Vocabulary.OTHER_DEPARTMENTS.length;
        int index = random.nextInt(other + Vocabulary.TOPICS.size());
        return index < other
                ? Vocabulary.OTHER_DEPARTMENTS[index]
                : Vocabulary.TOPICS.get(index - other).department();
    }

    static void name(StringBuilder out, SplittableRandom random) {
        out.append(pick(Vocabulary.SURNAMES, random));
        for (int i = random.nextInt(5) == 0 ? 1 : 2; i > 0; i--) {
            out.append(Vocabulary.GIVEN.charAt(random.nextInt(Vocabulary.GIVEN.length())));
        }
    }

    static <T> T pick(T[] from, SplittableRandom random) {
        return from[random.nextInt(from.length)];
    }

    static <T> T pick(List<T> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }

    /** Each line cut into places to fill in, of one character, and the text between them. */
    private static List<String[]> patterns(String lines) {
        return lines.lines()
                .map(line -> line.split("(?<=[TtWAMVPDRUNnYmZLS#%])|(?=[TtWAMVPDRUNnYmZLS#%])"))
                .toList();
    }
}
