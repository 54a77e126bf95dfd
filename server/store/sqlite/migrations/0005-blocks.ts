/**
 * What somebody says who is blocked is kept for them alone, and how far the one who blocks had read is kept for them to
 * see. Who was removed from a room is barred from it.
 */
export const migration = `
ALTER TABLE messages ADD COLUMN audience TEXT;

ALTER TABLE blocks ADD COLUMN read INTEGER NOT NULL DEFAULT 0;
UPDATE blocks SET read = coalesce((SELECT m.read FROM pairs p
  JOIN memberships m ON m.room = p.room AND m.person = p.person
  WHERE p.person = blocks.person AND p.peer = blocks.blocked), 0);
CREATE INDEX blocks_blocked ON blocks (blocked);

CREATE TABLE barred (
  room TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;
`
