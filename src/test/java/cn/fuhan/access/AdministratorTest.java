package cn.fuhan.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Context;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The first account, while a start is still seeing to its password. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class AdministratorTest {

    @Inject Pool pool;
    @Inject Vertx vertx;

    @ConfigProperty(name = "fuhan.admin-password")
    String password;

    @Test
    void whoSignsInMeanwhileGoesOnWhereTheyBegan() throws Exception {
        Administrator administrator = new Administrator(pool, vertx, Optional.of(password));
        Context own = ((VertxInternal) vertx.getDelegate()).createEventLoopContext();
        CompletableFuture<Context> after = new CompletableFuture<>();

        administrator.start(new StartupEvent());
        own.runOnContext(
                now ->
                        administrator
                                .settled()
                                .subscribe()
                                .with(
                                        done ->
                                                after.complete(
                                                        io.vertx.core.Vertx.currentContext()),
                                        after::completeExceptionally));

        assertThat(after.get(1, TimeUnit.MINUTES)).isSameAs(own);
    }
}
