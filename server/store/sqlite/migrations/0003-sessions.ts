/** Who is signed in where, and when an account was last seen: of those that are there already, now. */
export const migration = `
CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (person, seen);
CREATE INDEX sessions_expires ON sessions (expires);

ALTER TABLE accounts ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET seen = CAST(unixepoch('subsec') * 1000 AS INTEGER);
CREATE INDEX accounts_guests ON accounts (id, seen) WHERE login IS NULL AND openid IS NULL;
`
