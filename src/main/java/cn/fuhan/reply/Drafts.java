package cn.fuhan.reply;

import cn.fuhan.audit.Audit;
import cn.fuhan.reply.DeskFinding.Resolution;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Site;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Letters at the desk: taken in, edited, their findings resolved. Each method is one transaction on
 * the caller's event loop; a version that is no longer the current one fails with the problem
 * stale.
 */
@ApplicationScoped
public class Drafts {

    /** Looks through an edited letter: the importer's rules, which this room doesn't know. */
    public interface Inspection extends Function<Letter, List<Finding>> {}

    private final Patience patience;
    private final Audit audit;
    private final LetterText text;
    private final Site site;

    Drafts(Patience patience, Audit audit, LetterText text, Site site) {
        this.patience = patience;
        this.audit = audit;
        this.text = text;
        this.site = site;
    }

    /**
     * Takes a letter in as a draft; fails with the problem already-imported for one that is here.
     */
    public Uni<DeskReply> take(Letter letter, List<Finding> found, String by) {
        return patience.transaction(
                "请再导入一次：如果已经保存，答复 409 并给出编号，不会存成两份。", () -> store(letter, found, by));
    }

    private Uni<DeskReply> store(Letter letter, List<Finding> found, String by) {
        Reply reply = new Reply();
        reply.code = Code.random();
        reply.sourceDigest = Identity.digest(letter);
        reply.edit(letter, Findings.open(found));
        return same(reply)
                .chain(
                        same ->
                                same == null
                                        ? reply.<Reply>persistAndFlush()
                                        : Uni.createFrom().failure(alreadyHere(same)))
                .call(
                        () ->
                                audit.record(
                                        Audit.Event.letter(
                                                by, "letter.import", reply.code, Map.of())))
                .map(this::view);
    }

    /** The letter's code, for a letter that two imports brought at the same moment. */
    public Uni<DeskReply> twin(Letter letter) {
        Reply reply = new Reply();
        reply.sourceDigest = Identity.digest(letter);
        reply.identity = Identity.of(letter);
        return patience.session(() -> same(reply))
                .chain(same -> Uni.createFrom().failure(alreadyHere(same)));
    }

    public Uni<DeskReply> get(String code) {
        return patience.session(() -> find(code, LockModeType.NONE).map(this::view));
    }

    /** Letters of a state, or all, newest first. */
    public Uni<List<DeskReply>> list(@Nullable String state, int page, int size) {
        Sort newest = Sort.descending("id");
        return patience.session(
                () ->
                        (state == null
                                        ? Reply.<Reply>findAll(newest)
                                        : Reply.<Reply>find(
                                                "state", newest, Reply.State.valueOf(state)))
                                .page(Page.of(page, size))
                                .list()
                                .map(all -> all.stream().map(this::view).toList()));
    }

    /** Replaces the draft. */
    public Uni<DeskReply> edit(
            String code, Versions versions, Letter letter, String by, Inspection inspection) {
        return patience.transaction(
                "请重新读取这一件，看看修改是否已在；不在的，再提交一次。",
                () ->
                        find(code, LockModeType.PESSIMISTIC_WRITE)
                                .invoke(versions::require)
                                .chain(
                                        reply -> {
                                            List<String> fields = text.changed(reply.draft, letter);
                                            change(reply, letter, reply.findings, by, inspection);
                                            return save(reply)
                                                    .call(
                                                            saved ->
                                                                    audit.record(
                                                                            edited(
                                                                                    saved, by,
                                                                                    fields)));
                                        }));
    }

    /** Decides about one finding; REMOVE and REPLACE repair the letter at that place. */
    public Uni<DeskReply> resolve(
            String code,
            String findingId,
            Resolution how,
            @Nullable String replacement,
            @Nullable String note,
            String by,
            Inspection inspection) {
        return patience.transaction(
                "请重新读取这一件，看看这一处是否已经处理；没有的，再提交一次。",
                () ->
                        find(code, LockModeType.PESSIMISTIC_WRITE)
                                .chain(
                                        reply -> {
                                            DeskFinding finding = finding(reply, findingId);
                                            change(
                                                    reply,
                                                    repaired(
                                                            reply.draft, finding, how, replacement),
                                                    reply.findings.with(
                                                            finding.resolved(
                                                                    how, replacement, note, by)),
                                                    by,
                                                    inspection);
                                            return save(reply)
                                                    .call(
                                                            saved ->
                                                                    audit.record(
                                                                            decided(
                                                                                    saved, by,
                                                                                    finding, how)));
                                        }));
    }

