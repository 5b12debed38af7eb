package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeadersTest {

    private static final AsciiString ONLY_HTTPS = new AsciiString("Strict-Transport-Security");

    @Test
    void aReaderWhoCameByHttpsComesByItAgain() {
        Headers headers = new Headers(new Site("市科技局", "https://fuhan.example.cn"));
        for (String type : List.of("text/html;charset=UTF-8", "application/json")) {
            assertThat(Stream.of(headers.of(type))).as(type).contains(ONLY_HTTPS);
        }
    }

    @Test
    void aSiteWithoutHttpsDoesNotAskForIt() {
        Headers headers = new Headers(new Site("市科技局", "http://127.0.0.1:8080"));
        assertThat(Stream.of(headers.of("text/html"))).doesNotContain(ONLY_HTTPS);
    }
}
