-- Expand only: the release before makes none of these rows, and looks at none.

-- Staff may let an event be that was not delivered.
alter table outbox drop constraint outbox_state_check;
alter table outbox add constraint outbox_state_check
    check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP', 'DISMISSED'));

-- Who wants to hear how a letter goes on (关注), besides those who were invited to answer it.
create table follower (
    reply_id   bigint      not null references reply on delete cascade,
    account_id bigint      not null references proposer_account,
    since      timestamptz not null default now(),
    primary key (reply_id, account_id)
);
