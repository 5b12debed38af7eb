-- Copies in Brotli beside gzip (StoredCopies.java). The release before neither reads nor writes it; what it writes is of an
-- edition of its own, so that no Brotli of an older revision is read. Null where the library has no build for the machine.
alter table copy add column brotli bytea;
alter table copy alter column brotli set storage external;
