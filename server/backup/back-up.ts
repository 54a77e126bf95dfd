import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Settings } from '../config/settings'
import { copyFiles } from '../media/copy-files'
import { openBlobs, openFolder } from '../media/open'
import { copyInUse } from '../move/copy'
import type { Archive } from '../store/archive'
import { openMongoArchive } from '../store/mongo/archive'
import { openSqliteArchive } from '../store/sqlite/archive'
import { fileName, openDatabase } from '../store/sqlite/database'
import { keyFolder } from '../wire/key-files'
import { holdFile } from './hold'
import { Progress, type Tell } from './progress'
import { type Sums, sumOf, writeSums } from './sums'

/** The secrets that were made in the data folder: a backup has them under the same names. */
export const secretFile = 'token-secret'
export const keysFolder = 'seal-keys'

/**
 * Copies everything into an empty folder, while the server runs or not: the store as one SQLite file whichever store it
 * is, uploads, and secrets. Answers with the names of files that a record speaks of and that are not there. Rejects with
 * a sentence for the operator.
 */
export async function backUp(settings: Settings, to: string, tell: Tell): Promise<string[]> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  if ((await readdir(to)).length > 0)
    throw new Error(`${to} is not empty: a backup needs a folder of its own.`)
  if (settings.mongodbUrl === '') await copySqlite(settings.dataDir, to, tell)
  const archive = openSqliteArchive(to)
  try {
    if (settings.mongodbUrl !== '') await copyMongo(settings.mongodbUrl, archive, tell)
    await archive.settle()
    const missing = await copyMedia(settings, archive, to, tell)
    await copySecrets(settings, to, tell)
    await sumAll(to, tell)
    return missing
  } finally {
    await archive.close()
  }
}

async function copyMongo(url: string, to: Archive, tell: Tell): Promise<void> {
  const from = await openMongoArchive({ url, patienceMs: 60_000 })
  try {
    await copyInUse(from, to, tell)
  } finally {
    await from.close()
  }
}

async function copySqlite(dataDir: string, to: string, tell: Tell): Promise<void> {
  await stat(join(dataDir, fileName)).catch(() => {
    throw new Error(`${dataDir} holds no store: set DATA_DIR or MONGODB_URL as the server has it.`)
  })
  const held = await holdFile(dataDir)
  if (!held) return copyAtRest(dataDir, to, tell)
  const progress = new Progress('store', tell)
  await copyFile(join(dataDir, fileName), join(to, fileName), progress)
  progress.end()
  if (!(await held.end()))
    throw new Error('The server ended meanwhile, and the copy is not whole. Begin anew.')
}

/** No server runs: the store is opened, so that none begins to write meanwhile, and writes its own copy. */
async function copyAtRest(dataDir: string, to: string, tell: Tell): Promise<void> {
  const database = openDatabase(dataDir)
  try {
    database.prepare('VACUUM INTO ?').run(join(to, fileName))
  } finally {
    database.close()
  }
  tell('store: done')
}

/** After the store: what its copy names is there, unless it was removed meanwhile. */
async function copyMedia(settings: Settings, archive: Archive, to: string, tell: Tell): Promise<string[]> {
  const progress = new Progress('uploads', tell)
  const missing = await copyFiles(
    archive.all('uploads'),
    openBlobs(settings),
    openFolder(to),
    (_key, bytes) => {
      progress.file()
      progress.add(bytes)
    },
  )
  progress.end()
  return missing
}

/** What the settings give is the operator's to keep. */
async function copySecrets({ dataDir, tokenSecret, sealKeys }: Settings, to: string, tell: Tell) {
  const names = sealKeys === '' ? await readdir(keyFolder(dataDir)).catch(() => []) : []
  const files = names.filter((name) => name.endsWith('.pem')).map((name) => join(keysFolder, name))
  if (tokenSecret === '') files.push(secretFile)
  for (const file of files) await copySecret(join(dataDir, file), join(to, file))
  tell(`secrets: ${files.length} files, done`)
}

async function copySecret(from: string, to: string): Promise<void> {
  const content = await readFile(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (!content) return
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await writeFile(to, content, { mode: 0o600, flush: true })
}

/** Reads every file of the copy, and seals it with their sums. */
async function sumAll(to: string, tell: Tell): Promise<void> {
  const progress = new Progress('checking', tell)
  const sums: Sums = new Map()
  for (const file of await filesBelow(to)) {
    // What SQLite keeps beside an open file is empty, and goes with it.
    if (/\.db-(wal|shm)$/.test(file)) continue
    sums.set(file, await sumOf(join(to, file), progress))
    progress.file()
  }
  await writeSums(to, sums)
  progress.end()
}

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.map((file) => file.slice(join(dir, '/').length)).sort()
}

/** Copies a file for nobody else to read; it is on the disk when this resolves. */
export async function copyFile(from: string, to: string, progress: Progress): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const counted = async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      progress.add(part.length)
      yield part
    }
  }
  await pipeline(createReadStream(from), counted, createWriteStream(to, { mode: 0o600, flush: true }))
}
