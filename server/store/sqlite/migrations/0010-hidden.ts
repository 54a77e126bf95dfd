/** What somebody has deleted for themselves, and from which message on they have marked a room unread. */
export const migration = `
CREATE TABLE hidden (
  room TEXT NOT NULL,
  person TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (room, person, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE memberships ADD COLUMN marked INTEGER;
`
