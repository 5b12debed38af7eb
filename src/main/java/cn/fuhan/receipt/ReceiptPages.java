package cn.fuhan.receipt;

import cn.fuhan.access.Slowdown;
import cn.fuhan.web.PlainText;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import cn.fuhan.web.Problems;
import cn.fuhan.web.Site;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * The receipt's form on the phone. Its key is in the form, so a double tap, a reload and a second
 * try after a lost answer are the same submission; after it the proposer is shown what was
 * received.
 */
@Path("/h/{receiptCode}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ReceiptPages {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TRIES = 10;

    private static final String CHANGED = "您先前的回执已经收到。要改成现在的内容，请再提交一次。";
    private static final String BUSY = "您的上一次提交还在处理。请稍候再提交一次，不会存成两份。";
    private static final String UNSURE = "系统暂时繁忙，还不能确定是否已经收到。请稍候再提交一次，不会存成两份。";

    private final Invitations invitations;
    private final Receipts receipts;
    private final ReceiptSettings settings;
    private final Slowdown slowdown;
    private final Site site;

    ReceiptPages(
            Invitations invitations,
            Receipts receipts,
            ReceiptSettings settings,
            Slowdown slowdown,
            Site site) {
        this.invitations = invitations;
        this.receipts = receipts;
        this.settings = settings;
        this.slowdown = slowdown;
        this.site = site;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> open(
            @RestPath String receiptCode,
            @QueryParam("change") @Nullable String change,
            @Context HttpServerRequest request) {
        return opened(receiptCode, request)
                .map(
                        invitation -> {
                            if (invitation == null) {
                                return unknown(request);
                            }
                            boolean changing = !invitation.receipts().isEmpty();
                            if (changing && (change == null || !invitation.open())) {
                                return page(200, received(receiptCode, invitation));
                            }
                            Response closed = closed(invitation);
                            return closed != null
                                    ? closed
                                    : page(
                                            200,
                                            form(
                                                    receiptCode,
                                                    invitation,
                                                    entered(invitation),
                                                    Map.of(),
                                                    newKey()));
                        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> send(
            @RestPath String receiptCode,
            @RestForm @Nullable String rating,
            @RestForm @Nullable String attitude,
            @RestForm @Nullable String opinion,
            @RestForm @Nullable String contact,
            @RestForm @Nullable String opinionPublic,
            @RestForm @Nullable String key,
            @Context HttpServerRequest request) {
        Answer answer =
                new Answer(
                        rating(rating),
                        rating(attitude),
                        // browsers send line breaks as CR LF; a count of characters on the page has
                        // one
                        lines(PlainText.require("opinion", opinion)),
                        PlainText.require("contact", contact),
                        "yes".equals(opinionPublic));
        ReceiptResource.requireKey(key);
        return opened(receiptCode, request)
                .chain(
                        invitation -> {
                            if (invitation == null) {
                                return Uni.createFrom().item(unknown(request));
                            }
                            Map<String, String> errors = answer.errors(settings.understanding());
                            if (!errors.isEmpty()) {
                                return Uni.createFrom()
                                        .item(
                                                again(
                                                        422,
                                                        receiptCode,
                                                        invitation,
                                                        answer,
                                                        errors,
                                                        key));
                            }
                            return store(receiptCode, key, answer, TRIES)
                                    .map(
                                            sent ->
                                                    response(
                                                            receiptCode,
                                                            invitation,
                                                            answer,
                                                            key,
                                                            sent))
                                    .onFailure(Problems::isOutOfReach)
                                    .recoverWithItem(
                                            () ->
                                                    again(
                                                            503,
                                                            receiptCode,
                                                            invitation,
                                                            answer,
                                                            Map.of("", UNSURE),
                                                            key));
                        });
    }

    /** A double tap finds the first one in flight: a little later it is there. */
    private Uni<Submission> store(String receiptCode, String key, Answer answer, int tries) {
        return receipts.store(Holder.ofCode(receiptCode), null, key, answer, "PAGE")
                .chain(
                        sent ->
                                sent instanceof Submission.InFlight && tries > 1
                                        ? Uni.createFrom()
                                                .voidItem()
                                                .onItem()
                                                .delayIt()
                                                .by(PAUSE)
                                                .chain(
                                                        () ->
                                                                store(
                                                                        receiptCode,
                                                                        key,
                                                                        answer,
                                                                        tries - 1))
                                        : Uni.createFrom().item(sent));
    }

    private Response response(
            String receiptCode,
            Invitations.Opened invitation,
            Answer answer,
            String key,
            Submission sent) {
        if (sent instanceof Submission.Accepted || sent instanceof Submission.Replayed) {
            return Response.seeOther(URI.create("/h/" + receiptCode))
                    .header("Referrer-Policy", "no-referrer")
                    .build();
        }
        if (sent instanceof Submission.KeyReused) {
            // sent, then changed by going back: what was sent is safe, the change is offered again
            return again(409, receiptCode, invitation, answer, Map.of("", CHANGED), newKey());
        }
        if (sent instanceof Submission.InFlight) {
            return again(409, receiptCode, invitation, answer, Map.of("", BUSY), key);
        }
        Response closed = closed(invitation);
        return closed == null
                ? page(410, closedPage(invitation, ClosedPage.Reason.EXPIRED))
                : closed;
    }

    /**
     * The form with what was written and what is to be done. Under the same key it is the same
     * receipt, stored already or not.
     */
    private Response again(
            int status,
            String receiptCode,
            Invitations.Opened invitation,
            Answer answer,
            Map<String, String> errors,
            String key) {
        Response form = page(status, form(receiptCode, invitation, entered(answer), errors, key));
        return status == 503 ? Response.fromResponse(form).header("Retry-After", 5).build() : form;
    }

    private Uni<Invitations.@Nullable Opened> opened(
            String receiptCode, HttpServerRequest request) {
        return slowdown.attempt(caller(request), invitations.open(receiptCode));
    }

    private Response unknown(HttpServerRequest request) {
        int status =
                slowdown.failed(caller(request), new Problem(ProblemType.NOT_FOUND))
                        .type()
                        .status();
        return page(status, new ClosedPage(site, ClosedPage.Reason.UNKNOWN, null, null).html());
    }

    private @Nullable Response closed(Invitations.Opened invitation) {
        if (invitation.state().equals("WITHDRAWN")) {
            return page(410, closedPage(invitation, ClosedPage.Reason.WITHDRAWN));
        }
        return invitation.open()
                ? null
                : page(410, closedPage(invitation, ClosedPage.Reason.EXPIRED));
    }

    private TemplateInstance closedPage(Invitations.Opened invitation, ClosedPage.Reason reason) {
        return new ClosedPage(site, reason, invitation.enclosed(), invitation.lastDay()).html();
    }

    private TemplateInstance received(String receiptCode, Invitations.Opened invitation) {
        List<ReceivedPage.Version> versions =
                invitation.receipts().stream()
                        .map(
                                r ->
                                        new ReceivedPage.Version(
                                                r.version(),
                                                r.replyRevision() == null ? 0 : r.replyRevision(),
                                                r.rating(),
                                                r.attitude(),
                                                r.opinion(),
                                                r.contact(),
                                                r.opinionPublic(),
                                                r.receivedAt()))
                        .toList();
        return new ReceivedPage(
                        site,
                        receiptCode,
                        invitation.enclosed(),
                        versions,
                        invitation.lastDay(),
                        invitation.open() && !invitation.state().equals("WITHDRAWN"),
                        invitation.notices())
                .html();
    }

    private TemplateInstance form(
            String receiptCode,
            Invitations.Opened invitation,
            FormPage.Entered entered,
            Map<String, String> errors,
            String key) {
        return new FormPage(
                        site,
                        receiptCode,
                        invitation.enclosed(),
                        settings.understanding(),
                        entered,
                        new HashMap<>(errors),
                        key,
                        invitation.lastDay(),
                        !invitation.receipts().isEmpty())
                .html();
    }

    private static FormPage.Entered entered(Invitations.Opened invitation) {
        if (invitation.receipts().isEmpty()) {
            return FormPage.Entered.NOTHING;
        }
        Receipt last = invitation.receipts().get(invitation.receipts().size() - 1);
        return new FormPage.Entered(
                last.rating(),
                last.attitude(),
                last.opinion(),
                last.contact(),
                last.opinionPublic());
    }

    private static FormPage.Entered entered(Answer a) {
        return new FormPage.Entered(
                a.rating(),
                a.attitude(),
                a.opinion(),
                a.contact(),
                Boolean.TRUE.equals(a.opinionPublic()));
    }

    private static @Nullable Rating rating(@Nullable String name) {
        for (Rating rating : Rating.values()) {
            if (rating.name().equals(name)) {
                return rating;
            }
        }
        return null;
    }

    private static @Nullable String lines(@Nullable String text) {
        return text == null ? null : text.replace("\r\n", "\n");
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static String caller(HttpServerRequest request) {
        return "receipt " + request.remoteAddress().hostAddress();
    }

    /** The address holds the code: no cache keeps the page, and no link passes the address on. */
    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .entity(page.render())
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