    private static Audit.Event edited(DeskReply saved, String by, List<String> fields) {
        return Audit.Event.letter(
                by,
                "letter.edit",
                saved.code(),
                Map.of("version", saved.version(), "fields", fields));
    }

    private static Audit.Event decided(
            DeskReply saved, String by, DeskFinding finding, Resolution how) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("version", saved.version());
        detail.put("finding", finding.id());
        detail.put("resolution", how.name());
        return Audit.Event.letter(by, "letter.resolve", saved.code(), detail);
    }

    private static Audit.Event removed(Reply reply, String by) {
        String title = reply.draft.title();
        return Audit.Event.letter(
                by, "letter.delete", reply.code, title == null ? Map.of() : Map.of("title", title));
    }

    private static DeskFinding finding(Reply reply, String id) {
        return reply.findings.all().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "这一件没有这个编号的发现。"));
    }

    private Letter repaired(
            Letter draft, DeskFinding finding, Resolution how, @Nullable String replacement) {
        if (how == Resolution.KEEP || finding.pointer() == null || finding.text() == null) {
            return draft;
        }
        return text.repair(
                draft,
                finding.pointer(),
                finding.text(),
                how == Resolution.REPLACE && replacement != null ? replacement : "");
    }

    /** Removes a draft that was never published; one that was stays, withdrawn at most. */
    public Uni<Void> remove(String code, Versions versions, String by) {
        return patience.transaction(
                        "请原样再发一次；如果答复 404，就是已经删除。",
                        () ->
                                find(code, LockModeType.PESSIMISTIC_WRITE)
                                        .invoke(versions::require)
                                        .chain(
                                                reply ->
                                                        delete(reply)
                                                                .chain(
                                                                        () ->
                                                                                audit.record(
                                                                                        removed(
                                                                                                reply,
                                                                                                by)))))
                .onFailure(ConstraintViolationException.class)
                .transform(e -> new Problem(ProblemType.NOT_READY, "已经出具过回执单的复函不能删除。"));
    }

    private static Uni<Void> delete(Reply reply) {
        if (reply.currentRevision != null) {
            throw new Problem(ProblemType.NOT_READY, "发布过的复函不能删除，只能撤回。");
        }
        return reply.delete().chain(reply::<Reply>flush).replaceWithVoid();
    }

    Uni<Reply> find(String code, LockModeType lock) {
        return Reply.<Reply>find("code", Code.parse(code))
                .withLock(lock)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new Problem(ProblemType.NOT_FOUND, "没有这个编号的复函。"));
    }

    Uni<DeskReply> save(Reply reply) {
        return reply.<Reply>persistAndFlush()
                .map(this::view)
                .onFailure(ConstraintViolationException.class)
                .transform(
                        e ->
                                new Problem(ProblemType.INVALID)
                                        .error("/documentNumber", "另一件复函已经使用这个发文字号"));
    }

    DeskReply view(Reply r) {
        return new DeskReply(
                r.code,
                r.state.name(),
                r.currentRevision,
                site.url("/r/" + r.code),
                r.findings.all(),
                r.draft,
                r.withdrawnAt,
                r.withdrawnReason,
                r.createdAt,
                r.updatedAt,
                r.version);
    }

    private void change(
            Reply reply, Letter letter, Findings before, String by, Inspection inspection) {
        reply.edit(letter, before.after(inspection.apply(letter), f -> text.holds(letter, f), by));
    }

    private static Uni<Reply> same(Reply reply) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createQuery(
                                                "from Reply where sourceDigest = ?1 or identity = ?2",
                                                Reply.class)
                                        .setParameter(1, reply.sourceDigest)
                                        .setParameter(2, reply.identity)
                                        .setMaxResults(1)
                                        .getSingleResultOrNull());
    }

    private Problem alreadyHere(Reply same) {
        return new Problem(
                        ProblemType.ALREADY_IMPORTED,
                        "这件复函已经导入过，编号 %s，没有重复保存。".formatted(same.code))
                .with("code", same.code)
                .with("state", same.state.name())
                .header("Location", "/api/v1/desk/replies/" + same.code);
    }
}
