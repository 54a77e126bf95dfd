import type { Records } from '../store/archive'
import type { Blobs } from './blobs'
import { chunksOf } from './chunks'
import { avatarKey, avatarRoom, chunkKey, fileKey, thumbKey } from './keys'

/** What of an upload's record says which files it has. */
type FiledUpload = Pick<Records['uploads'], 'id' | 'room' | 'kind' | 'size' | 'state' | 'body' | 'blob'>

/** Told of each file that was copied, with its bytes. */
type Copied = (key: string, bytes: number) => Promise<void> | void

/**
 * Copies the files of uploads from one place to another, and leaves alone what is there already: interrupted, it goes on
 * when it is called again. Answers with the names of the files that a record speaks of and that are not there.
 */
export async function copyFiles(
  uploads: AsyncIterable<FiledUpload>,
  from: Blobs,
  to: Blobs,
  copied: Copied,
): Promise<string[]> {
  const missing: string[] = []
  // Several uploads may share a file.
  const done = new Set<string>()
  for await (const upload of uploads) {
    if (!isKept(upload) || done.has(fileKey(upload))) continue
    done.add(fileKey(upload))
    for (const { key, type, needed } of filesOf(upload)) {
      const bytes = await copyFile(key, type, from, to)
      if (bytes !== undefined) await copied(key, bytes)
      else if (needed) missing.push(key)
    }
  }
  return missing
}

/** Bytes of the file; nothing where there is none. */
async function copyFile(key: string, type: string, from: Blobs, to: Blobs): Promise<number | undefined> {
  const size = await from.size(key)
  if (size === undefined) return undefined
  if ((await to.size(key)) === size) return size
  const bytes = await from.open(key)
  // Removed since.
  if (!bytes) return undefined
  await to.put(key, bytes, size, type)
  return size
}

interface StoredFile {
  key: string
  type: string
  /** Whether it must be there: small pictures need not, nor chunks that have not come. */
  needed: boolean
}

function isKept({ state }: FiledUpload): boolean {
  return state !== 'gone' && state !== 'doomed'
}

function filesOf(upload: FiledUpload): StoredFile[] {
  const { id, room, kind, body } = upload
  if (!body)
    return Array.from({ length: chunksOf(upload) }, (_, chunk) => ({
      key: chunkKey(id, chunk),
      type: 'application/octet-stream',
      needed: false,
    }))
  const { type } = JSON.parse(body) as { type: string }
  if (room === avatarRoom) return [{ key: avatarKey(id), type, needed: true }]
  const file = fileKey(upload)
  const files = [{ key: file, type, needed: true }]
  // The small picture: of a video it comes later, or never.
  return kind === 'image' || kind === 'video'
    ? [...files, { key: thumbKey(file), type: 'image/jpeg', needed: false }]
    : files
}
