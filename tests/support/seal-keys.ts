import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readServerKeys } from '../../server/wire/server-keys'

/** A new private key in PEM, as the server keeps it. */
export function newPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** A server's keys, the same for all tests of a file: making one takes a tenth of a second. */
export const testKeys = readServerKeys([newPem()])

/** A key for the servers of one service: the value of `SEAL_KEYS`. */
export async function sharedKey(): Promise<{ file: string; forget(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'seal-key-'))
  const file = join(folder, 'key.pem')
  await writeFile(file, newPem(), { mode: 0o600 })
  return { file, forget: () => rm(folder, { recursive: true, force: true }) }
}
