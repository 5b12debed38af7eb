package cn.fuhan.followup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a public letter promises, as readers see it. */
@RegisterForReflection
@Schema(name = "PublicPromises", description = "一件公开的复函的承诺事项，先到期的在前")
public record PublicPromises(@Schema(description = "各项承诺") List<Item> items) {

    /** One promise and its latest change. */
    @RegisterForReflection
    @Schema(name = "PublicPromise", description = "一项承诺和它的进展")
    public record Item(
            @Schema(description = "承诺了什么", examples = "年底前在十二个社区设图书角") String content,
            @Schema(description = "承诺的期限") LocalDate dueOn,
            @Schema(description = "进展") Promise.State state,
            @Schema(description = "最近一次变化的说明") @Nullable String note,
            @Schema(description = "最近一次变化的日期；没有变化的为 null") @Nullable LocalDate changedOn) {}

    static PublicPromises of(List<Promise> promises) {
        return new PublicPromises(promises.stream().map(PublicPromises::item).toList());
    }

    private static Item item(Promise p) {
        Promise.Change last = p.changes().get(p.changes().size() - 1);
        boolean changed = p.state() != Promise.State.OPEN;
        return new Item(
                p.content(),
                p.deadline().dueOn(),
                p.state(),
                changed ? last.note() : null,
                changed ? Deadlines.day(last.changedAt()) : null);
    }
}
