package cn.fuhan.desk;

import cn.fuhan.access.DeskFrame;
import cn.fuhan.access.Roles;
import cn.fuhan.access.Staff;
import cn.fuhan.web.Problem;
import cn.fuhan.web.Site;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** What the pages of letters have in common: who is asking, and what stands around the page. */
@Singleton
class DeskPage {

    private final SecurityIdentity identity;
    private final Site site;

    DeskPage(SecurityIdentity identity, Site site) {
        this.identity = identity;
        this.site = site;
    }

    DeskFrame frame(String title, String path) {
        return new DeskFrame(site, title, path, Staff.of(identity));
    }

    String by() {
        return Staff.of(identity).name();
    }

    boolean signsOff() {
        Staff staff = Staff.of(identity);
        return staff.has(Roles.APPROVER) || staff.has(Roles.ADMINISTRATOR);
    }

    boolean imports() {
        Staff staff = Staff.of(identity);
        return staff.has(Roles.EDITOR) || staff.has(Roles.ADMINISTRATOR);
    }

    /** Whether the page can tell what is wrong, beside what was entered. */
    static boolean isTheirs(Throwable e) {
        return e instanceof Problem p
                && p.type().status() < 500
                && p.type().status() != 404
                && p.type().status() != 401;
    }

    /** In a sentence, what is wrong. */
    static String told(Throwable e) {
        Problem problem = (Problem) e;
        List<Problem.FieldError> errors = problem.errors();
        return errors.isEmpty()
                ? problem.detail()
                : errors.stream()
                        .map(Problem.FieldError::detail)
                        .collect(Collectors.joining("；", "", "。"));
    }

    static int status(Throwable e) {
        return ((Problem) e).type().status();
    }
}
