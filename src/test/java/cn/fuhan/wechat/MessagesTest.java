package cn.fuhan.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import cn.fuhan.outbox.Event;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a proposer is told, and what WeChat is asked, after a receipt is stored. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = WithStandIn.class, scope = TestResourceScope.GLOBAL)
class MessagesTest {

    private static final String RECEIVED = "stand-in-template-1";
    private static final String ANSWERED = "stand-in-template-2";
    private static final String REVISED = "stand-in-template-3";
    private static final String PROGRESS = "stand-in-template-4";
    private static final String REMINDER = "stand-in-template-5";

    @Inject CircuitBreakerMaintenance breakers;
    @Inject AgroalDataSource database;
    @Inject Messages messages;
    StandIn weChat;

    private Phone phone;
    private String code;

    @BeforeEach
    void aProposerHasAnInvitation() {
        weChat.calm();
        breakers.resetAll();
        phone = Phone.ofSomebody();
        code = Desk.draft(Desk.letter());
        phone.redeem(Desk.invite(code)).then().statusCode(201);
    }

    @Test
    void aReceiptIsAcknowledgedByOneMessage() {
        consent(RECEIVED);
        send("a", Map.of("rating", "SATISFIED"));

        until(() -> sent().size() == 1);
        StandIn.Message message = sent().get(0);
        assertThat(message.template()).isEqualTo(RECEIVED);
        assertThat(message.page()).isEqualTo("pages/letter/letter?code=" + code);
        assertThat(message.data().at("/thing1/value").asText()).endsWith("…").hasSize(20);
        assertThat(message.data().at("/phrase3/value").asText()).isEqualTo("已收到回执");
    }

    @Test
    void aLetterIsAnnouncedWhenItIsPublishedAndWhenItIsRevised() {
        consent(ANSWERED);
        consent(REVISED);
        Desk.publish(code).then().statusCode(201);
        until(() -> sent().size() == 1);
        Desk.publish(code).then().statusCode(201);

        until(() -> sent().size() == 2);
        assertThat(sent().stream().map(StandIn.Message::template))
                .containsExactly(ANSWERED, REVISED);
    }

    @Test
    void proposersAndFollowersHearWhatBecameOfAPromise() {
        Desk.publish(code).then().statusCode(201);
        Phone follower = Phone.ofSomebody();
        Phone stranger = Phone.ofSomebody();
        consent(PROGRESS);
        consent(follower, PROGRESS);
        consent(stranger, REVISED);
        String promise =
                Desk.staff()
                        .contentType("application/json")
                        .body(Map.of("content", "设图书角", "dueOn", "2099-01-04"))
                        .post("/api/v1/desk/replies/{code}/promises", code)
                        .path("code");
        Desk.staff()
                .contentType("application/json")
                .body(Map.of("state", "FULFILLED", "note", "都已开放"))
                .put("/api/v1/desk/promises/{promise}/state", promise)
                .then()
                .statusCode(200);

        until(() -> sent().size() == 1 && sent(follower).size() == 1);
        assertThat(sent(follower).get(0).data().at("/phrase3/value").asText()).isEqualTo("承诺有进展");
        assertThat(sent(stranger)).isEmpty();
    }

    @Test
    void aReceiptThatIsMissingIsRemindedOf() {
        consent(REMINDER);
        execute(
                "insert into outbox (topic, key, payload) select 'receipt-reminder', 'invitation ' || i.id,"
                        + " jsonb_build_object('invitation', i.id, 'expiresAt', '2099-01-04T00:00:00Z')"
                        + " from invitation i join reply r on r.id = i.reply_id where r.code = ?");

        until(() -> sent().size() == 1);
        assertThat(sent().get(0).data().at("/phrase3/value").asText()).isEqualTo("请填写回执");
    }

    @Test
    void withoutConsentNothingIsSent() {
        send("a", Map.of("rating", "SATISFIED"));
        until(() -> waiting("RECEIPT_RECEIVED"));

        assertThat(sent()).isEmpty();
    }

    @Test
    void aConsentThatComesAfterItsReceiptStillCounts() {
        send("a", Map.of("rating", "SATISFIED"));
        until(() -> waiting("RECEIPT_RECEIVED"));
        consent(RECEIVED);
        dueNow();

        until(() -> sent().size() == 1);
    }

    @Test
    void oneConsentIsOneMessage() {
        consent(RECEIVED);
        send("a", Map.of("rating", "SATISFIED"));
        until(() -> sent().size() == 1);
        send("b", Map.of("rating", "MOSTLY_SATISFIED"));
        until(() -> waiting("RECEIPT_RECEIVED"));

        assertThat(sent()).hasSize(1);
    }

    @Test
    void anEventDeliveredTwiceIsSentOnce() {
        consent(RECEIVED);
        weChat.consents(phone.openid(), RECEIVED, 1);
        send("a", Map.of("rating", "SATISFIED"));
        until(() -> sent().size() == 1);

        execute(
                "update outbox set state = 'WAITING', done_at = null, due_at = now()"
                        + " where topic = 'wechat.message' and payload->>'code' = ?");
        until(() -> delivered());

        assertThat(sent()).hasSize(1);
    }

