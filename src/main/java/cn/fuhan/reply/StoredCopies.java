package cn.fuhan.reply;

import cn.fuhan.web.Copy;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The copies of public letters' current revisions in the database, one row each. They are made when
 * a revision is published, in its transaction, so that a replica that doesn't have one in memory
 * reads a row of bytes: to parse, to render and to compress again would take ten times as long.
 *
 * <p>A copy depends on more than the letter: on templates, on the site's name and address. What it
 * was made by is its edition ({@link Copyist#edition}), and one of another edition isn't read; the
 * letter is read and copied instead. {@link Recopying} makes the stored ones anew when a release
 * starts, never a reader.
 */
@Singleton
final class StoredCopies {

    private static final String READ =
            "select tag, gzip, brotli from copy where code = $1 and form = $2 and edition = $3";

    /**
     * Whoever comes late loses: to a later revision, and to a withdrawal, which takes the
     * publication away. For Hibernate; the plain client has dollars where it has question marks.
     */
    private static final String WRITE =
            """
            insert into copy (code, form, reply_id, revision, edition, tag, gzip, brotli)
            select r.code, cast(?2 as text), p.reply_id, p.revision, cast(?4 as text), cast(?5 as text), cast(?6 as bytea),
                   cast(?7 as bytea)
              from reply r
              join publication p on p.reply_id = r.id
             where r.code = cast(?1 as text) and p.revision = cast(?3 as integer)
               for key share of p
            on conflict (code, form) do update
               set revision = excluded.revision, edition = excluded.edition, tag = excluded.tag,
                   gzip = excluded.gzip, brotli = excluded.brotli
             where copy.revision <= excluded.revision
            """;

    /** A hundred letters at a time, whatever they have: each step costs the same. */
    private static final String NEXT =
            """
            select p.reply_id, r.code,
                   (select count(*) from copy c where c.reply_id = p.reply_id and c.edition = $2) < $3 as lacking
              from (select reply_id from publication where reply_id > $1 order by reply_id limit 100) p
              join reply r on r.id = p.reply_id
             order by p.reply_id
            """;

    /**
     * A public letter.
     *
     * @param lacking has no copies, or those of another edition
     */
    record Listed(long id, String code, boolean lacking) {}

    private final Pool pool;
    private final Copyist copyist;

    StoredCopies(Pool pool, Copyist copyist) {
        this.pool = pool;
        this.copyist = copyist;
    }

    /**
     * The copy of a public letter's current revision; null when there is none of our edition. The
     * crowd's reads end here, so there is nothing around the client; {@link Copies} sees to it that
     * nobody waits too long.
     */
    Uni<Copy> get(Form form, String code) {
        return UniHelper.toUni(
                pool.getDelegate()
                        .preparedQuery(READ)
                        .execute(io.vertx.sqlclient.Tuple.of(code, form.name(), copyist.edition()))
                        .map(
                                rows -> {
                                    for (io.vertx.sqlclient.Row row : rows) {
                                        return Copy.zipped(
                                                form.mediaType,
                                                row.getString(0),
                                                row.getBuffer(1).getBytes(),
                                                bytes(row.getBuffer(2)));
                                    }
                                    return null;
                                }));
    }

    private static byte @Nullable [] bytes(io.vertx.core.buffer.@Nullable Buffer buffer) {
        return buffer == null ? null : buffer.getBytes();
    }

    /** Makes and stores the copies within the transaction that publishes the letter. */
    Uni<Void> write(Mutiny.Session s, PublicLetters.Published p) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (Form form : Form.values()) {
            Copy copy = copyist.copy(form, p);
            written =
                    written.chain(
                                    () ->
                                            s.createNativeQuery(WRITE)
                                                    .setParameter(1, p.document().code())
                                                    .setParameter(2, form.name())
                                                    .setParameter(3, p.document().revision())
                                                    .setParameter(4, copyist.edition())
                                                    .setParameter(5, copy.tag())
                                                    .setParameter(6, copy.gzip())
                                                    .setParameter(7, copy.brotli())
                                                    .executeUpdate())
                            .replaceWithVoid();
        }
        return written;
    }

    /** Makes and stores the copies of a letter that is public already. Not for an event loop. */
    Uni<Void> write(PublicLetters.Published p) {
        List<Tuple> rows = new ArrayList<>();
        for (Form form : Form.values()) {
            Copy copy = copyist.copy(form, p);
            rows.add(
                    Tuple.tuple()
                            .addString(p.document().code())
                            .addString(form.name())
                            .addInteger(p.document().revision())
                            .addString(copyist.edition())
                            .addString(copy.tag())
                            .addBuffer(Buffer.buffer(copy.gzip()))
                            .addBuffer(
                                    copy.brotli() == null ? null : Buffer.buffer(copy.brotli())));
        }
        return pool.preparedQuery(WRITE.replace('?', '$')).executeBatch(rows).replaceWithVoid();
    }

    /** The next public letters, in the order of their ids; none after the last. */
    Uni<List<Listed>> next(long after) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(after, copyist.edition(), Form.values().length))
                .map(
                        rows -> {
                            List<Listed> next = new ArrayList<>();
                            for (Row row : rows) {
                                next.add(
                                        new Listed(
                                                row.getLong(0),
                                                row.getString(1),
                                                row.getBoolean(2)));
                            }
                            return next;
                        });
    }
}
