-- The receipt (回执): who was asked, by which codes, and every version of what they answered.

create table invitation (
    id         bigint generated always as identity primary key,
    reply_id   bigint      not null references reply,
    proposer   text        not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    unique (reply_id, proposer)
);

-- A sheet that is printed again gets a code of its own; the codes before it stay good.
create table receipt_code (
    hash          bytea       primary key,
    invitation_id bigint      not null references invitation,
    issued_at     timestamptz not null default now(),
    issued_by     text        not null
);

create index receipt_code_by_invitation on receipt_code (invitation_id);

create table receipt (
    id              bigint generated always as identity primary key,
    number          text        not null unique,
    invitation_id   bigint      not null references invitation,
    version         integer     not null check (version > 0),
    reply_revision  integer,
    rating          text        not null check (rating in ('SATISFIED', 'MOSTLY_SATISFIED', 'UNDERSTANDING', 'UNSATISFIED')),
    attitude        text        check (attitude in ('SATISFIED', 'MOSTLY_SATISFIED', 'UNDERSTANDING', 'UNSATISFIED')),
    opinion         text,
    contact         text,
    channel         text        not null check (channel in ('PAGE', 'API')),
    idempotency_key text        not null,
    request_digest  bytea       not null,
    received_at     timestamptz not null default now(),
    unique (invitation_id, version),
    unique (invitation_id, idempotency_key)
);

create trigger receipt_is_immutable before update or delete or truncate on receipt
    for each statement execute function refuse_change();

create index receipt_by_time on receipt (received_at desc, id desc);