    @Test
    void aLostAnswerWithNoOtherConsentIsTriedAgainAndWeChatTakesOne() {
        consent(RECEIVED);
        weChat.consents(phone.openid(), RECEIVED, 1);
        weChat.lose(StandIn.SEND);
        send("a", Map.of("rating", "SATISFIED"));
        until(() -> sent().size() == 1);
        until(
                () -> {
                    dueNow();
                    return delivered();
                });

        assertThat(sent()).hasSize(1);
        assertThat(weChat.calls(StandIn.SEND)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aLostAnswerWithAnotherConsentIsNotTriedAgain() {
        consent(RECEIVED);
        consent(RECEIVED);
        weChat.lose(StandIn.SEND);
        send("a", Map.of("rating", "SATISFIED"));
        until(this::delivered);

        assertThat(sent()).hasSize(1);
        assertThat(weChat.calls(StandIn.SEND)).isEqualTo(1);
    }

    @Test
    void aStaleTokenIsReplacedOnTheWay() {
        consent(RECEIVED);
        weChat.spoilTokens();
        send("a", Map.of("rating", "SATISFIED"));

        until(() -> sent().size() == 1);
    }

    @Test
    void everyErrcodeEndsTheEventOrTriesAgain() {
        for (int tried : List.of(45009, 45011, -1, 99999)) {
            assertThat(after(tried)).as("%d", tried).isEqualTo("RetryAt");
        }
        for (int hopeless : List.of(40003, 40037, 47003, 41030)) {
            assertThat(after(hopeless)).as("%d", hopeless).isEqualTo("GaveUp");
        }
        assertThat(after(43101)).isEqualTo("Delivered");
        assertThat(after(40001)).isEqualTo("Delivered");
    }

    /** How an attempt ends that WeChat refuses so. */
    private String after(int errcode) {
        weChat.calm();
        breakers.resetAll();
        consent(RECEIVED);
        weChat.refuse(StandIn.SEND, errcode);
        String key = "test " + errcode + " " + code;
        var payload =
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .createObjectNode()
                        .put("event", "RECEIPT_RECEIVED")
                        .put("account", account())
                        .put("code", code)
                        .put("proposer", "林晓川")
                        .put("at", 1_780_000_000L);
        return messages.deliver(
                        new Event(
                                0,
                                "wechat.message",
                                key,
                                payload,
                                1,
                                false,
                                java.time.Instant.now()))
                .await()
                .atMost(Duration.ofSeconds(30))
                .getClass()
                .getSimpleName();
    }

    @Test
    void opinionsAreCheckedAndStaffSeeTheVerdict() {
        verdict("a", "办得好", "PASS");
        verdict("b", "这里有" + StandIn.REVIEW + "的话", "REVIEW");
        verdict("c", "这里有" + StandIn.RISKY + "的话", "RISKY");
    }

    @Test
    void aUserWhoWasAwayTooLongIsForStaffToJudge() {
        weChat.refuse(StandIn.CHECK, 61010);
        verdict("a", "办得好", "REVIEW");
    }

    @Test
    void aWeChatThatIsDownDelaysNoReceiptAndIsToldLater() {
        consent(RECEIVED);
        weChat.down(true);
        send("a", Map.of("rating", "SATISFIED", "opinion", "办得好"));
        until(() -> waiting("RECEIPT_RECEIVED"));
        weChat.down(false);
        breakers.resetAll();

        until(
                () -> {
                    dueNow();
                    return sent().size() == 1;
                });
    }

    private void verdict(String key, String opinion, String expected) {
        send(key, Map.of("rating", "SATISFIED", "opinion", opinion));
        until(
                () ->
                        expected.equals(
                                Desk.staff()
                                        .queryParam("reply", code)
                                        .get("/api/v1/desk/receipts")
                                        .path("items[0].check")));
    }

    private void send(String key, Map<String, String> answer) {
        phone.send(code, key, answer).then().statusCode(201).body("replyCode", equalTo(code));
    }

    private void consent(String template) {
        consent(phone, template);
    }

    private void consent(Phone whose, String template) {
        whose.request()
                .contentType("application/json")
                .body(Map.of("accepted", List.of(template), "code", code))
                .post("/api/v1/me/subscriptions")
                .then()
                .statusCode(204);
    }

    private List<StandIn.Message> sent() {
        return sent(phone);
    }

    private List<StandIn.Message> sent(Phone whose) {
        return weChat.sent().stream().filter(m -> m.to().equals(whose.openid())).toList();
    }

    private boolean waiting(String event) {
        return exists(
                "select from outbox where topic = 'wechat.message' and state = 'WAITING' and attempts > 0"
                        + " and error is not null and payload->>'event' = '"
                        + event
                        + "' and payload->>'code' = ?");
    }

    private boolean delivered() {
        return exists(
                "select from outbox where topic = 'wechat.message' and state = 'DELIVERED' and payload->>'code' = ?");
    }

    private void dueNow() {
        execute(
                "update outbox set due_at = now() where state = 'WAITING' and error is not null and payload->>'code' = ?");
    }

    private long account() {
        try (Connection c = database.getConnection();
                var statement =
                        c.prepareStatement(
                                "select i.account_id from invitation i join reply r on r.id = i.reply_id where r.code = ?")) {
            statement.setString(1, code);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean exists(String sql) {
        try (Connection c = database.getConnection();
                var statement = c.prepareStatement(sql)) {
            statement.setString(1, code);
            return statement.executeQuery().next();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) {
        try (Connection c = database.getConnection();
                var statement = c.prepareStatement(sql)) {
            statement.setString(1, code);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier done) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
