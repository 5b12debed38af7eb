package cn.fuhan.intake;

import java.util.regex.Pattern;

/** How the name of a Chinese public body ends. */
final class Organisations {

    private static final Pattern NAME =
            Pattern.compile(
                    "[\\u4E00-\\u9FFF0-9A-Za-z×*〇·“”\"()\\-]{0,40}(?:局|委|委员会|厅|府|院|办|会|部|处|所|中心|公司|站|社|队|室|校|大学|学院|中学|联|集团|银行|支行|行"
                            + "|署|司|总站|馆|台|网络办|信访办|指挥部|党组|组|团|区|县|市|镇|乡|街道|盟|旗|州|院校|园|科|海关|关|厂|基地|总队|支队|分局|专班|协会"
                            + "|热线|研究所|国家电网|人民政府|政府|办公室|工商联|科协|文联|残联|妇联|侨联)(?:\\([\\u4E00-\\u9FFF]{1,20}\\))?(?:\\((?:公章|盖章|印章|章|代章)\\))?");

    /** Names that end like a body's and are none. */
    private static final Pattern NO_BODY = Pattern.compile(".{0,40}(?:影院|会所|夜总会|娱乐城|俱乐部|赌场)");

    private Organisations() {}

    static boolean is(String tight) {
        return tight.length() >= 2
                && tight.length() <= 60
                && NAME.matcher(tight).matches()
                && !NO_BODY.matcher(tight).matches();
    }

    /** Whether it is an enterprise: a department does not sign as one. */
    static boolean isEnterprise(String tight) {
        return tight.matches(".{1,40}(?:集团|公司|商城)");
    }

    /** Whether it is an authority, as no proposer is: 市住房和城乡建设局, 市政协提案委员会. */
    static boolean isDepartment(String tight) {
        return tight.matches(".{1,40}(?:局|厅|办公室|人民政府|(?<!工|支|总)部|提案委(?:员会)?|督查室|人大常委会.{0,12})");
    }

    /** Whether a name may end with this character. */
    static boolean mayEnd(char c) {
        return "局委厅府院办会部处所心司站社队室校学联行署馆台组团区县市镇乡道盟旗州园科关厂".indexOf(c) >= 0;
    }
}
