/** Who puts the chunks of an upload together, until when nobody else does, and why what came of it was not taken. */
export const migration = `
ALTER TABLE uploads ADD COLUMN holder TEXT;
ALTER TABLE uploads ADD COLUMN held INTEGER;
ALTER TABLE uploads ADD COLUMN problem TEXT;
`
