package cn.fuhan.wechat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Connects the service of all tests with a stand-in for WeChat. A test gets it into a field of its
 * type. Asked for by {@code @WithTestResource(value = WithStandIn.class, scope =
 * TestResourceScope.GLOBAL)}; once one class has, every {@code @QuarkusTest} has it.
 */
public final class WithStandIn implements QuarkusTestResourceLifecycleManager {

    private StandIn standIn;

    @Override
    public Map<String, String> start() {
        standIn = new StandIn(0);
        return new HashMap<>(standIn.settings());
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(standIn, new TestInjector.MatchesType(StandIn.class));
    }

    @Override
    public void stop() {
        standIn.close();
    }
}
