package cn.fuhan.reply;

import cn.fuhan.reply.Letter.Disclosure;
import cn.fuhan.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What a letter must have before it can be published. */
final class Readiness {

    private Readiness() {}

    /** What is missing, or stands against it; empty where nothing does. */
    static List<FieldError> obstacles(Letter l) {
        List<FieldError> obstacles = new ArrayList<>();
        if (l.disclosure() == Disclosure.NONE) {
            obstacles.add(new FieldError("/disclosure", "公开属性为不予公开，不能发布"));
        }
        if (l.title() == null) {
            obstacles.add(new FieldError("/title", "请填写标题"));
        }
        if (l.department() == null) {
            obstacles.add(new FieldError("/department", "请填写发布机构"));
        }
        if (l.disclosure() == Disclosure.FULL && l.sections().isEmpty()) {
            obstacles.add(new FieldError("/sections", "全文公开的复函须有正文"));
        }
        return obstacles;
    }
}
