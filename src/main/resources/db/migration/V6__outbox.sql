-- What must reach the outside at least once: put by the transaction that it tells of, see Outbox.java.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    -- one event, one row: whoever says it twice says it once
    key        text        not null,
    payload    jsonb       not null,
    state      text        not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    attempts   integer     not null default 0,
    -- when to try next; a replica that is trying has moved it on, so that no other tries meanwhile
    due_at     timestamptz not null default now(),
    created_at timestamptz not null default now(),
    done_at    timestamptz,
    -- why the last attempt failed
    error      text,
    unique (topic, key),
    check ((state = 'WAITING') = (done_at is null))
);

create index outbox_by_due on outbox (topic, due_at) where state = 'WAITING';
create index outbox_given_up on outbox (id) where state = 'GIVEN_UP';
create index outbox_delivered on outbox (done_at) where state = 'DELIVERED';
