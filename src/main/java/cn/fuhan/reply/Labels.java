package cn.fuhan.reply;

import java.util.EnumMap;
import java.util.Map;

/** Chinese words for the room's code lists. */
public final class Labels {
    /** Default wording of the outcome classes (办理结果); an installation may have its own. */
    public static final Map<Letter.Outcome, String> OUTCOMES = outcomes();

    private Labels() {}

    /** 政协提案 or 人大建议. */
    public static String kind(Letter.Kind kind) {
        return switch (kind) {
            case PROPOSAL -> "政协提案";
            case SUGGESTION -> "人大建议";
        };
    }

    /** 提案 or 建议, as in 第0982号提案. */
    public static String shortKind(Letter.Kind kind) {
        return switch (kind) {
            case PROPOSAL -> "提案";
            case SUGGESTION -> "建议";
        };
    }

    public static String disclosure(Letter.Disclosure disclosure) {
        return switch (disclosure) {
            case FULL -> "全文公开";
            case TITLE_ONLY -> "仅公开标题";
            case NONE -> "不予公开";
        };
    }

    private static Map<Letter.Outcome, String> outcomes() {
        var words = new EnumMap<Letter.Outcome, String>(Letter.Outcome.class);
        words.put(Letter.Outcome.A, "已经解决或基本解决");
        words.put(Letter.Outcome.B, "正在解决或列入规划");
        words.put(Letter.Outcome.C, "因条件限制或其他原因暂不能解决");
        words.put(Letter.Outcome.D, "留作参考");
        return Map.copyOf(words);
    }
}
