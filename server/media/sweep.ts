import type { Upload } from '../store/uploads'
import { removeChunks } from './chunks'
import { avatarKey, avatarRoom, chunkKey, fileKey, thumbKey } from './keys'
import { mostBytes } from './most-bytes'
import type { MediaPorts } from './ports'
import { sweepSpool } from './spool'

/** Milliseconds in which an upload must become part of a message. */
export const unsaidMs = 86_400_000
/** Uploads that are looked up at once. */
const page = 100

/** Removes what nobody may see any more, and what nobody has said in time. Rejects when the storage fails. */
export async function sweep(ports: MediaPorts): Promise<void> {
  await sweepSpool(ports.spool, Date.now())
  await ports.store.uploads.markUnsaidForDeletion(ports.now() - unsaidMs)
  for (;;) {
    const marked = await ports.store.uploads.markedForDeletion(page)
    for (const upload of marked) await remove(upload, ports)
    if (marked.length < page) return
  }
}

async function remove(upload: Upload, ports: MediaPorts): Promise<void> {
  const { id, room, kind, body } = upload
  await removeFile(upload, ports)
  if (room === avatarRoom) await ports.blobs.remove(avatarKey(id))
  if (!body) await removeChunks(upload, ports)
  // Of one that is whole a chunk can only be left while the first of them is.
  else if (await ports.blobs.has(chunkKey(id, 0))) await removeChunks({ id, size: mostBytes[kind] }, ports)
  await ports.store.uploads.clear(id)
}

/** Other messages may have the same file: the last one takes it away. */
async function removeFile(upload: Upload, { blobs, store }: MediaPorts): Promise<void> {
  const key = fileKey(upload)
  if (await store.uploads.isInUse(key)) return
  await blobs.remove(key)
  if (upload.kind === 'image' || upload.kind === 'video') await blobs.remove(thumbKey(key))
}

/** Sweeps when it is told to, one sweep at a time. */
export class Sweeper {
  readonly #ports: MediaPorts
  readonly #onError: (error: unknown) => void
  #running: Promise<void> | undefined
  #again = false

  constructor(ports: MediaPorts, onError: (error: unknown) => void) {
    this.#ports = ports
    this.#onError = onError
  }

  /** Soon. What fails is tried again with the next sweep. */
  soon(): void {
    this.#again = this.#running !== undefined
    this.#running ??= this.#run()
  }

  /** Resolves when nothing is being removed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    do {
      this.#again = false
      await sweep(this.#ports).catch(this.#onError)
    } while (this.#again)
    this.#running = undefined
  }
}
