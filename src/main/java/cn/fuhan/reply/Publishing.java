package cn.fuhan.reply;

import cn.fuhan.access.FourEyes;
import cn.fuhan.audit.Audit;
import cn.fuhan.outbox.Outbox;
import cn.fuhan.reply.PublicLetters.Edition;
import cn.fuhan.reply.PublicLetters.Published;
import cn.fuhan.seal.Canonical;
import cn.fuhan.web.ChineseDate;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Publication (发布) and withdrawal (撤回). Each is one transaction: the revision with its canonical
 * form and digest, the row that makes it public and found, the copies that readers get, the
 * letter's state, the notice to all replicas, and the event in the outbox.
 */
@ApplicationScoped
public class Publishing {

    /** The topic of the outbox that says which revision of a letter was published. */
    public static final String TOPIC = "publication";

    // the client writes a String as a JSON string where a parameter is jsonb: text first, then
    // jsonb
    private static final String REVISION =
            """
            insert into revision (reply_id, number, document, canonical, digest, reason, published_at, published_by)
            values (:reply, :number, cast(cast(:document as text) as jsonb), :canonical, :digest, cast(:reason as text),
                    :at, :by)
            """;

    private static final String PUBLICATION =
            """
            insert into publication (reply_id, revision, listed_on, kind, outcome, year, department, topics,
                                     session, number, document_number, item, body, trigrams, terms, terms_version)
            values (:reply, :revision, :listed, :kind, cast(:outcome as text), cast(:year as integer),
                    cast(:department as text), array(select jsonb_array_elements_text(cast(cast(:topics as text) as jsonb))),
                    cast(:session as text), cast(:number as text), cast(:documentNumber as text),
                    cast(cast(:item as text) as jsonb), :body, :trigrams, cast(cast(:terms as text) as tsvector), :version)
            on conflict (reply_id) do update
               set revision = excluded.revision, kind = excluded.kind, outcome = excluded.outcome,
                   year = excluded.year, department = excluded.department, topics = excluded.topics,
                   session = excluded.session, number = excluded.number,
                   document_number = excluded.document_number, item = excluded.item,
                   body = excluded.body, trigrams = excluded.trigrams, terms = excluded.terms,
                   terms_version = excluded.terms_version
            """;

    private static final String HISTORY =
            """
            select cast(jsonb_agg(jsonb_build_object('revision', number, 'publishedAt', published_at, 'reason', reason,
                                                     'digest', digest, 'current', number = :current)
                                  order by number desc) as text)
              from revision where reply_id = :reply
            """;

    private static final String NOTICE =
            "select cast(pg_notify('fuhan_publication', :code) as text)";

    private final Patience patience;
    private final Audit audit;
    private final FourEyes fourEyes;
    private final Drafts drafts;
    private final StoredCopies stored;
    private final Outbox outbox;
    private final List<PublicationRule> rules;
    private final Copies copies;
    private final ObjectMapper json;

    Publishing(
            Patience patience,
            Audit audit,
            FourEyes fourEyes,
            Drafts drafts,
            StoredCopies stored,
            Outbox outbox,
            @All List<PublicationRule> rules,
            Copies copies,
            ObjectMapper json) {
        this.patience = patience;
        this.audit = audit;
        this.fourEyes = fourEyes;
        this.stored = stored;
        this.outbox = outbox;
        this.rules = rules;
        this.drafts = drafts;
        this.copies = copies;
        this.json = json;
    }

    /**
     * Publishes the draft as a new revision, the first or a further one. Fails with
     * unresolved-findings, or not-ready, naming each obstacle; or with four-eyes.
     *
     * @param reason why a further revision is published, shown to readers
     */
    public Uni<LetterDocument> publish(
            String code, Versions versions, @Nullable String reason, String by) {
        return inTransaction(
                code,
                "请重新读取这一件，看看 revision 是否已是新的一版；不是的，再发布一次。",
                () ->
                        drafts.find(code, LockModeType.PESSIMISTIC_WRITE)
                                .invoke(versions::require)
                                .call(this::requireReady)
                                .call(reply -> fourEyes.require(reply.code, by))
                                .chain(reply -> publish(reply, reason, by))
                                .call(document -> audit.record(published(document, reason, by))));
    }

    /** Withdraws a published letter; readers are told the reason. */
    public Uni<DeskReply> withdraw(String code, Versions versions, String reason, String by) {
        return inTransaction(
                code,
                "请原样再发一次；如果答复 409（尚未发布），就是已经撤回。",
                () ->
                        drafts.find(code, LockModeType.PESSIMISTIC_WRITE)
                                .invoke(versions::require)
                                .invoke(Publishing::requirePublished)
                                .invoke(reply -> reply.withdraw(reason))
                                .chain(this::withdraw)
                                .call(
                                        reply ->
                                                audit.record(
                                                        Audit.Event.letter(
                                                                by,
                                                                "letter.withdraw",
                                                                reply.code(),
                                                                Map.of("reason", reason)))));
    }

