import { createHash } from 'node:crypto'
import type { Settings } from '../config/settings'
import type { Blobs } from '../media/blobs'
import { copyFiles } from '../media/copy-files'
import { openBucket, openFolder } from '../media/open'
import type { Archive } from '../store/archive'
import { openAt } from './address'
import type { Tell } from './copy'

/** The place of uploads that `folder:DIR` (a data folder) or `bucket` (that of the settings) names; nothing when it is neither. */
export function blobsAt(address: string, settings: Settings): Blobs | undefined {
  const [, dir] = /^folder:(.+)$/.exec(address) ?? []
  if (dir !== undefined) return openFolder(dir)
  if (address !== 'bucket') return undefined
  if (settings.s3Url === '') throw new Error('S3_URL, S3_KEY_ID and S3_SECRET say which bucket: set them.')
  return openBucket(settings)
}

/** Copies the files of all uploads that the store of the settings knows, and compares them; what differs, as sentences. */
export async function moveFiles(settings: Settings, from: Blobs, to: Blobs, tell: Tell): Promise<string[]> {
  const { mongodbUrl, dataDir } = settings
  const archive = await openAt(mongodbUrl || `sqlite:${dataDir}`)
  if (!archive) throw new Error('MONGODB_URL or DATA_DIR say which store knows the files: set them.')
  try {
    return await compareAll(archive, from, to, tell)
  } finally {
    await archive.close()
  }
}

async function compareAll(archive: Archive, from: Blobs, to: Blobs, tell: Tell): Promise<string[]> {
  const wrong: string[] = []
  let files = 0
  const missing = await copyFiles(archive.all('uploads'), from, to, async (key) => {
    files += 1
    if (files % 100 === 0) tell(`${files} files`)
    if ((await sumOf(key, from)) !== (await sumOf(key, to))) wrong.push(`${key}: not the same content`)
  })
  tell(`${files} files`)
  return [...wrong, ...missing.map((key) => `${key}: a message names it, and it is not there`)]
}

async function sumOf(key: string, blobs: Blobs): Promise<string | undefined> {
  const bytes = await blobs.open(key)
  if (!bytes) return undefined
  const hash = createHash('sha256')
  for await (const part of bytes) hash.update(part)
  return hash.digest('hex')
}
