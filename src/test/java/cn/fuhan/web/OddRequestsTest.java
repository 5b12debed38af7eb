package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.fuhan.Database;
import cn.fuhan.Desk;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests as no ordinary client sends them, byte by byte. */
@QuarkusTest
@WithTestResource(value = Database.class, scope = TestResourceScope.GLOBAL)
class OddRequestsTest {

    private static final String STAFF =
            "Authorization: Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    ("admin:" + Desk.PASSWORD).getBytes(StandardCharsets.UTF_8))
                    + "\r\n";
    private static final String IMPORT =
            "POST /api/v1/desk/imports HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + STAFF;

    @TestHTTPResource URL site;

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    @Test
    void aBodyInChunksIsRefusedOverTenMegabytes() throws IOException {
        String answer =
                answer(
                        IMPORT + "Transfer-Encoding: chunked\r\n\r\n",
                        out -> {
                            byte[] chunk = new byte[1 << 20];
                            for (int i = 0; i < 11; i++) {
                                out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                                out.write(chunk);
                                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                            }
                            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        });

        isProblem(answer, 413, "too-large");
    }

    @Test
    void aBodyInChunksIsReadBelow() throws IOException {
        byte[] letter = Desk.letter().getBytes(StandardCharsets.UTF_8);
        String answer =
                answer(
                        IMPORT.replace("text/plain", "text/plain;charset=UTF-8")
                                + "Transfer-Encoding: chunked\r\n\r\n",
                        out -> {
                            out.write(
                                    (Integer.toHexString(letter.length) + "\r\n")
                                            .getBytes(StandardCharsets.US_ASCII));
                            out.write(letter);
                            out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        });

        assertThat(answer).startsWith("HTTP/1.1 201 ");
    }

    @Test
    void aBodyBeyondAllMeasureIsAnsweredBeforeItIsCutOff() throws IOException {
        String answer =
                answer(
                        IMPORT + "Content-Length: 1000000000\r\n\r\n",
                        out -> {
                            byte[] part = new byte[1 << 20];
                            for (int i = 0; i < 80; i++) {
                                out.write(part);
                            }
                        });

        isProblem(answer, 413, "too-large");
    }

    @Test
    void whoeverAsksBeforeSendingIsToldAtOnce() throws IOException {
        String answer =
                answer(
                        IMPORT + "Content-Length: 20000000\r\nExpect: 100-continue\r\n\r\n",
                        out -> {});

        isProblem(answer, 413, "too-large");
    }

    @Test
    void aUriOrHeaderThatIsTooLongIsNamed() throws IOException {
        isProblem(get("/?q=" + "x".repeat(120_000), "Host: localhost\r\n"), 414, "uri-too-long");
        isProblem(
                get("/", "Host: localhost\r\nCookie: " + "x".repeat(20_000) + "\r\n"),
                431,
                "header-too-large");
    }

    /** Here the server library answers, which knows no problems. */
    @Test
    void beyondAllMeasureThereIsAStatusAtLeast() throws IOException {
        assertThat(get("/?q=" + "x".repeat(300_000), "Host: localhost\r\n"))
                .matches("(?s)HTTP/1.\\d 414 .*");
        assertThat(get("/", "Host: localhost\r\nCookie: " + "x".repeat(80_000) + "\r\n"))
                .matches("(?s)HTTP/1.\\d 431 .*");
    }

    @Test
    void withoutAHostOrWithAnOddOneTheRequestIsBad() throws IOException {
        for (String host :
                List.of(
                        "",
                        "Host: a b\r\n",
                        "Host: [\r\n",
                        "Host: a/b\r\n",
                        "Host: a:b\r\n",
                        "Host: a@b\r\n",
                        "Host: <a>\r\n",
                        "Host: a\r\nHost: b\r\n")) {
            for (String path : List.of("/", "/api/v1/replies", "/r/0000000000")) {
                isProblem(get(path, host), 400, "bad-request");
            }
        }
        for (String host : List.of("localhost:8080", "[::1]:8080", "127.0.0.1", "xn--3px.cn")) {
            assertThat(get("/api/v1/replies", "Host: " + host + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBrokenPathIsNoFaultOfTheServer() throws IOException {
        for (String path :
                List.of(
                        "/%",
                        "/%zz",
                        "/r/%zz",
                        "/r/%E5%A",
                        "/r/%00",
                        "/r/%FF%FE",
                        "/api/v1/replies/%",
                        "/api/v1/replies/%zz/qr",
                        "/api/v1/replies/0000000000/revisions/%31%",
                        "/api/v1/replies?q=%zz",
                        "/api/v1/replies?q=%E5%A",
                        "/h/%zz",
                        "/problems/%zz",
                        "//",
                        "/../../etc/passwd",
                        "/r/..%2f..%2fetc",
                        "/{}",
                        "/r/<>",
                        "/r/|",
                        "/?q=\"",
                        "*",
                        "http://[/r/0")) {
            String answer = get(path, "Host: localhost\r\n");

            assertThat(answer.substring(0, Math.min(60, answer.length())))
                    .as(path)
                    .matches("(?s)HTTP/1.1 (200|30\\d|4\\d\\d) .*");
        }
        // Quarkus answers what is no URI before any route: a status without a problem
        for (String path : List.of("/%", "/r/%zz", "/api/v1/replies/%E5%A", "/?q=%zz")) {
            assertThat(get(path, "Host: localhost\r\n")).as(path).startsWith("HTTP/1.1 400 ");
        }
    }

    private static void isProblem(String answer, int status, String type) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("application/problem+json")
                .contains("\"type\":\"/problems/" + type + "\"");
    }

    private String get(String path, String headers) throws IOException {
        return answer(
                "GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n", out -> {});
    }

    /** Sends all of it, or as much as is taken, and reads the answer's head and body. */
    private String answer(String head, Body body) throws IOException {
        try (Socket socket = new Socket(site.getHost(), site.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                body.write(out);
                out.flush();
            } catch (IOException e) {
                // not all was taken: the answer says why
            }
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int b; !isWhole(read.toString(StandardCharsets.UTF_8)) && (b = in.read()) >= 0; ) {
            read.write(b);
            if (in.available() > 0) {
                read.write(in.readNBytes(in.available()));
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String length =
                answer.substring(0, end).replaceAll("(?is).*content-length: (\\d+).*", "$1");
        return !length.matches("\\d+")
                || answer.substring(end + 4).getBytes(StandardCharsets.UTF_8).length
                        >= Integer.parseInt(length);
    }
}
