import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that signs tokens: the given one, or one that is made at the first start and kept in the
 * data folder for the owner's eyes alone, so that a restart signs nobody out.
 */
export async function tokenSecret(given: string, dataDir: string): Promise<string> {
  if (given !== '') return given
  const file = join(dataDir, 'token-secret')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    // `wx` makes it once, even when two processes start together.
    await writeFile(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
