package cn.fuhan.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels of a government page's metadata and of a letter's loose lines, with synonyms. */
enum Label {
    INDEX_NUMBER("索引号", "索引编号", "信息索引号", "信息索引", "索取号"),
    DOCUMENT_NUMBER(
            "发文字号", "发文号", "发文文号", "文号", "文件编号", "文件号", "公文文号", "信息文号", "文件字号", "文件文号", "复文字号",
            "答复文号", "复函文号"),
    TOPICS("主题分类", "所属主题", "主题类别", "主题", "信息分类", "所属分类", "分类"),
    GENRE("体裁分类", "组配分类", "体裁", "公文种类", "文种", "组配类别", "体裁类别"),
    PUBLISHER(
            "发布机构", "发文机构", "发文机关", "发布机关", "发布单位", "发布部门", "发文单位", "发文部门", "制发机关", "制发单位", "公开机构",
            "公开单位", "公开主体", "信息公开单位", "公开责任部门", "责任部门", "生成机构", "信息生成机构", "产生机构"),
    LEAD("主办单位", "主办部门", "承办单位", "承办部门", "答复单位", "答复部门", "办理单位", "承办机构", "复文单位"),
    ISSUED("成文日期", "成文时间", "发文日期", "发文时间", "生成日期", "生成时间", "印发日期", "签发日期", "制文日期", "形成日期", "产生日期"),
    PUBLISHED("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "公布时间", "上网日期", "上网时间", "发表时间"),
    /** A date without saying which: the line under a title. It is the date of publication. */
    DATED("日期", "时间", "更新时间", "更新日期", "录入时间", "添加时间"),
    DISCLOSURE(
            "公开属性", "公开类别", "公开类型", "公开程度", "公开范围", "是否公开", "公开意见", "答复公开属性", "公开情况", "是否同意公开",
            "是否主动公开", "可否公开", "能否公开", "公开选项", "公开建议", "公开与否"),
    WAY("公开方式", "公开形式"),
    OUTCOME(
            "办理结果", "办理类别", "办理类型", "答复类别", "答复分类", "答复类型", "办复类别", "办复类型", "办理结果分类", "办理结果类别",
            "办理情况分类", "办理分类", "结果类别", "类别标记", "办理情况类别", "答复件类别", "办复分类", "类别", "分类标识", "类别标识",
            "结果分类", "答复类别标识", "办理结果标识", "办理程度"),
    CO_HANDLERS("会办单位", "协办单位", "会办部门", "协办部门", "分办单位", "会办", "协办"),
    TITLE("标题", "信息名称", "名称", "文件名称", "公文标题", "文件标题", "信息标题", "文章标题", "公文名称"),
    NUMBER("提案编号", "提案号", "建议编号", "建议号", "案号", "提案建议编号", "建议提案编号", "编号"),
    PROPOSAL_TITLE("案由", "提案题目", "提案标题", "提案名称", "建议标题", "建议题目", "建议名称", "题目"),
    PROPOSER("提案人", "提案者", "提出人", "建议人", "领衔代表", "领衔人", "第一提案人", "提案单位", "提案委员", "建议代表"),
    SESSION("届次", "会议届次", "届次会议"),
    SOURCE("来源", "信息来源", "文章来源", "稿源", "来源单位"),
    SIGNED_OFF("签发人", "审签人", "签发", "审签", "审定人", "签发领导", "审签领导"),
    COPIED("抄送", "抄报", "抄送单位", "分送"),
    CONTACT(
            "电话",
            "联系电话",
            "联系方式",
            "电子邮箱",
            "电子邮件",
            "邮箱",
            "传真",
            "联系地址",
            "通讯地址",
            "手机",
            "手机号码",
            "邮编",
            "邮政编码",
            "办公电话",
            "咨询电话",
            "联系电话及联系人"),
    /** Labels that only end the value before them. */
    OTHER(
            "有效性", "时效性", "效力状态", "是否有效", "生效日期", "失效日期", "废止日期", "实施日期", "截止日期", "浏览次数", "浏览量",
            "阅读次数", "阅读量", "访问量", "访问次数", "点击数", "点击量", "点击次数", "点击率", "字体", "字号", "字体大小", "关键词",
            "关键字", "主题词", "语种", "内容概述", "信息概述", "概述", "内容描述", "摘要", "责任编辑", "编辑", "作者", "审核", "审核人",
            "信息类别", "服务对象", "服务对象分类", "分享", "分享到", "阅读", "浏览", "载体类型", "记录形式", "所属栏目", "栏目",
            "信息来源方式", "公开时限", "公开目录", "附件", "主送", "主送单位", "打印", "视力保护色");

    /** Who handled the letter (联系人、经办人), and how a page goes on: 联系人及电话. */
    private static final String[] CLERKS = {
        "联系人", "经办人", "承办人", "联络员", "具体承办人", "具体联系人", "承办单位联系人", "承办人员", "经办人员", "联系单位", "联系部门",
        "联系科室", "联系处室", "承办科室", "承办处室", "经办科室", "经办处室", "主办科室", "主办处室"
    };

    private static final String[] CLERKS_AND = {
        "", "姓名", "电话", "及电话", "和电话", "、电话", "及联系电话", "和联系电话", "、联系电话", "联系电话", "及联系方式", "及手机",
        "姓名及电话", "姓名及联系电话", "及经办人", "及联系人", "及承办人", "及经办人电话"
    };

    private static final Map<Character, List<Name>> BY_FIRST = new HashMap<>();
    private static final Map<String, Label> BY_NAME = new HashMap<>();

    static {
        for (Label label : values()) {
            for (String name : label.names) {
                learn(name, label);
            }
        }
        for (String clerk : CLERKS) {
            for (String and : CLERKS_AND) {
                learn(clerk + and, CONTACT);
            }
        }
        // the longest first: 成文日期 before 日期
        BY_FIRST.values()
                .forEach(names -> names.sort(Comparator.comparingInt(n -> -n.text().length())));
    }

    private static void learn(String name, Label label) {
        BY_NAME.put(name, label);
        BY_FIRST.computeIfAbsent(name.charAt(0), c -> new ArrayList<>()).add(new Name(name, label));
    }

    private final String[] names;

    Label(String... names) {
        this.names = names;
    }

    /** A label's printed name. */
    record Name(String text, Label label) {}

    static List<Name> beginningWith(char c) {
        return BY_FIRST.getOrDefault(c, List.of());
    }

    /** Whether the text, without spaces, is a label and nothing else. */
    static boolean is(String tight) {
        return BY_NAME.containsKey(tight);
    }

    /** The label that a line or a cell consists of, with or without its colon or brackets. */
    static @Nullable Label alone(String printed) {
        String tight = Fold.tight(printed);
        return tight.length() > 20 ? null : BY_NAME.get(tight.replaceAll("^\\[|[\\]:|]{1,2}$", ""));
    }
}
