import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newPem } from './seal-keys'

/** A key for the servers of one service: the value of `SEAL_KEYS`. */
export async function sharedKey(): Promise<{ file: string; forget(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'seal-key-'))
  const file = join(folder, 'key.pem')
  await writeFile(file, newPem(), { mode: 0o600 })
  return { file, forget: () => rm(folder, { recursive: true, force: true }) }
}
