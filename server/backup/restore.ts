import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../config/settings'
import { copyFiles } from '../media/copy-files'
import { openBlobs, openFolder } from '../media/open'
import { copy } from '../move/copy'
import { verify } from '../move/verify'
import type { Archive } from '../store/archive'
import { openMongoArchive } from '../store/mongo/archive'
import { openSqliteArchive } from '../store/sqlite/archive'
import { fileName } from '../store/sqlite/database'
import { copyFile, keysFolder, secretFile } from './back-up'
import { Progress, type Tell } from './progress'
import { readSums, type Sums, sumOf } from './sums'

/**
 * Brings a backup into the store, the place of uploads and the data folder that the settings name, while no server runs:
 * they must be empty. The backup is checked first, and nothing is written unless it is whole. Rejects with a sentence for
 * the operator.
 */
export async function restore(settings: Settings, from: string, tell: Tell): Promise<void> {
  const sums = await checked(from, tell)
  const { dataDir, mongodbUrl } = settings
  await refuseTaken(settings)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await restoreSecrets(settings, from, sums, tell)
  // The backup itself is only read: one of an older version would be brought to the newest.
  const draft = join(dataDir, 'restoring')
  await rm(draft, { recursive: true, force: true })
  await restoreStore(from, draft, tell)
  const archive = openSqliteArchive(draft)
  try {
    await archive.settle()
    await restoreMedia(settings, archive, from, tell)
    // Last: where a store is, all of it is there.
    if (mongodbUrl === '') await rename(join(draft, fileName), join(dataDir, fileName))
    else await restoreMongo(mongodbUrl, archive, tell)
  } finally {
    await archive.close()
  }
  await rm(draft, { recursive: true })
}

/** The sums of a backup that is whole. */
async function checked(from: string, tell: Tell): Promise<Sums> {
  const sums = await readSums(from)
  if (!sums) throw new Error(`${from} holds no whole backup: SHA256SUMS is missing.`)
  const progress = new Progress('checking', tell)
  for (const [file, sum] of sums) {
    const path = join(from, file)
    if (!existsSync(path)) throw new Error(`The backup is not whole: ${file} is missing.`)
    if ((await sumOf(path, progress)) !== sum) throw new Error(`The backup is damaged: ${file} was changed.`)
    progress.file()
  }
  progress.end()
  return sums
}

/** Nobody's words are gone over: also a restore into MongoDB that was interrupted begins anew. */
async function refuseTaken({ dataDir, mongodbUrl }: Settings): Promise<void> {
  if (mongodbUrl === '') {
    if (!existsSync(join(dataDir, fileName))) return
    throw new Error(`${dataDir} holds a store already. Move it away, or choose another DATA_DIR.`)
  }
  const target = await openMongoArchive({ url: mongodbUrl, patienceMs: 60_000 })
  try {
    const { done } = await target.all('accounts')[Symbol.asyncIterator]().next()
    if (!done) throw new Error('MONGODB_URL holds people already. Drop that database, or name another one.')
  } finally {
    await target.close()
  }
}

/** Unless the settings give others, tokens and pinned keys stay valid. What is there already is left alone. */
async function restoreSecrets(settings: Settings, from: string, sums: Sums, tell: Tell): Promise<void> {
  const { dataDir, tokenSecret, sealKeys } = settings
  const progress = new Progress('secrets', tell)
  for (const file of sums.keys()) {
    const isWanted =
      (file === secretFile && tokenSecret === '') || (file.startsWith(`${keysFolder}/`) && sealKeys === '')
    if (!isWanted || existsSync(join(dataDir, file))) continue
    await copyFile(join(from, file), join(dataDir, file), progress)
    progress.file()
  }
  progress.end()
}

async function restoreStore(from: string, draft: string, tell: Tell): Promise<void> {
  const progress = new Progress('store', tell)
  await copyFile(join(from, fileName), join(draft, fileName), progress)
  progress.end()
}

async function restoreMedia(settings: Settings, archive: Archive, from: string, tell: Tell): Promise<void> {
  const progress = new Progress('uploads', tell)
  await copyFiles(archive.all('uploads'), openFolder(from), openBlobs(settings), (_key, bytes) => {
    progress.file()
    progress.add(bytes)
  })
  progress.end()
}

async function restoreMongo(url: string, source: Archive, tell: Tell): Promise<void> {
  const target = await openMongoArchive({ url, patienceMs: 60_000 })
  try {
    await copy(source, target, tell)
    const wrong = await verify(source, target)
    if (wrong.length > 0) throw new Error(`The store differs from the backup: ${wrong.join('; ')}`)
  } finally {
    await target.close()
  }
}
