/** What people upload; the bytes are not in here. */
export const migration = `
CREATE TABLE uploads (
  id TEXT PRIMARY KEY NOT NULL,
  owner TEXT NOT NULL,
  room TEXT NOT NULL,
  kind TEXT NOT NULL,
  size INTEGER NOT NULL,
  created INTEGER NOT NULL,
  state TEXT NOT NULL,
  name TEXT,
  message TEXT,
  body TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_owner ON uploads (owner, size);
CREATE INDEX uploads_room ON uploads (room);
CREATE INDEX uploads_state ON uploads (state, created);
`
