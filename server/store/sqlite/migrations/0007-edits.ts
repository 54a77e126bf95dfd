/** The edits of a text, what it said first, and what its author alone reads of it. */
export const migration = `
ALTER TABLE messages ADD COLUMN edits TEXT;
ALTER TABLE messages ADD COLUMN original TEXT;
ALTER TABLE messages ADD COLUMN unheard TEXT;
`
