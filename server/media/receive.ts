import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { limits, type MediaBody, type MediaKind } from '#protocol'
import type { Upload } from '../store/uploads'
import { examine } from './examine'
import { thumbKey } from './keys'
import { MediaRefused } from './media-refused'
import { mostBytes } from './most-bytes'
import { tidyFileName } from './names'
import type { MediaPorts } from './ports'
import { spooled } from './spool'

/** What somebody begins to upload: a member of the room, who may then say it there. */
export interface NewUpload {
  owner: string
  room: string
  kind: MediaKind
  /** As the sender calls it; of a file. */
  name: string
}

/**
 * Takes an upload that comes in one piece. When this resolves it is kept, and `body` is what a message
 * says of it. Rejects with `MediaRefused`, and when `signal` aborts, for its sender has gone; then nothing of it is left.
 */
export function receive(
  requested: NewUpload,
  bytes: Readable,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<MediaBody> {
  return take(requested, bytes, ports, (upload, path) => keep(upload, path, ports, signal))
}

/**
 * Takes bytes that come in one piece, and does with them what `keepAs` does, which is told where they are.
 * Rejects with `MediaRefused`; then nothing of them is left.
 */
export async function take<T>(
  requested: NewUpload,
  bytes: Readable,
  ports: MediaPorts,
  keepAs: (upload: Upload, path: string) => Promise<T>,
): Promise<T> {
  await checkQuota(requested.owner, 1, ports)
  const most = Math.min(limits.uploadBytes, mostBytes[requested.kind])
  return spooled(ports.spool, bytes, most, async (path) => {
    const { size } = await stat(path)
    if (size === 0) throw new MediaRefused('empty-file')
    const upload = await begin(requested, size, ports)
    return keepAs(upload, path).catch(async (error: unknown) => {
      // What cannot be forgotten now is swept.
      await ports.store.uploads.markForDeletion(upload.id).catch(() => undefined)
      throw error
    })
  })
}

/** Makes room for an upload of so many bytes. */
export async function begin(requested: NewUpload, size: number, ports: MediaPorts): Promise<Upload> {
  if (size > mostBytes[requested.kind]) throw new MediaRefused('file-too-large')
  await checkQuota(requested.owner, size, ports)
  const { owner, room, kind, name } = requested
  const upload: Upload = {
    id: ports.newId() + ports.newId(),
    owner,
    room,
    kind,
    size,
    created: ports.now(),
    state: 'coming',
    ...(kind === 'file' && { name: tidyFileName(name) }),
  }
  await ports.store.uploads.begin(upload)
  return upload
}

async function checkQuota(owner: string, size: number, { store, quota }: MediaPorts): Promise<void> {
  if ((await store.uploads.bytesOf(owner)) + size > quota) throw new MediaRefused('quota-reached')
}

/** Looks at the bytes of an upload, and keeps them. */
export async function keep(
  upload: Upload,
  path: string,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<MediaBody> {
  const { id, owner: person, kind, name = '' } = upload
  const received = { media: id, path, name }
  const { body, path: kept, type, thumb } = await examine(kind, received, ports.examiner, { person, signal })
  await ports.blobs.putFile(id, kept, body.size, type)
  if (thumb) await ports.blobs.put(thumbKey(id), Readable.from([thumb]), thumb.length, 'image/jpeg')
  await ports.store.uploads.finish(id, body.size, body)
  return body
}
