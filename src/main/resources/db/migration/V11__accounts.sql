-- Staff accounts grow up: names, a first password that must be changed, a lock after many failures,
-- accounts that an OpenID provider vouches for, and the sessions of browsers.

alter table staff
    alter column password_hash drop not null,
    add column display_name text,
    add column source       text        not null default 'LOCAL' check (source in ('LOCAL', 'OIDC')),
    add column active       boolean     not null default true,
    add column must_change  boolean     not null default false,
    add column failures     integer     not null default 0,
    add column locked_until timestamptz,
    add column version      bigint      not null default 0,
    add check (source = 'OIDC' or password_hash is not null);

-- What the browser has is a secret of its own; here is its digest alone.
create table staff_session (
    hash       bytea       primary key,
    account    text        not null references staff on delete cascade,
    created_at timestamptz not null default now(),
    seen_at    timestamptz not null default now(),
    expires_at timestamptz not null
);

create index staff_session_by_account on staff_session (account);
