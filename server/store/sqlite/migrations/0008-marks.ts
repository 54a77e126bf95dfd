/** Who has put which emoji on a message, with what no line of the room tells yet, and what is pinned to a room. */
export const migration = `
CREATE TABLE reactions (
  room TEXT NOT NULL,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL,
  people TEXT NOT NULL,
  untold TEXT NOT NULL,
  line INTEGER,
  PRIMARY KEY (room, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE pins (
  room TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  seqs TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
