-- An opinion is public with its proposer's consent, which is part of the receipt, and the staff's approval.

alter table receipt add column opinion_public boolean not null default false;

create table opinion_review (
    receipt_id  bigint      primary key references receipt,
    approved    boolean     not null,
    note        text,
    reviewed_by text        not null,
    reviewed_at timestamptz not null default now()
);
