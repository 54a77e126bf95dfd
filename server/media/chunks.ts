import { Readable } from 'node:stream'
import { limits, type MediaBody } from '#protocol'
import type { Upload } from '../store/uploads'
import { chunkKey } from './keys'
import { MediaRefused } from './media-refused'
import { mostBytes } from './most-bytes'
import type { MediaPorts } from './ports'
import { keep } from './receive'
import { spooled } from './spool'

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

/**
 * Puts the chunks together, and takes the upload as if it had come in one piece. Asked again, it gives the
 * same answer. Rejects with `MediaRefused`: `incomplete` while a chunk is missing.
 */
export async function assemble(
  id: string,
  owner: string,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<MediaBody> {
  const upload = await ports.store.uploads.get(id)
  if (upload?.owner === owner && upload.body && upload.state === 'ready') return upload.body
  const coming = await comingOf(id, owner, ports)
  if ((await missingChunks(coming, ports)).length > 0) throw new MediaRefused('incomplete')
  const bytes = Readable.from(contentOf(coming, ports))
  const most = mostBytes[coming.kind]
  const body = await spooled(ports.spool, bytes, most, (path) => keep(coming, path, ports, signal)).catch(
    forget,
  )
  // What stays behind when this fails goes with the upload itself.
  await removeChunks(coming, ports).catch(() => undefined)
  return body

  async function forget(error: unknown): Promise<never> {
    // With room again, or all chunks, it may still be put together.
    if (error instanceof MediaRefused && error.isFinal) await ports.store.uploads.markForDeletion(id)
    throw error
  }
}

/** Removes the chunks of an upload, the first of them last. */
export async function removeChunks(
  upload: Pick<Upload, 'id' | 'size'>,
  { blobs }: MediaPorts,
): Promise<void> {
  for (let chunk = chunksOf(upload) - 1; chunk >= 0; chunk -= 1)
    await blobs.remove(chunkKey(upload.id, chunk))
}

async function* contentOf(upload: Upload, { blobs }: MediaPorts): AsyncGenerator<Buffer> {
  for (let chunk = 0; chunk < chunksOf(upload); chunk += 1) {
    const bytes = await blobs.open(chunkKey(upload.id, chunk))
    if (!bytes) throw new MediaRefused('incomplete')
    yield* bytes
  }
}
