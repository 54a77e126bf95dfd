import { writeFile } from 'node:fs/promises'
import { notices } from './notices/document'

/** Prints what the licences of packages want said, from the lock file and the packages as they are installed. */
await writeFile('THIRD_PARTY_NOTICES.md', notices())