    private static Audit.Event published(
            LetterDocument document, @Nullable String reason, String by) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("revision", document.revision());
        detail.put("digest", document.digest());
        if (reason != null) {
            detail.put("reason", reason);
        }
        return Audit.Event.letter(
                by,
                document.revision() == 1 ? "letter.publish" : "letter.revise",
                document.code(),
                detail);
    }

    /**
     * Other replicas are told by the transaction itself; this one shows its change to whoever made
     * it at once, also where the answer to the commit was lost.
     */
    private <T> Uni<T> inTransaction(String code, String again, Supplier<Uni<T>> change) {
        String canonical = Code.parse(code);
        return patience.transaction(again, change)
                .onTermination()
                .invoke(() -> copies.drop(canonical));
    }

    private Uni<DeskReply> withdraw(Reply reply) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "delete from publication where reply_id = :reply")
                                        .setParameter("reply", reply.id)
                                        .executeUpdate()
                                        .chain(() -> notice(s, reply))
                                        .chain(() -> drafts.save(reply)));
    }

    private Uni<LetterDocument> publish(Reply reply, @Nullable String reason, String by) {
        int number = reply.currentRevision == null ? 1 : reply.currentRevision + 1;
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LocalDate today = LocalDate.ofInstant(now, ChineseDate.ZONE);
        if (reply.draft.publishedOn() == null) {
            reply.draft = reply.draft.publishedOn(today);
        }
        reply.publish(number, reply.listedOn == null ? reply.draft.publishedOn() : reply.listedOn);

        ObjectNode tree =
                json.valueToTree(LetterDocument.of(reply.code, reply.draft, number, now, null));
        tree.remove("digest");
        byte[] canonical = Canonical.bytes(tree);
        LetterDocument document =
                LetterDocument.of(
                        reply.code, reply.draft, number, now, Canonical.digest(canonical));

        return Panache.getSession()
                .chain(
                        s ->
                                insertRevision(s, reply, document, canonical, reason, by)
                                        .chain(() -> upsertPublication(s, reply, document))
                                        .chain(() -> history(s, reply, number))
                                        .chain(
                                                editions ->
                                                        stored.write(
                                                                s,
                                                                new Published(document, editions)))
                                        .chain(() -> notice(s, reply))
                                        .chain(() -> tell(s, document))
                                        .chain(() -> drafts.save(reply)))
                .replaceWith(document);
    }

    private Uni<Void> tell(Mutiny.Session s, LetterDocument document) {
        return outbox.put(
                s,
                TOPIC,
                document.code() + " " + document.revision(),
                Map.of("code", document.code(), "revision", document.revision()));
    }

    private Uni<Integer> insertRevision(
            Mutiny.Session s,
            Reply reply,
            LetterDocument document,
            byte[] canonical,
            @Nullable String reason,
            String by) {
        return s.createNativeQuery(REVISION)
                .setParameter("reply", reply.id)
                .setParameter("number", document.revision())
                .setParameter("document", write(document))
                .setParameter("canonical", canonical)
                .setParameter("digest", document.digest())
                .setParameter("reason", reason)
                .setParameter("at", document.publishedAt())
                .setParameter("by", by)
                .executeUpdate();
    }

    private Uni<Integer> upsertPublication(Mutiny.Session s, Reply reply, LetterDocument d) {
        Entry entry = new Entry(d, reply.listedOn);
        return s.createNativeQuery(PUBLICATION)
                .setParameter("reply", reply.id)
                .setParameter("revision", d.revision())
                .setParameter("listed", reply.listedOn)
                .setParameter("kind", d.kind().name())
                .setParameter("outcome", d.outcome() == null ? null : d.outcome().name())
                .setParameter("year", d.year())
                .setParameter("department", d.department())
                .setParameter("topics", write(d.topics()))
                .setParameter("session", d.proposal().session())
                .setParameter("number", d.proposal().number())
                .setParameter("documentNumber", d.documentNumber())
                .setParameter("item", write(Item.of(d)))
                .setParameter("body", entry.folded())
                .setParameter("trigrams", entry.trigrams())
                .setParameter("terms", entry.terms())
                .setParameter("version", Entry.VERSION)
                .executeUpdate();
    }

    private Uni<List<Edition>> history(Mutiny.Session s, Reply reply, int current) {
        return s.createNativeQuery(HISTORY, String.class)
                .setParameter("reply", reply.id)
                .setParameter("current", current)
                .getSingleResult()
                .map(
                        text -> {
                            try {
                                return List.of(json.readValue(text, Edition[].class));
                            } catch (JsonProcessingException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private static Uni<String> notice(Mutiny.Session s, Reply reply) {
        return s.createNativeQuery(NOTICE, String.class)
                .setParameter("code", reply.code)
                .getSingleResult();
    }

    private static void requirePublished(Reply reply) {
        if (reply.state != Reply.State.PUBLISHED) {
            throw new Problem(ProblemType.NOT_PUBLISHED);
        }
    }

    private Uni<Void> requireReady(Reply reply) {
        List<DeskFinding> open = reply.findings.blocking();
        if (!open.isEmpty()) {
            throw new Problem(
                            ProblemType.UNRESOLVED_FINDINGS,
                            "还有 %d 处可疑内容没有处理：%s。请逐处确认、删除或更正后再发布。"
                                    .formatted(
                                            open.size(),
                                            open.stream()
                                                    .map(f -> f.field() + "“" + f.text() + "”")
                                                    .collect(Collectors.joining("，"))))
                    .with("findings", open);
        }
        Uni<List<Problem.FieldError>> obstacles =
                Uni.createFrom().item(new ArrayList<>(Readiness.obstacles(reply.draft)));
        for (PublicationRule rule : rules) {
            obstacles =
                    obstacles.call(
                            all -> rule.obstacles(reply.id, reply.draft).invoke(all::addAll));
        }
        return obstacles.invoke(Publishing::refuse).replaceWithVoid();
    }

    private static void refuse(List<Problem.FieldError> obstacles) {
        if (!obstacles.isEmpty()) {
            Problem notReady = new Problem(ProblemType.NOT_READY);
            obstacles.forEach(o -> notReady.error(o.pointer(), o.detail()));
            throw notReady;
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
