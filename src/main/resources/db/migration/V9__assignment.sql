-- What was assigned to the bureau (交办): its deadlines, the co-handlers' opinions, how it is published.

create table assignment (
    id               bigint generated always as identity primary key,
    code             text        not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
    kind             text        not null check (kind in ('PROPOSAL', 'SUGGESTION')),
    session          text        not null,
    number           text        not null,
    title            text,
    proposers        text[]      not null default '{}',
    department       text,
    assigned_on      date        not null,
    due_on           date        not null check (due_on >= assigned_on),
    -- the due date before the extension, and why there is one
    first_due_on     date,
    extension_reason text,
    extended_by      text,
    extended_at      timestamptz,
    answered_on      date        check (answered_on >= assigned_on),
    wish             text        check (wish in ('FULL', 'TITLE_ONLY', 'NONE')),
    wish_note        text,
    wished_on        date,
    decision         text        check (decision in ('FULL', 'TITLE_ONLY', 'NONE')),
    decision_reason  text,
    decided_by       text,
    decided_at       timestamptz,
    version          bigint      not null default 0,
    created_at       timestamptz not null default now(),
    created_by       text        not null,
    unique nulls not distinct (kind, session, number, department),
    check ((first_due_on is null) = (extension_reason is null)),
    check ((decision is null) = (decided_by is null)),
    check (decision is null or decision = 'FULL' or decision_reason is not null)
);

create index assignment_by_number on assignment (number);
create index assignment_by_date on assignment (assigned_on);

-- Co-handlers (会办、协办单位), each with the state of their opinion.
create table co_handler (
    id            bigint generated always as identity primary key,
    assignment_id bigint not null references assignment,
    name          text   not null,
    asked_on      date   not null,
    due_on        date   not null check (due_on >= asked_on),
    given_on      date   check (given_on >= asked_on),
    opinion       text,
    unique (assignment_id, name),
    check (opinion is null or given_on is not null)
);

-- A date as drafts have it: [2026,5,12], or "2026-05-12".
create function draft_date(jsonb) returns date language sql immutable as $$
    select case jsonb_typeof($1)
           when 'array' then make_date(($1 ->> 0)::int, ($1 ->> 1)::int, ($1 ->> 2)::int)
           when 'string' then case when $1 #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then ($1 #>> '{}')::date end
           end
$$;

create index reply_by_number on reply ((draft -> 'proposal' ->> 'number'));

-- The letters that answer an assignment are those with its number: whoever corrects a letter's number
-- moves it, and nothing else needs to be kept right.
create view assignment_letter as
select a.id as assignment_id, r.id as reply_id, r.code, r.state, r.draft ->> 'title' as title,
       r.draft ->> 'outcome' as outcome, r.draft ->> 'disclosure' as disclosure, r.listed_on,
       draft_date(r.draft -> 'letterDate') as letter_date,
       coalesce(draft_date(r.draft -> 'issuedOn'), draft_date(r.draft -> 'letterDate')) as formed_on
  from assignment a
  join reply r on r.draft -> 'proposal' ->> 'number' = a.number
              and r.draft -> 'proposal' ->> 'session' = a.session
              and r.draft ->> 'kind' = a.kind
              and (a.department is null or r.draft ->> 'department' = a.department);

-- Answered (办复): on the day that staff noted, else on that of the first published letter.
create view assignment_answer as
select a.*, coalesce(a.answered_on, l.letter_date) as answered, l.formed_on, l.listed_on
  from assignment a
  left join lateral (
      select min(greatest(l.letter_date, a.assigned_on)) filter (where l.state <> 'DRAFT' and l.letter_date is not null) as letter_date,
             min(l.formed_on) as formed_on,
             min(l.listed_on) filter (where l.state = 'PUBLISHED') as listed_on
        from assignment_letter l
       where l.assignment_id = a.id) l on true;
