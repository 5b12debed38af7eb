package cn.fuhan.wechat;

import cn.fuhan.reply.Code;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Ways into the mini-program, for a public letter: its code (小程序码), whose scene is the letter's
 * code, and its link for browsers outside WeChat. WeChat makes each once; then they are read here.
 */
@Singleton
class Openings {

    private static final int WIDTH = 430;

    /** WeChat's longest, and how long before that another is made. */
    private static final int LINK_DAYS = 30;

    private static final int AHEAD_DAYS = 2;

    private static final String PICTURE =
            """
            select r.state, r.withdrawn_reason, p.image
              from reply r left join wechat_picture p on p.code = r.code and p.edition = $2
             where r.code = $1 and r.state <> 'DRAFT'
            """;

    private static final String KEEP_PICTURE =
            """
            insert into wechat_picture (code, edition, image) values ($1, $2, $3)
            on conflict (code, edition) do nothing
            """;

    private static final String LINK =
            """
            select r.state, r.withdrawn_reason, l.url
              from reply r left join wechat_link l on l.code = r.code and l.edition = $2 and l.until > now()
             where r.code = $1 and r.state <> 'DRAFT'
            """;

    private static final String KEEP_LINK =
            """
            insert into wechat_link (code, edition, url, until) values ($1, $2, $3, now() + $4 * interval '1 day')
            on conflict (code, edition) do update set url = excluded.url, until = excluded.until
            """;

    private final Pool pool;
    private final Patience patience;
    private final WeChat weChat;
    private final Calls calls;
    private final WeChatSettings settings;
    private final ObjectMapper json;

    Openings(
            Pool pool,
            Patience patience,
            WeChat weChat,
            Calls calls,
            WeChatSettings settings,
            ObjectMapper json) {
        this.pool = pool;
        this.patience = patience;
        this.weChat = weChat;
        this.calls = calls;
        this.settings = settings;
        this.json = json;
    }

    /** The picture, PNG or JPEG. */
    Uni<byte[]> picture(String typed) {
        settings.require();
        String code = Code.parse(typed);
        return find(PICTURE, code)
                .chain(
                        row -> {
                            var known = row.getBuffer("image");
                            return known == null
                                    ? drawn(code)
                                    : Uni.createFrom().item(known.getBytes());
                        });
    }

    private Uni<byte[]> drawn(String code) {
        return weChat.authorised(
                        token ->
                                calls.miniProgramCode(
                                        token,
                                        json.createObjectNode()
                                                .put("scene", code)
                                                .put("page", settings.page())
                                                .put("check_path", settings.version().checked())
                                                .put("env_version", settings.version().name())
                                                .put("width", WIDTH)))
                .map(answer -> image(answer.bytes()))
                .onFailure()
                .transform(WeChat::problem)
                .call(image -> keep(KEEP_PICTURE, Tuple.of(code, edition(), Buffer.buffer(image))));
    }

    private static byte[] image(byte[] bytes) {
        if (!isPng(bytes) && !isJpeg(bytes)) {
            throw new Unreachable(true, "no picture");
        }
        return bytes;
    }

    static boolean isPng(byte[] bytes) {
        return bytes.length > 8 && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length > 8 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8;
    }

    /** The address that opens the letter in the mini-program. */
    Uni<String> link(String typed) {
        settings.require();
        String code = Code.parse(typed);
        return find(LINK, code)
                .chain(
                        row -> {
                            String known = row.getString("url");
                            return known == null ? made(code) : Uni.createFrom().item(known);
                        });
    }

    private Uni<String> made(String code) {
        return weChat.authorised(
                        token ->
                                calls.link(
                                        token,
                                        json.createObjectNode()
                                                .put("path", settings.page())
                                                .put("query", "code=" + code)
                                                .put("expire_type", 1)
                                                .put("expire_interval", LINK_DAYS)
                                                .put("env_version", settings.version().name())))
                .map(answer -> answer.text("url_link"))
                .onFailure()
                .transform(WeChat::problem)
                .call(
                        url ->
                                keep(
                                        KEEP_LINK,
                                        Tuple.of(code, edition(), url, LINK_DAYS - AHEAD_DAYS)));
    }

    private Uni<Row> find(String sql, String code) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(code, edition()))
                .plug(patience::read)
                .map(
                        rows -> {
                            for (Row row : rows) {
                                if (row.getString("state").equals("WITHDRAWN")) {
                                    throw new Problem(
                                            ProblemType.WITHDRAWN,
                                            "发布单位已撤回这一件。原因：" + row.getString("withdrawn_reason"));
                                }
                                return row;
                            }
                            throw new Problem(ProblemType.NOT_FOUND);
                        });
    }

    private Uni<Void> keep(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).plug(patience::read).replaceWithVoid();
    }

    private String edition() {
        return settings.page() + " " + settings.version();
    }
}
