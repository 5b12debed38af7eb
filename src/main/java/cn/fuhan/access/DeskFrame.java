package cn.fuhan.access;

import cn.fuhan.web.Head;
import cn.fuhan.web.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * What every page of the desk has around it: who is signed in, and the way to the other pages that
 * they may see; the model of {@code desk/layout.html}.
 *
 * @param title the page's own title
 * @param path of the page in the navigation that this one belongs to
 */
public record DeskFrame(Site site, String title, String path, Staff staff) {

    /** A page in the navigation. */
    public record Link(String path, String text, boolean current) {}

    private record Place(String path, String text, List<String> roles) {}

    private static final List<Place> PLACES =
            List.of(
                    new Place("/desk", "信件", Roles.ALL),
                    new Place("/desk/receipts", "回执", Roles.ALL),
                    new Place("/desk/imports", "批量导入", List.of(Roles.EDITOR, Roles.ADMINISTRATOR)),
                    new Place("/desk/followup", "办理", Roles.ALL),
                    new Place("/desk/figures", "统计", Roles.ALL),
                    new Place("/desk/accounts", "账号", List.of(Roles.ADMINISTRATOR)),
                    new Place("/desk/audit", "审计", List.of(Roles.ADMINISTRATOR)),
                    new Place("/desk/undelivered", "未送达", List.of(Roles.ADMINISTRATOR)));

    public Head head() {
        return Head.unlisted(site, title + " - 工作台");
    }

    /** What the forms of the page carry in the field {@link FormGuard#FIELD}. */
    public String csrf() {
        return staff.csrf() == null ? "" : staff.csrf();
    }

    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (Place place : PLACES) {
            if (place.roles().stream().anyMatch(staff::has)) {
                links.add(new Link(place.path(), place.text(), place.path().equals(path)));
            }
        }
        return links;
    }
}
