-- The reply letter (复函): what staff work on, its immutable revisions, and what is public now.

create table reply (
    id               bigint generated always as identity primary key,
    code             text        not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
    state            text        not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
    draft            jsonb       not null,
    findings         jsonb       not null default '[]',
    -- the same text is the same letter, and so is the same official number: see Identity.java
    source_digest    bytea       not null unique,
    identity         text        unique,
    current_revision integer,
    -- the place in the public list: kept from the first publication on, so that paging stays right
    listed_on        date,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    version          bigint      not null default 0,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    check ((state = 'WITHDRAWN') = (withdrawn_at is not null)),
    check (state = 'DRAFT' or current_revision is not null)
);

create table revision (
    reply_id     bigint      not null references reply,
    number       integer     not null check (number > 0),
    -- the public document, as published: what the digest is of, in canonical form (RFC 8785)
    document     jsonb       not null,
    canonical    bytea       not null,
    digest       text        not null,
    reason       text,
    published_at timestamptz not null,
    published_by text        not null,
    primary key (reply_id, number)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger revision_is_immutable before update or delete or truncate on revision
    for each statement execute function refuse_change();

create function refuse_new_code() returns trigger language plpgsql as $$
begin
    raise exception 'the code of a letter never changes' using errcode = 'integrity_constraint_violation';
end $$;

create trigger reply_keeps_its_code before update of code on reply
    for each row when (old.code <> new.code) execute function refuse_new_code();

-- One row for each letter that is public now, with what lists and search need: nothing here is outside
-- the disclosure scope, so nothing that reads only this table can give it away.
create table publication (
    reply_id        bigint primary key references reply,
    revision        integer not null,
    listed_on       date    not null,
    kind            text    not null,
    outcome         text,
    year            integer,
    department      text,
    topics          text[]  not null,
    session         text,
    number          text,
    document_number text,
    item            jsonb   not null,
    body            text    not null,
    terms           tsvector not null,
    foreign key (reply_id, revision) references revision
);

create index publication_by_date on publication (listed_on desc, reply_id desc);
create index publication_by_department on publication (department, listed_on desc, reply_id desc);
create index publication_by_year on publication (year, listed_on desc, reply_id desc);
create index publication_by_number on publication (number);
create index publication_by_document_number on publication (document_number);
create index publication_by_topic on publication using gin (topics);
create index publication_by_terms on publication using gin (terms);
