import { Readable } from 'node:stream'
import { avatarKey, avatarRoom } from './keys'
import type { MediaPorts } from './ports'
import { take } from './receive'

const prefix = '/media/avatars/'
/** Pixels of both sides. */
const side = 256

/**
 * Takes a picture by which somebody shows themselves, and answers its address. Each upload has a name of its
 * own, so what is at an address never changes. Rejects with `MediaRefused`, and when
 * `signal` aborts, for its sender has gone; then nothing of it is left.
 */
export function receiveAvatar(
  owner: string,
  bytes: Readable,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<string> {
  const requested = { owner, room: avatarRoom, kind: 'image', name: '' } as const
  return take(requested, bytes, ports, async ({ id }, path) => {
    const drawn = await ports.examiner.examine('avatar', [path, side], { person: owner, signal })
    const size = drawn.length
    await ports.blobs.put(avatarKey(id), Readable.from([drawn]), size, 'image/jpeg')
    await ports.store.uploads.finish(id, size, {
      media: id,
      type: 'image/jpeg',
      size,
      width: side,
      height: side,
    })
    // It is in use from now on, as if a message had it: what is not is swept after a day.
    await ports.store.uploads.claim(id, avatarRoom)
    return prefix + id
  })
}

/** Whether an avatar may be worn by a person: one that was uploaded only by whose it is, and while it is there. */
export async function mayWear(avatar: string, person: string, { store }: MediaPorts): Promise<boolean> {
  if (!avatar.startsWith(prefix)) return true
  const upload = await store.uploads.get(avatar.slice(prefix.length))
  return upload?.owner === person && upload.room === avatarRoom && upload.state === 'said'
}

/** Forgets an avatar that a person wears no more; its bytes go with the next sweep. Any other is left alone. */
export async function dropAvatar(avatar: string, person: string, ports: MediaPorts): Promise<void> {
  if (avatar.startsWith(prefix) && (await mayWear(avatar, person, ports)))
    await ports.store.uploads.markForDeletion(avatar.slice(prefix.length))
}
