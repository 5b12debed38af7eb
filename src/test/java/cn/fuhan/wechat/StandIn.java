package cn.fuhan.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import cn.fuhan.reply.QrCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for WeChat's server API, for tests and for trying the service without an appid: {@code
 * mvn -q test-compile exec:java@wechat}. It answers what the platform documents, with the
 * documented errcodes, and nothing else. It knows one mini-program, {@value #APPID}.
 *
 * <p>A log-in code is good once. {@code user-NAME} and {@code user-NAME-ANYTHING} are of that user;
 * {@code errcode-N} is refused with N; any other code is of one user. Text with {@value #RISKY} is
 * risky, with {@value #REVIEW} for review.
 */
public final class StandIn implements AutoCloseable {

    static final String APPID = "wx0123456789abcdef";
    static final String SECRET = "stand-in-secret";
    static final String RISKY = "违规";
    static final String REVIEW = "待审";

    static final String SESSION = "/sns/jscode2session";
    static final String TOKEN = "/cgi-bin/stable_token";
    static final String CODE = "/wxa/getwxacodeunlimit";
    static final String SEND = "/cgi-bin/message/subscribe/send";
    static final String CHECK = "/wxa/msg_sec_check";
    static final String LINK = "/wxa/generate_urllink";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message that WeChat took. */
    record Message(String to, String template, String page, JsonNode data) {}

    private final WireMockServer server;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Deque<Integer>> errcodes = new ConcurrentHashMap<>();
    private final Map<String, Integer> delays = new ConcurrentHashMap<>();
    private final Set<String> losing = ConcurrentHashMap.newKeySet();
    private final Set<String> usedCodes = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> consents = new ConcurrentHashMap<>();
    private final List<Message> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final Set<String> goodTokens = ConcurrentHashMap.newKeySet();
    private volatile String token = "";
    private volatile int tokenSeconds = 7200;
    private volatile boolean down;

    /**
     * @param port 0 for a free one
     */
    StandIn(int port) {
        server =
                new WireMockServer(
                        WireMockConfiguration.options()
                                .bindAddress("127.0.0.1")
                                .port(port)
                                .maxRequestJournalEntries(1000)
                                .extensions(new Platform()));
        server.stubFor(get(urlPathEqualTo(SESSION)).willReturn(platform()));
        for (String path : List.of(TOKEN, CODE, SEND, CHECK, LINK)) {
            server.stubFor(post(urlPathEqualTo(path)).willReturn(platform()));
        }
        server.start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (StandIn standIn =
                new StandIn(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8089)) {
            System.out.printf(
                    """
                    微信的替身在 %1$s 。另开一个终端，这样启动服务：

                        FUHAN_WECHAT_URL=%1$s FUHAN_WECHAT_APPID=%2$s FUHAN_WECHAT_SECRET=%3$s \\
                        FUHAN_WECHAT_KEY=for-trying-only-for-trying-only-00 \\
                        FUHAN_WECHAT_TEMPLATE_RECEIPT_RECEIVED='stand-in-template thing1=title time2=time' \\
                        FUHAN_SAMPLES=true mvn -DskipTests package quarkus:run

                    登录凭证 user-NAME-1 是名为 NAME 的用户，每个只能用一次；errcode-40029 得到这个错误。Ctrl-C 停止。
                    """,
                    standIn.url(), APPID, SECRET);
            Thread.currentThread().join();
        }
    }

    String url() {
        return server.baseUrl();
    }

    /** The settings of a service that talks to it. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        List<String> messages =
                List.of("receipt-received", "answered", "revised", "progress", "reminder");
        for (String message : messages) {
            settings.put(
                    "fuhan.wechat.template." + message,
                    "stand-in-template-%d thing1=title time2=time phrase3=event"
                            .formatted(messages.indexOf(message) + 1));
        }
        settings.putAll(
                Map.of(
                        "fuhan.wechat.url",
                        url(),
                        "fuhan.wechat.appid",
                        APPID,
                        "fuhan.wechat.secret",
                        SECRET,
                        "fuhan.wechat.key",
                        "test-key-test-key-test-key-test-key",
                        "fuhan.wechat.verification",
                        "a1B2c3D4e5.txt=0123456789abcdef"));
        return settings;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** From now on as if nothing had been said before. */
    void calm() {
        down = false;
        errcodes.clear();
        delays.clear();
        losing.clear();
        sent.clear();
        consents.clear();
        calls.clear();
        tokenSeconds = 7200;
    }

    /** The next calls of this path are refused with these errcodes, one each. */
    void refuse(String path, int... codes) {
        for (int code : codes) {
            errcodes.computeIfAbsent(path, p -> new ConcurrentLinkedDeque<>()).add(code);
        }
    }

    /** Does what the next call of this path asks for, and loses the answer. */
    void lose(String path) {
        losing.add(path);
    }

    /** Answers only after so long. */
    void delay(String path, int millis) {
        delays.put(path, millis);
    }

    /** Breaks every connection. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** How often this path was called. */
    int calls(String path) {
        return calls.computeIfAbsent(path, p -> new AtomicInteger()).get();
    }

    /** What messages were taken, in order. */
    List<Message> sent() {
        return sent;
    }

    /** How many more messages of a template a user takes; any number where nothing is said. */
    void consents(String openid, String template, int count) {
        consents.put(openid + " " + template, new AtomicInteger(count));
    }

    /**
     * The tokens given out so far are worth nothing; the next call of the token path gives another.
     */
    void spoilTokens() {
        goodTokens.clear();
        token = "";
    }

    /** How long the tokens are good that are given out from now on. */
    void tokensLast(int seconds) {
        tokenSeconds = seconds;
    }

    private static ResponseDefinitionBuilder platform() {
        return aResponse().withTransformers(Platform.NAME);
    }

    private final class Platform implements ResponseDefinitionTransformerV2 {

        static final String NAME = "platform";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            String path = request.getUrl().replaceAll("\\?.*", "");
            calls.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
            if (down) {
                return aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER).build();
            }
            Deque<Integer> forced = errcodes.get(path);
            Integer code = forced == null ? null : forced.poll();
            ResponseDefinitionBuilder answer =
                    code == null ? answer(path, request) : error(code, "refused by the test");
            if (losing.remove(path)) {
                return aResponse().withFault(Fault.EMPTY_RESPONSE).build();
            }
            Integer delay = delays.get(path);
            return (delay == null ? answer : answer.withFixedDelay(delay)).build();
        }

        private ResponseDefinitionBuilder answer(String path, Request request) {
            try {
                if (path.equals(SESSION)) {
                    return session(request);
                }
                JsonNode body = JSON.readTree(request.getBodyAsString());
                if (path.equals(TOKEN)) {
                    return token(body);
                }
                if (!goodTokens.contains(query(request, "access_token"))) {
                    return error(
                            40001, "invalid credential, access_token is invalid or not latest");
                }
                return switch (path) {
                    case CODE -> code(body);
                    case SEND -> send(body);
                    case CHECK -> check(body);
                    default -> link(body);
                };
            } catch (JsonProcessingException e) {
                return error(47001, "data format error");
            }
        }
    }

    private ResponseDefinitionBuilder session(Request request) {
        if (!APPID.equals(query(request, "appid"))) {
            return error(40013, "invalid appid");
        }
        if (!SECRET.equals(query(request, "secret"))) {
            return error(40125, "invalid appsecret");
        }
        String code = query(request, "js_code");
        if (code.startsWith("errcode-")) {
            return error(Integer.parseInt(code.substring("errcode-".length())), "as asked for");
        }
        if (!usedCodes.add(code)) {
            return error(40163, "code been used");
        }
        ObjectNode answer =
                JSON.createObjectNode()
                        .put("session_key", "c2Vzc2lvbi1rZXktb2YtdGhlLXN0YW5kLWlu")
                        .put("openid", openid(code));
        // the platform says text/plain
        return aResponse().withHeader("Content-Type", "text/plain").withBody(answer.toString());
    }

    static String openid(String code) {
        String user = code.startsWith("user-") ? code.split("-")[1] : "visitor";
        return "o-stand-in-" + user;
    }

    private ResponseDefinitionBuilder token(JsonNode body) {
        if (!"client_credential".equals(body.path("grant_type").asText())) {
            return error(40002, "invalid grant_type");
        }
        if (!APPID.equals(body.path("appid").asText())) {
            return error(40013, "invalid appid");
        }
        if (!SECRET.equals(body.path("secret").asText())) {
            return error(40125, "invalid appsecret");
        }
        synchronized (tokens) {
            // the documents: within its last five minutes, or when asked to, there is a new one
            if (token.isEmpty() || tokenSeconds <= 300 || body.path("force_refresh").asBoolean()) {
                token = "token-" + tokens.incrementAndGet() + "-" + "x".repeat(120);
                goodTokens.add(token);
            }
            return ok(
                    JSON.createObjectNode()
                            .put("access_token", token)
                            .put("expires_in", tokenSeconds));
        }
    }

    private static ResponseDefinitionBuilder code(JsonNode body) {
        String scene = body.path("scene").asText();
        if (!scene.matches("[0-9A-Za-z!#$&'()*+,/:;=?@._~-]{1,32}")) {
            return error(40169, "invalid length for scene, or the data is not json string");
        }
        String page = body.path("page").asText();
        if (page.startsWith("/") || !page.startsWith("pages/")) {
            return error(41030, "invalid page");
        }
        int width = body.path("width").asInt(430);
        if (width < 280 || width > 1280) {
            return error(40097, "invalid args");
        }
        // a square one: nobody but WeChat can draw the round ones
        return aResponse()
                .withHeader("Content-Type", "image/png")
                .withBody(QrCode.of(page + "?" + scene, ErrorCorrectionLevel.M).png(width));
    }

    private ResponseDefinitionBuilder send(JsonNode body) {
        String to = body.path("touser").asText();
        String template = body.path("template_id").asText();
        if (!to.startsWith("o-stand-in-")) {
            return error(40003, "invalid openid");
        }
        if (!template.startsWith("stand-in-template")) {
            return error(40037, "invalid template_id");
        }
        if (!fits(body.path("data"))) {
            return error(47003, "argument invalid! data.thing1.value invalid");
        }
        AtomicInteger left = consents.get(to + " " + template);
        if (left != null && left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            return error(43101, "user refuse to accept the msg");
        }
        sent.add(new Message(to, template, body.path("page").asText(), body.path("data")));
        return ok(JSON.createObjectNode().put("msgid", 1000L + sent.size()));
    }

    /** The lengths that the documents give for the kinds of fields. */
    private static boolean fits(JsonNode data) {
        return !data.isEmpty()
                && data.properties().stream()
                        .allMatch(
                                field -> {
                                    String value = field.getValue().path("value").asText();
                                    String kind = field.getKey().replaceAll("\\d+$", "");
                                    int longest =
                                            switch (kind) {
                                                case "thing" -> 20;
                                                case "character_string" -> 32;
                                                case "phrase" -> 5;
                                                case "name" -> 10;
                                                case "time", "date" -> 24;
                                                default -> 0;
                                            };
                                    return !value.isBlank()
                                            && value.codePointCount(0, value.length()) <= longest;
                                });
    }

    private static ResponseDefinitionBuilder check(JsonNode body) {
        String content = body.path("content").asText();
        if (body.path("version").asInt() != 2 || content.isEmpty() || content.length() > 2500) {
            return error(47001, "data format error");
        }
        if (!body.path("openid").asText().startsWith("o-stand-in-")) {
            return error(40003, "invalid openid");
        }
        String suggest =
                content.contains(RISKY) ? "risky" : content.contains(REVIEW) ? "review" : "pass";
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("result")
                .put("suggest", suggest)
                .put("label", suggest.equals("pass") ? 100 : 20001);
        answer.put("trace_id", "60ae120f-371d5872-" + Integer.toHexString(content.hashCode()));
        return ok(answer);
    }

    private static ResponseDefinitionBuilder link(JsonNode body) {
        if (body.path("query").asText().length() > 1024
                || body.path("expire_interval").asInt(30) > 30) {
            return error(40097, "invalid args");
        }
        return ok(
                JSON.createObjectNode()
                        .put(
                                "url_link",
                                "https://wxaurl.cn/"
                                        + Integer.toHexString(body.toString().hashCode())));
    }

    private static ResponseDefinitionBuilder ok(ObjectNode answer) {
        if (!answer.has("access_token")) {
            answer.put("errcode", 0).put("errmsg", "ok");
        }
        return aResponse()
                .withHeader("Content-Type", "application/json; encoding=utf-8")
                .withBody(answer.toString());
    }

    private static ResponseDefinitionBuilder error(int code, String message) {
        return aResponse()
                .withHeader("Content-Type", "application/json; encoding=utf-8")
                .withBody(
                        JSON.createObjectNode()
                                .put("errcode", code)
                                .put("errmsg", message + " rid: 0-0-0")
                                .toString());
    }

    private static String query(Request request, String name) {
        var parameter = request.queryParameter(name);
        return parameter.isPresent() ? parameter.firstValue() : "";
    }
}
