package cn.fuhan.access;

import cn.fuhan.audit.Audit;
import cn.fuhan.web.Patience;
import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accounts (账号), as administrators manage them. Each change is one transaction with its entry in
 * the audit. One active administrator is always left.
 */
@Singleton
public class Accounts {

    /** An account and the password that it begins with, which is shown this once. */
    public record WithPassword(Account account, String password) {}

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,31}");

    /** Names that the audit gives to those who have no account. */
    private static final Set<String> TAKEN = Set.of(Audit.SERVICE, "proposer");

    private static final String ALL =
            "name, display_name, roles, active, must_change, locked_until, source, created_at, version";

    private static final String CREATE =
            """
            insert into staff (name, display_name, roles, password_hash, must_change)
            values ($1, $2::text, $3, $4, true)
            on conflict (name) do nothing
            returning\s"""
                    + ALL;

    private static final String CHANGE =
            """
            update staff set display_name = $2::text, roles = $3, active = $4, version = version + 1
             where name = $1
            returning\s"""
                    + ALL;

    private static final String RESET =
            """
            update staff set password_hash = $2, must_change = true, failures = 0, locked_until = null,
                             version = version + 1
             where name = $1
            returning\s"""
                    + ALL;

    private static final String OWN =
            "update staff set password_hash = $2, must_change = false, version = version + 1 where name = $1";

    private static final String VOUCHED =
            """
            insert into staff (name, display_name, roles, source) values ($1, $2::text, $3, 'OIDC')
            on conflict (name) do update
               set display_name = coalesce(excluded.display_name, staff.display_name), roles = excluded.roles
             where staff.source = 'OIDC' and staff.active
            returning name
            """;

    /** Advisory lock: of two who take each other's role, one comes second. */
    private static final String LOCK = "select pg_advisory_xact_lock(5012001)";

    private static final String AGAIN = "请重新读取账号列表，看看是否已经保存；没有的，再提交一次。";

    private final Pool pool;
    private final Patience patience;
    private final Passwords passwords;
    private final StaffSessions sessions;
    private final Audit audit;

    Accounts(
            Pool pool,
            Patience patience,
            Passwords passwords,
            StaffSessions sessions,
            Audit audit) {
        this.pool = pool;
        this.patience = patience;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * The accounts whose name, or whose owner's, has this in it, or all; a bureau has some dozens.
     */
    public Uni<List<Account>> list(@Nullable String part) {
        return pool.preparedQuery(
                        "select "
                                + ALL
                                + " from staff where $1::text is null or strpos(lower(name), lower($1)) > 0"
                                + " or strpos(display_name, $1) > 0 order by name")
                .execute(Tuple.of(part))
                .plug(patience::read)
                .map(
                        rows -> {
                            List<Account> all = new ArrayList<>();
                            rows.forEach(row -> all.add(account(row)));
                            return all;
                        });
    }

    /** Fails with not-found. */
    public Uni<Account> get(String name) {
        return find(pool, name, "").plug(patience::read);
    }

    /** A new local account; fails with invalid. */
    public Uni<WithPassword> create(
            String name, @Nullable String displayName, List<String> roles, String by) {
        Problem invalid = new Problem(ProblemType.INVALID);
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            invalid.error("/name", "账号名须为 1 至 32 个字母、数字、汉字、点、横线或下划线，以字母、数字或汉字开头");
        }
        check(invalid, roles);
        String password = Passwords.random();
        return passwords
                .hash(password)
                .chain(
                        hash ->
                                write(
                                        c ->
                                                c.preparedQuery(CREATE)
                                                        .execute(
                                                                Tuple.of(
                                                                        name,
                                                                        displayName,
                                                                        array(roles),
                                                                        hash))
                                                        .map(rows -> only(rows, taken()))
                                                        .call(
                                                                made ->
                                                                        audit.record(
                                                                                c,
                                                                                event(
                                                                                        by,
                                                                                        "account.create",
                                                                                        made)))))
                .map(made -> new WithPassword(made, password));
    }

    /**
     * Changes what an account is called, may do, and whether it may sign in. Its sessions go on
     * with the new roles, or end at once. Fails with stale, invalid, or last-administrator.
     */
    public Uni<Account> change(
            String name,
            long version,
            @Nullable String displayName,
            List<String> roles,
            boolean active,
            String by) {
        check(new Problem(ProblemType.INVALID), roles);
        return write(
                c ->
                        c.query(LOCK)
                                .execute()
                                .chain(() -> find(c, name, " for update"))
                                .invoke(now -> require(now, version, roles))
                                .chain(
                                        () ->
                                                c.preparedQuery(CHANGE)
                                                        .execute(
                                                                Tuple.of(
                                                                        name,
                                                                        displayName,
                                                                        array(roles),
                                                                        active)))
                                .map(rows -> only(rows, new Problem(ProblemType.NOT_FOUND)))
                                .call(() -> requireAdministrator(c))
                                .call(
                                        () ->
                                                active
                                                        ? Uni.createFrom().voidItem()
                                                        : StaffSessions.endAll(c, name))
                                .call(
                                        changed ->
                                                audit.record(
                                                        c, event(by, "account.change", changed))));
    }

    private static void require(Account now, long version, List<String> roles) {
        if (now.version() != version) {
            throw new Problem(ProblemType.STALE)
                    .with("version", now.version())
                    .header("ETag", "\"" + now.version() + "\"");
        }
        if (!now.local() && !Set.copyOf(now.roles()).equals(Set.copyOf(roles))) {
            throw new Problem(ProblemType.INVALID).error("/roles", "这个账号由统一身份认证登录，请在那里修改角色");
        }
    }

    /** A new password for somebody who lost theirs, or is locked out. */
    public Uni<WithPassword> reset(String name, String by) {
        String password = Passwords.random();
        return passwords
                .hash(password)
                .chain(
                        hash ->
                                write(
                                        c ->
                                                find(c, name, " for update")
                                                        .invoke(Accounts::requireLocal)
                                                        .chain(
                                                                () ->
                                                                        c.preparedQuery(RESET)
                                                                                .execute(
                                                                                        Tuple.of(
                                                                                                name,
                                                                                                hash)))
                                                        .map(rows -> only(rows, noPassword()))
                                                        .call(() -> StaffSessions.endAll(c, name))
                                                        .call(
                                                                () ->
                                                                        audit.record(
                                                                                c,
                                                                                new Audit.Event(
                                                                                        by,
                                                                                        "account.password",
                                                                                        "account",
                                                                                        name,
                                                                                        Map.of(
                                                                                                "by",
                                                                                                "administrator"))))))
                .map(account -> new WithPassword(account, password));
    }

    private static void requireLocal(Account account) {
        if (!account.local()) {
            throw noPassword();
        }
    }

    /**
     * Changes one's own password: all sessions end, and one begins, whose secret this is. Fails
     * with invalid, or too-many.
     */
    public Uni<String> changeOwn(String name, String old, String password) {
        String fault = Passwords.fault(name, password);
        if (fault == null && old.equals(password)) {
            fault = "新密码不能与现在的相同";
        }
        if (fault != null) {
            return Uni.createFrom()
                    .failure(new Problem(ProblemType.INVALID).error("/password", fault));
        }
        return passwords
                .check(name, old)
                .onFailure(e -> e instanceof Problem p && p.type() == ProblemType.LOGIN_REQUIRED)
                .transform(e -> new Problem(ProblemType.INVALID).error("/old", "现在的密码不对"))
                .chain(() -> passwords.hash(password))
                .chain(
                        hash ->
                                write(
                                        c ->
                                                c.preparedQuery(OWN)
                                                        .execute(Tuple.of(name, hash))
                                                        .chain(() -> StaffSessions.endAll(c, name))
                                                        .chain(() -> sessions.begin(c, name))
                                                        .call(
                                                                () ->
                                                                        audit.record(
                                                                                c,
                                                                                new Audit.Event(
                                                                                        name,
                                                                                        "account.password",
                                                                                        "account",
                                                                                        name,
                                                                                        Map.of(
                                                                                                "by",
                                                                                                "self"))))));
    }

    /**
     * The account that an OpenID provider vouches for, made at the first sign-in, with the roles
     * that it has there now. Fails with forbidden where a local account has the name, or an
     * administrator has closed it.
     */
    Uni<Void> vouched(String name, @Nullable String displayName, Set<String> roles) {
        String[] sorted = Roles.ALL.stream().filter(roles::contains).toArray(String[]::new);
        if (TAKEN.contains(name)) {
            return Uni.createFrom().failure(new Problem(ProblemType.FORBIDDEN, "这个账号名不能使用。"));
        }
        return pool.preparedQuery(VOUCHED)
                .execute(Tuple.of(name, displayName, sorted))
                .plug(patience::read)
                .invoke(
                        rows -> {
                            if (rows.rowCount() == 0) {
                                throw new Problem(
                                        ProblemType.FORBIDDEN,
                                        "账号 " + name + " 已停用，或与一个本地账号同名。请联系管理员。");
                            }
                        })
                .replaceWithVoid();
    }

    private <T> Uni<T> write(Function<SqlClient, Uni<T>> work) {
        return pool.withTransaction(work::apply).plug(writing -> patience.write(AGAIN, writing));
    }

    private static void check(Problem invalid, List<String> roles) {
        if (!Roles.ALL.containsAll(roles) || roles.isEmpty()) {
            invalid.error("/roles", "请至少给一种角色：editor、approver、administrator");
        }
        if (!invalid.errors().isEmpty()) {
            throw invalid;
        }
    }

    private static Uni<Account> find(SqlClient client, String name, String lock) {
        return client.preparedQuery("select " + ALL + " from staff where name = $1" + lock)
                .execute(Tuple.of(name))
                .map(rows -> only(rows, new Problem(ProblemType.NOT_FOUND, "没有这个账号。")));
    }

    private static Uni<Void> requireAdministrator(SqlClient client) {
        return client.query(
                        "select count(*) from staff where active and 'administrator' = any (roles)")
                .execute()
                .invoke(
                        rows -> {
                            if (rows.iterator().next().getLong(0) == 0) {
                                throw new Problem(ProblemType.LAST_ADMINISTRATOR);
                            }
                        })
                .replaceWithVoid();
    }

    private static Account only(Iterable<Row> rows, Problem otherwise) {
        for (Row row : rows) {
            return account(row);
        }
        throw otherwise;
    }

    private static Problem taken() {
        return new Problem(ProblemType.INVALID).error("/name", "已有这个账号");
    }

    private static Problem noPassword() {
        return new Problem(ProblemType.INVALID).error("/name", "这个账号由统一身份认证登录，这里没有它的密码");
    }

    private static Audit.Event event(String by, String operation, Account account) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("roles", account.roles());
        detail.put("active", account.active());
        return new Audit.Event(by, operation, "account", account.name(), detail);
    }

    private static String[] array(List<String> roles) {
        return Roles.ALL.stream().filter(roles::contains).toArray(String[]::new);
    }

    private static Account account(Row row) {
        OffsetDateTime locked = row.getOffsetDateTime("locked_until");
        boolean isLocked = locked != null && locked.toInstant().isAfter(Instant.now());
        return new Account(
                row.getString("name"),
                row.getString("display_name"),
                Arrays.asList(row.getArrayOfStrings("roles")),
                row.getBoolean("active"),
                row.getBoolean("must_change"),
                isLocked ? locked.toInstant() : null,
                row.getString("source"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getLong("version"));
    }
}
