-- Local accounts of the bureau's staff.
create table staff (
    name          text primary key,
    password_hash text        not null,
    roles         text[]      not null,
    created_at    timestamptz not null default now()
);
