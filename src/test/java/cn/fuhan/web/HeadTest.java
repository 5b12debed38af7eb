package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadTest {

    /** Map.of has another order in every JVM, and replicas must agree about a page's ETag. */
    @Test
    void whatStandsInTheHeadIsTheSameInEveryProcess() {
        assertThat(Head.jsonForScript(Map.of("f", 1, "e", 2, "d", 3, "c", 4, "b", 5, "a", 6)))
                .isEqualTo("{\"a\":6,\"b\":5,\"c\":4,\"d\":3,\"e\":2,\"f\":1}");
    }
}
