-- How the letters of each year are spread over the months of the list ('2018 2018-07'): a search among the
-- letters of a year goes back through their months alone. The release before doesn't ask for this kind.
alter table tally drop constraint tally_kind_check;
alter table tally add constraint tally_kind_check
    check (kind in ('MONTH', 'YEAR', 'DEPARTMENT', 'TOPIC', 'YEAR_MONTH'));

-- What is published meanwhile would be counted by the function from before: it waits, readers don't.
lock table publication in share row exclusive mode;

create or replace function tallied(listed_on date, year integer, department text, topics text[])
    returns table (kind text, value text) language sql stable as $$
    select 'MONTH', to_char(listed_on, 'YYYY-MM')
    union all select 'YEAR', year::text where year is not null
    union all select 'YEAR_MONTH', year || to_char(listed_on, ' YYYY-MM') where year is not null
    union all select 'DEPARTMENT', department where department is not null
    union all select distinct 'TOPIC', topic from unnest(topics) as topic
$$;

insert into tally
select 'YEAR_MONTH', year || to_char(listed_on, ' YYYY-MM'), count(*)
  from publication where year is not null
 group by 2;
