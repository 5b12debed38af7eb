package cn.fuhan.reply;

import cn.fuhan.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What a room that leans on this one asks of a letter before it is published. It is asked within
 * the transaction of the publication, in the current session of Hibernate Reactive.
 */
public interface PublicationRule {

    /** What is in the way, each with its place in the draft; empty where nothing is. */
    Uni<List<FieldError>> obstacles(long reply, Letter draft);
}
