package cn.fuhan.wechat;

import cn.fuhan.web.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;

/** Whose account an openid is. */
@Singleton
class Accounts {

    static final String PURPOSE = "openid";

    private static final String FIND_OR_MAKE =
            """
            with known as (
                update wechat_account set seen_at = now() where openid_hash = $1 returning account_id
            ), made as (
                insert into proposer_account (created_at) select now() where not exists (select from known)
                returning id
            ), linked as (
                insert into wechat_account (account_id, openid_hash, openid_sealed)
                select id, $1, $2 from made
                returning account_id
            )
            select account_id from known union all select account_id from linked
            """;

    private final Pool pool;
    private final Patience patience;
    private final Secrecy secrecy;

    Accounts(Pool pool, Patience patience, Secrecy secrecy) {
        this.pool = pool;
        this.patience = patience;
        this.secrecy = secrecy;
    }

    /** The account of an openid that was seen just now, made where there is none. */
    Uni<Long> of(String openid) {
        return pool.preparedQuery(FIND_OR_MAKE)
                .execute(Tuple.of(secrecy.hash(openid), secrecy.seal(PURPOSE, openid)))
                // two first log-ins at once: the second finds what the first made
                .onFailure(Accounts::isTwin)
                .retry()
                .atMost(2)
                .plug(finding -> patience.write("请重新登录。", finding))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static boolean isTwin(Throwable e) {
        return e instanceof PgException pg && "23505".equals(pg.getSqlState());
    }
}
