import { Readable } from 'node:stream'
import { limits } from '#protocol'
import type { Upload } from '../store/uploads'
import { chunkKey } from './keys'
import { MediaRefused } from './media-refused'
import type { MediaPorts } from './ports'

/** How many chunks an upload comes in. */
export function chunksOf({ size }: Pick<Upload, 'size'>): number {
  return Math.ceil(size / limits.chunkBytes)
}

/** Bytes of one of them. */
export function chunkSize({ size }: Pick<Upload, 'size'>, chunk: number): number {
  return Math.min(limits.chunkBytes, size - chunk * limits.chunkBytes)
}

/** The upload of this person that is still coming. Rejects with `MediaRefused`. */
export async function comingOf(id: string, owner: string, { store }: MediaPorts): Promise<Upload> {
  const upload = await store.uploads.get(id)
  if (!upload || upload.owner !== owner || upload.state !== 'coming') throw new MediaRefused('unknown-upload')
  return upload
}

/** Keeps a chunk. The same again replaces it. */
export async function takeChunk(
  upload: Upload,
  chunk: number,
  bytes: Buffer,
  { blobs }: MediaPorts,
): Promise<void> {
  const key = chunkKey(upload.id, chunk)
  await blobs.put(key, Readable.from([bytes]), bytes.length, 'application/octet-stream')
}

/** The chunks that have not come. */
export async function missingChunks(upload: Upload, { blobs }: MediaPorts): Promise<number[]> {
  const all = Array.from({ length: chunksOf(upload) }, (_, chunk) => chunk)
  const there = await Promise.all(all.map((chunk) => blobs.has(chunkKey(upload.id, chunk))))
  return all.filter((chunk) => !there[chunk])
}

/** Removes the chunks of an upload, the first of them last. */
export async function removeChunks(
  upload: Pick<Upload, 'id' | 'size'>,
  { blobs }: MediaPorts,
): Promise<void> {
  for (let chunk = chunksOf(upload) - 1; chunk >= 0; chunk -= 1)
    await blobs.remove(chunkKey(upload.id, chunk))
}

/** The bytes of all chunks, one after the other, at the pace of this server: they are written once more. Throws `MediaRefused`: `incomplete`. */
export async function* contentOf(upload: Upload, { blobs, pace }: MediaPorts): AsyncGenerator<Buffer> {
  for (let chunk = 0; chunk < chunksOf(upload); chunk += 1) {
    const bytes = await blobs.open(chunkKey(upload.id, chunk))
    if (!bytes) throw new MediaRefused('incomplete')
    for await (const piece of bytes) {
      await pace.turn(upload.owner, piece.length)
      yield piece
    }
  }
}
