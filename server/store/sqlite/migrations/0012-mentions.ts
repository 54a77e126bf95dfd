/** Finds the lines of a room that mention somebody: few of all. */
export const migration = `
CREATE INDEX messages_mentions ON messages (room, seq) WHERE mentions IS NOT NULL;
`
