-- Proposers who come with an account, as from WeChat: who they are to us, their sessions, and what is theirs.

create table proposer_account (
    id         bigint generated always as identity primary key,
    created_at timestamptz not null default now()
);

-- A log-in with all tokens that follow from it. Tokens are kept as hashes alone: see Sessions.java.
create table proposer_session (
    id            bigint generated always as identity primary key,
    account_id    bigint      not null references proposer_account,
    access_hash   bytea       not null unique,
    access_until  timestamptz not null,
    refresh_hash  bytea       not null unique,
    refresh_until timestamptz not null,
    created_at    timestamptz not null default now(),
    revoked_at    timestamptz,
    revoked_why   text        check (revoked_why in ('LEFT', 'REUSED')),
    check ((revoked_at is null) = (revoked_why is null))
);

create index proposer_session_by_account on proposer_session (account_id);
create index proposer_session_by_end on proposer_session (refresh_until);

-- A refresh token is good once: one that comes again was stolen, or is its thief's.
create table used_refresh_token (
    hash       bytea  primary key,
    session_id bigint not null references proposer_session on delete cascade
);

create index used_refresh_token_by_session on used_refresh_token (session_id);

-- An invitation belongs to the account that redeemed its code first; an account has one for each letter.
alter table invitation
    add column account_id bigint references proposer_account,
    add column bound_at timestamptz,
    add check ((account_id is null) = (bound_at is null));

create unique index invitation_by_account on invitation (account_id, reply_id);

-- How the proposer was known: by the code on paper, or by an account.
alter table receipt
    add column account_id bigint references proposer_account,
    drop constraint receipt_channel_check,
    add constraint receipt_channel_check check (channel in ('PAGE', 'API', 'WECHAT'));

-- WeChat's name for a person (openid): a keyed hash to find it by, and sealed to write to it.
create table wechat_account (
    account_id    bigint      primary key references proposer_account,
    openid_hash   bytea       not null unique,
    openid_sealed bytea       not null,
    -- WeChat checks text only for who was there within two hours
    seen_at       timestamptz not null default now()
);

-- The one token with which all replicas call WeChat, sealed; renewed by the one that has the lease.
create table wechat_token (
    appid       text        primary key,
    sealed      bytea,
    until       timestamptz not null default '-infinity',
    renew_at    timestamptz not null default '-infinity',
    lease_until timestamptz not null default '-infinity'
);
