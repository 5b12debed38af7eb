-- The audit (审计): who did what to which letter, receipt or account, when, from where.

create table audit (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    account   text        not null,
    operation text        not null check (operation ~ '^[a-z]+\.[a-z-]+$'),
    kind      text        not null check (kind ~ '^[a-z-]+$'),
    -- its code, number or name
    object    text,
    address   text,
    detail    jsonb       not null default '{}'
);

create index audit_by_account on audit (account, id desc);
create index audit_by_operation on audit (operation, id desc);
create index audit_by_object on audit (object, id desc);
create index audit_by_letter on audit ((detail->>'letter'), id desc) where detail ? 'letter';
create index audit_by_time on audit (at);

-- When is the database's word, and nobody's who writes.
create function audit_is_now() returns trigger language plpgsql as $$
begin
    new.at := clock_timestamp();
    return new;
end $$;

create trigger audit_is_now before insert on audit for each row execute function audit_is_now();

create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();

-- "always": a session that calls itself a replica fires them, too
alter table audit enable always trigger audit_is_now;
alter table audit enable always trigger audit_is_append_only;

-- Receipts come by several ways, each of them one statement; all of them pass here. What the proposer
-- wrote is in the receipt, and where they wrote it from is nobody's business.
create function audit_receipt() returns trigger language plpgsql as $$
begin
    insert into audit (account, operation, kind, object, detail)
    select 'proposer', case when new.version = 1 then 'receipt.send' else 'receipt.amend' end, 'receipt', new.number,
           jsonb_build_object('letter', r.code, 'version', new.version, 'channel', new.channel)
      from invitation i join reply r on r.id = i.reply_id
     where i.id = new.invitation_id;
    return null;
end $$;

create trigger receipt_is_audited after insert on receipt for each row execute function audit_receipt();
