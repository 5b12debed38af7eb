-- Bulk imports (批量导入): a run, and each file of it with what became of it. A file's content stays until it
-- has been read, so that a run goes on after a restart, on whatever replica.

create table import_run (
    id          bigint generated always as identity primary key,
    code        text        not null unique,
    source      text        not null,
    started_by  text        not null,
    started_at  timestamptz not null default now(),
    -- since when all files are here
    received_at timestamptz,
    finished_at timestamptz,
    -- what came along and is no letter: pictures and styles of saved pages
    skipped     integer     not null default 0,
    check (finished_at is null or received_at is not null)
);

create table import_item (
    run_id   bigint  not null references import_run on delete cascade,
    position integer not null check (position > 0),
    name     text    not null,
    size     bigint,
    content  bytea,
    state    text    not null check (state in ('WAITING', 'IMPORTED', 'NEEDS_A_LOOK', 'ALREADY_HERE', 'FAILED')),
    -- the letter that it became, or is
    code     text,
    reason   text,
    attempts integer not null default 0,
    done_at  timestamptz,
    primary key (run_id, position),
    check ((state = 'WAITING') = (content is not null)),
    check ((state = 'FAILED') = (reason is not null)),
    check ((state in ('WAITING', 'FAILED')) = (code is null))
);

create index import_item_next on import_item (position, run_id) where state = 'WAITING';
create index import_item_waiting on import_item (run_id) where state = 'WAITING';
create index import_item_by_state on import_item (run_id, state, position);
