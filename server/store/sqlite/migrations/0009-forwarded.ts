/** What stands for the messages that one repeats which were said elsewhere before, and whose stored file an upload shares. */
export const migration = `
ALTER TABLE messages ADD COLUMN source TEXT;

ALTER TABLE uploads ADD COLUMN blob TEXT;
CREATE INDEX uploads_blob ON uploads (blob) WHERE blob IS NOT NULL;
`
