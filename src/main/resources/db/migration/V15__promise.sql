-- What a letter promises (承诺事项), reminders of receipts, and re-handling (二次办理).

create function base32_code() returns text language sql volatile as $$
    select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + floor(random() * 32)::int, 1), '')
      from generate_series(1, 10)
$$;

create table promise (
    id                  bigint generated always as identity primary key,
    code                text        not null unique default base32_code(),
    reply_id            bigint      not null references reply,
    content             text        not null,
    due_on              date        not null,
    state               text        not null default 'OPEN'
                                    check (state in ('OPEN', 'FULFILLED', 'CHANGED', 'MISSED')),
    -- what it was changed into
    successor_id        bigint      references promise,
    second_reply_due_on date,
    second_reply_id     bigint      references reply,
    created_at          timestamptz not null default now(),
    created_by          text        not null,
    check ((state = 'CHANGED') = (successor_id is not null)),
    check ((state = 'OPEN') = (second_reply_due_on is null)),
    check (second_reply_id <> reply_id)
);

create index promise_by_reply on promise (reply_id);
create index promise_by_date on promise (due_on, id);

-- Each change of a promise, with what was said of it.
create table promise_event (
    id         bigint generated always as identity primary key,
    promise_id bigint      not null references promise,
    state      text        not null,
    note       text,
    changed_by text        not null,
    changed_at timestamptz not null default now()
);

create index promise_event_by_promise on promise_event (promise_id);
create trigger promise_event_is_immutable before update or delete or truncate on promise_event
    for each statement execute function refuse_change();

-- Earlier letters to what has come back (年年提): the assignment's forerunners.
create table forerunner (
    assignment_id bigint      not null references assignment,
    reply_id      bigint      not null references reply,
    noted_by      text        not null,
    noted_at      timestamptz not null default now(),
    primary key (assignment_id, reply_id)
);

alter table invitation add column opened_at timestamptz;
alter table invitation add column reminded_at timestamptz;
create index invitation_by_deadline on invitation (expires_at, id);

-- What a proposer is told: by the outbox, once for each event.
create table notice (
    id            bigint generated always as identity primary key,
    invitation_id bigint      not null references invitation on delete cascade,
    key           text        not null,
    content       text        not null,
    created_at    timestamptz not null default now(),
    unique (invitation_id, key)
);

-- Re-handling: one case for each receipt that says 不满意.
create table rehandling (
    id              bigint generated always as identity primary key,
    code            text        not null unique default base32_code(),
    receipt_id      bigint      not null unique references receipt,
    invitation_id   bigint      not null references invitation,
    round           integer     not null,
    opened_at       timestamptz not null default now(),
    second_reply_id bigint      references reply,
    closed_at       timestamptz,
    closed_by       text,
    outcome         text,
    check ((closed_at is null) = (outcome is null)),
    check ((closed_at is null) = (closed_by is null))
);

-- A proposer has one open case, however often the receipt is changed.
create unique index rehandling_open on rehandling (invitation_id) where closed_at is null;
create index rehandling_by_reply on rehandling (second_reply_id);

create table rehandling_contact (
    id            bigint generated always as identity primary key,
    rehandling_id bigint      not null references rehandling,
    contacted_on  date        not null,
    way           text        not null check (way in ('VISIT', 'MEETING', 'PHONE', 'OTHER')),
    note          text        not null,
    noted_by      text        not null,
    noted_at      timestamptz not null default now()
);

create index rehandling_contact_by_case on rehandling_contact (rehandling_id);
create trigger rehandling_contact_is_immutable before update or delete or truncate on rehandling_contact
    for each statement execute function refuse_change();

-- In the receipt's own transaction: no 不满意 is stored without its case.
create function open_rehandling() returns trigger language plpgsql as $$
begin
    insert into rehandling (receipt_id, invitation_id, round)
    select new.id, i.id,
           coalesce((select c.round + 1 from rehandling c where c.second_reply_id = i.reply_id
                      order by c.round desc limit 1), 1)
      from invitation i where i.id = new.invitation_id
    on conflict do nothing;
    return null;
end $$;

create trigger receipt_opens_rehandling after insert on receipt
    for each row when (new.rating = 'UNSATISFIED') execute function open_rehandling();

-- Those that came before there were cases.
insert into rehandling (receipt_id, invitation_id, round, opened_at)
select distinct on (v.invitation_id) v.id, v.invitation_id, 1, v.received_at
  from receipt v
 where v.rating = 'UNSATISFIED'
   and not exists (select from receipt l where l.invitation_id = v.invitation_id and l.version > v.version)
 order by v.invitation_id, v.version desc;

create function refuse_reopening() returns trigger language plpgsql as $$
begin
    raise exception 'a closed case stays as it is' using errcode = 'integrity_constraint_violation';
end $$;

create trigger rehandling_stays_closed before update on rehandling
    for each row when (old.closed_at is not null) execute function refuse_reopening();
create trigger rehandling_is_kept before delete or truncate on rehandling
    for each statement execute function refuse_change();
