-- What the desk sorts its letters by: whether somebody has to look at one before it can be published, as
-- DeskReply.needsALook says it.
alter table reply add column needs_a_look boolean generated always as (
    jsonb_path_exists(findings, '$.all[*] ? (@.severity == "SUSPICIOUS" && @.resolved == false)')
    or draft->>'title' is null
    or draft->>'department' is null
    or coalesce(draft->>'disclosure', 'NONE') = 'NONE'
    or draft->>'disclosure' = 'FULL' and coalesce(jsonb_array_length(draft->'sections'), 0) = 0) stored;

create index reply_at_the_desk on reply (state, needs_a_look, id desc);
