/** What stands for the messages that one repeats which were said elsewhere before. */
export const migration = `
ALTER TABLE messages ADD COLUMN source TEXT;
`
