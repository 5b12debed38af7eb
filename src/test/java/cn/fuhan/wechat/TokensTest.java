package cn.fuhan.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.fuhan.Database;
import cn.fuhan.web.Patience;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas share the database. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = WithStandIn.class, scope = TestResourceScope.GLOBAL)
class TokensTest {

    @Inject Pool pool;
    @Inject Calls calls;
    @Inject Secrecy secrecy;
    @Inject WeChatSettings settings;
    @Inject CircuitBreakerMaintenance breakers;
    StandIn weChat;

    private Tokens one;
    private Tokens other;

    @BeforeEach
    void nobodyHasAToken() {
        weChat.calm();
        breakers.resetAll();
        await(pool.query("delete from wechat_token").execute());
        one = replica();
        other = replica();
    }

    @Test
    void allReplicasShareOneToken() {
        String token = await(one.get());

        assertThat(await(other.get())).isEqualTo(token);
        assertThat(await(one.get())).isEqualTo(token);
        assertThat(weChat.calls(StandIn.TOKEN)).isEqualTo(1);
    }

    @Test
    void aTokenThatExpiresUnderLoadIsRenewedOnce() {
        weChat.delay(StandIn.TOKEN, 300);
        Set<String> tokens = underLoad();

        assertThat(tokens).hasSize(1);
        assertThat(weChat.calls(StandIn.TOKEN)).isEqualTo(1);

        expireSoon();
        weChat.spoilTokens();
        Set<String> then = underLoad();
        assertThat(weChat.calls(StandIn.TOKEN)).isEqualTo(2);
        // who does not renew goes on with the old one while it is good
        assertThat(then).hasSizeBetween(1, 2);
        assertThat(await(one.get())).isEqualTo(await(other.get())).isNotIn(tokens);
    }

    @Test
    void aRenewalThatFailsAheadOfTheEndLeavesTheOldToken() {
        String token = await(one.get());
        expireSoon();
        weChat.refuse(StandIn.TOKEN, 45009);

        assertThat(await(one.get())).isEqualTo(token);
        assertThat(await(other.get())).isNotNull();
    }

    @Test
    void aStaleTokenIsReplacedForAll() {
        String token = await(one.get());
        assertThat(await(other.get())).isEqualTo(token);
        weChat.spoilTokens();

        await(one.stale(token));
        String next = await(one.get());
        await(other.stale(token));

        assertThat(next).isNotEqualTo(token);
        assertThat(await(other.get())).isEqualTo(next);
        assertThat(weChat.calls(StandIn.TOKEN)).isEqualTo(2);
    }

    @Test
    void aStaleTokenThatWeChatGivesAgainIsAskedForAnew() {
        String token = await(one.get());

        await(one.stale(token));

        assertThat(await(one.get())).isNotEqualTo(token);
        assertThat(weChat.calls(StandIn.TOKEN)).isEqualTo(3);
    }

    @Test
    void withoutAnAnswerThereIsNoTokenAndTheNextOneTries() {
        weChat.down(true);
        assertThatThrownBy(() -> await(one.get())).isInstanceOf(Unreachable.class);

        weChat.down(false);
        breakers.resetAll();
        assertThat(await(other.get())).isNotEmpty();
    }

    private Set<String> underLoad() {
        List<Uni<String>> gets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            gets.add(one.get());
            gets.add(other.get());
        }
        return new TreeSet<>(await(Uni.join().all(gets).andFailFast()));
    }

    /** The replicas that know the token have forgotten it: as after a restart of both. */
    private void expireSoon() {
        await(
                pool.query(
                                "update wechat_token set until = now() + interval '2 minutes', renew_at = now()")
                        .execute());
        one = replica();
        other = replica();
    }

    private Tokens replica() {
        return new Tokens(
                pool, new Patience(Duration.ofSeconds(10), pool), calls, secrecy, settings);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(40));
    }
}
