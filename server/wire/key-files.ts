import { generateKeyPair, randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * Bits of the keys that the server makes: 112 bits of strength, which NIST takes until 2030 (SP 800-57, part 1).
 * 3,072 cost seven times the time to unwrap (measured: 1.8 against 0.26 ms), at every socket that opens.
 */
const bits = 2_048

/** The folder of the keys that the server makes itself. */
export const keyFolder = (dataDir: string): string => join(dataDir, 'seal-keys')

/**
 * The private keys of the sealing in PEM, the newest first: from the given files, or from the data folder, where
 * the first start makes one for the owner's eyes alone.
 */
export async function readKeyFiles(given: string[], dataDir: string): Promise<string[]> {
  if (given.length > 0) return Promise.all(given.map((file) => readFile(file, 'utf8')))
  const folder = keyFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await namesIn(folder)).length === 0) await writeKey(folder, 'key-0001.pem')
  const names = await namesIn(folder)
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

/** Makes another key beside those that are there: offered first from the next start on. Its file's name comes back. */
export async function addKey(dataDir: string): Promise<string> {
  const folder = keyFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [newest = 'key-0000.pem'] = await namesIn(folder)
  const name = `key-${String(Number(newest.slice(4, 8)) + 1).padStart(4, '0')}.pem`
  await writeKey(folder, name)
  return join(folder, name)
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder))
    .filter((name) => /^key-\d{4}\.pem$/.test(name))
    .sort()
    .reverse()
}

async function writeKey(folder: string, name: string): Promise<void> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const draft = join(folder, `${name}.${randomUUID()}`)
  await writeFile(draft, pem, { mode: 0o600 })
  try {
    // Two servers that start together in one folder take the same key, and none reads half of it.
    await link(draft, join(folder, name))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
}
