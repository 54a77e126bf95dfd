import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreNotOpened } from '../store/store'
import { secretBytes } from './setting'

/**
 * The secret that signs tokens: the given one, or one that is made at the first start and kept in the
 * data folder for the owner's eyes alone, so that a restart signs nobody out. Rejects with `StoreNotOpened`
 * when the file that is there holds none.
 */
export async function tokenSecret(given: string, dataDir: string): Promise<string> {
  if (given !== '') return given
  const file = join(dataDir, 'token-secret')
  if (!existsSync(file)) await make(file, dataDir)
  const secret = (await readFile(file, 'utf8')).trim()
  if (Buffer.byteLength(secret) >= secretBytes) return secret
  throw new StoreNotOpened(
    `${file} holds no secret of at least ${secretBytes} bytes. Put it back; or delete it, and all have to sign in again.`,
  )
}

/** Makes the file: it is there whole or not at all, even when the process is killed meanwhile. */
async function make(file: string, dataDir: string): Promise<void> {
  const secret = randomBytes(48).toString('base64url')
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    await writeFile(draft, secret, { mode: 0o600, flush: true })
    // Unlike a rename it leaves what is there, when two processes start together.
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}
