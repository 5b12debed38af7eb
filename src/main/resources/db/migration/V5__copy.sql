-- What readers get of a public letter, as bytes, made when a revision is published: see StoredCopies.java.
-- Gone with the publication. Nothing here that couldn't be made again from the revisions.
create table copy (
    code     text    not null,
    form     text    not null check (form in ('JSON', 'PAGE')),
    reply_id bigint  not null references publication on delete cascade,
    revision integer not null,
    -- what it was made by: the release's templates and the installation's settings
    edition  text    not null,
    tag      text    not null,
    gzip     bytea   not null,
    primary key (code, form)
-- a copy stays in its row up to 8 kB: reading it is one page, not one and a few of TOAST
) with (toast_tuple_target = 8160);
-- it is compressed already
alter table copy alter column gzip set storage external;
create index copy_by_reply on copy (reply_id);
