import { Readable } from 'node:stream'
import { limits } from '#protocol'
import type { Upload } from '../store/uploads'
import { thumbKey } from './keys'
import { MediaRefused } from './media-refused'
import type { MediaPorts } from './ports'
import { spooled } from './spool'

/** The video of this person that is whole and not said yet. Rejects with `MediaRefused`. */
export async function unsaidVideo(id: string, owner: string, { store }: MediaPorts): Promise<Upload> {
  const upload = await store.uploads.get(id)
  if (upload?.owner !== owner || upload.kind !== 'video' || upload.state !== 'ready')
    throw new MediaRefused('unknown-upload')
  return upload
}

/** Takes the picture that stands for a video in a list. Rejects with `MediaRefused`; then the one before stays. */
export async function receivePoster(
  { id, owner: person }: Upload,
  bytes: Readable,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<void> {
  await spooled(ports.spool, bytes, limits.uploadBytes, async (path) => {
    const drawn = await ports.examiner.examine('poster', [path], { person, signal })
    await ports.blobs.put(thumbKey(id), Readable.from([drawn]), drawn.length, 'image/jpeg')
  })
}
