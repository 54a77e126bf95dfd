/** Who has turned off that others see what they read (0; NULL: nobody has), and up to where the other one of a talk was told. */
export const migration = `
ALTER TABLE accounts ADD COLUMN receipts INTEGER;
ALTER TABLE memberships ADD COLUMN shown INTEGER;
`
