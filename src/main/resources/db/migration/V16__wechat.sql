-- What passes between us and WeChat beside log-ins: consents to messages, checks of text, pictures and links.

-- One consent is one message (一次性订阅消息). It is spent on one event, and that event on it.
create table wechat_consent (
    id          bigint generated always as identity primary key,
    account_id  bigint      not null references proposer_account,
    template_id text        not null,
    given_at    timestamptz not null default now(),
    spent_at    timestamptz,
    spent_on    text        unique,
    check ((spent_at is null) = (spent_on is null))
);

create index wechat_consent_by_account on wechat_consent (account_id, template_id) where spent_at is null;

-- What WeChat thinks of an opinion: RISKY ones and those for REVIEW are for staff to judge before anybody else reads them.
create table opinion_check (
    receipt_id bigint      primary key references receipt,
    verdict    text        not null check (verdict in ('PASS', 'REVIEW', 'RISKY')),
    label      integer,
    trace      text,
    checked_at timestamptz not null default now()
);

-- A letter's mini-program code (小程序码), and its link for browsers outside WeChat (URL Link). Made again when lost.
create table wechat_picture (
    code    text  not null,
    -- the page and the version of the mini-program that it opens
    edition text  not null,
    image   bytea not null,
    primary key (code, edition)
);

create table wechat_link (
    code    text        not null,
    edition text        not null,
    url     text        not null,
    until   timestamptz not null,
    primary key (code, edition)
);
