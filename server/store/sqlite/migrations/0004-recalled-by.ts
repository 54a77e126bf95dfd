/** Who took a message back: at what is left of it, and at the line that says so. */
export const migration = `
ALTER TABLE messages ADD COLUMN by TEXT;
`
