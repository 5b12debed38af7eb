-- Search and lists by one GIN index; see Finder.java and the search room.

-- Lists and search read many rows of this table and little of each: only what is small stays in the row.
alter table publication set (toast_tuple_target = 256);

-- Which version of Terms made the terms; older ones are made anew at the start (Reindexing.java).
alter table publication add column terms_version integer not null default 1;
create index publication_to_reindex on publication (terms_version, reply_id);

-- Writing is rare, and a pending list makes every reader pay for it.
alter index publication_by_terms set (fastupdate = off);
-- Frequencies of 10 000 terms: the steps of a search and its total are chosen by them.
alter table publication alter column terms set statistics 1000;

-- How many public letters there are of each month, year, department and topic: what filters offer, and
-- how far back in time a search must look. Kept right by triggers, one statement a change.
create table tally (
    kind    text   not null check (kind in ('MONTH', 'YEAR', 'DEPARTMENT', 'TOPIC')),
    value   text   not null,
    letters bigint not null,
    primary key (kind, value)
);

create function tallied(listed_on date, year integer, department text, topics text[])
    returns table (kind text, value text) language sql stable as $$
    select 'MONTH', to_char(listed_on, 'YYYY-MM')
    union all select 'YEAR', year::text where year is not null
    union all select 'DEPARTMENT', department where department is not null
    union all select distinct 'TOPIC', topic from unnest(topics) as topic
$$;

-- In the order of the key, so that two publications at once wait for each other and never in a ring.
create function tally_insert() returns trigger language plpgsql as $$
begin
    insert into tally
    select t.kind, t.value, count(*) from added p, tallied(p.listed_on, p.year, p.department, p.topics) t
     group by t.kind, t.value order by t.kind, t.value
    on conflict (kind, value) do update set letters = tally.letters + excluded.letters;
    return null;
end $$;

create function tally_delete() returns trigger language plpgsql as $$
begin
    insert into tally
    select t.kind, t.value, -count(*) from removed p, tallied(p.listed_on, p.year, p.department, p.topics) t
     group by t.kind, t.value order by t.kind, t.value
    on conflict (kind, value) do update set letters = tally.letters + excluded.letters;
    return null;
end $$;

create function tally_update() returns trigger language plpgsql as $$
begin
    insert into tally
    select kind, value, sum(letters) from (
        select t.kind, t.value, 1 as letters from added p, tallied(p.listed_on, p.year, p.department, p.topics) t
        union all
        select t.kind, t.value, -1 from removed p, tallied(p.listed_on, p.year, p.department, p.topics) t) change
     group by kind, value having sum(letters) <> 0 order by kind, value
    on conflict (kind, value) do update set letters = tally.letters + excluded.letters;
    return null;
end $$;

create trigger publication_tally_insert after insert on publication referencing new table as added
    for each statement execute function tally_insert();
create trigger publication_tally_delete after delete on publication referencing old table as removed
    for each statement execute function tally_delete();
create trigger publication_tally_update after update on publication
    referencing old table as removed new table as added
    for each statement execute function tally_update();

insert into tally
select t.kind, t.value, count(*) from publication p, tallied(p.listed_on, p.year, p.department, p.topics) t
 group by t.kind, t.value;
