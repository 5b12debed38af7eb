-- The plain entity's table, from what is published.
create schema if not exists peer;
drop table if exists peer.letter;
create table peer.letter (
    code text primary key, kind text, title text, document_number text, index_number text, department text,
    genre text, outcome text, disclosure text, letter_date date, issued_on date, published_on date,
    signed_off_by text, opening text, closing text, signature text, content jsonb
);
insert into peer.letter
select r.code, d->>'kind', d->>'title', d->>'documentNumber', d->>'indexNumber', d->>'department',
       d->>'genre', d->>'outcome', d->>'disclosure', (d->>'letterDate')::date, (d->>'issuedOn')::date,
       (d->>'publishedOn')::date, d->>'signedOffBy', d->>'opening', d->>'closing', d->>'signature',
       jsonb_build_object('proposal', d->'proposal', 'addressees', d->'addressees', 'coHandlers', d->'coHandlers',
                          'topics', d->'topics', 'sections', d->'sections')
  from reply r join revision v on v.reply_id = r.id and v.number = r.current_revision, lateral (select v.document as d) _
 where r.state = 'PUBLISHED';
analyze peer.letter;
