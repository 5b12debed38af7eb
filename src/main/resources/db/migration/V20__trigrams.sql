-- Which pieces of three characters a letter's folded text has, roughly (Trigrams.java): a search looks here before it reads
-- the text. Up to 1 KB, in the row itself. Null, and not to be trusted, where terms_version is below 4: the release before
-- doesn't write it.
alter table publication add column trigrams bytea;
alter table publication alter column trigrams set storage plain;
