import { Readable } from 'node:stream'
import { isPicture, typeOf } from './examine'
import { avatarKey, avatarRoom } from './keys'
import { MediaRefused } from './media-refused'
import { portrait, portraitSide } from './picture'
import type { MediaPorts } from './ports'
import { take } from './receive'

const prefix = '/media/avatars/'

/**
 * Takes a picture by which somebody shows themselves, and answers its address. Each upload has a name of its
 * own, so what is at an address never changes. Rejects with `MediaRefused`; then nothing of it is left.
 */
export function receiveAvatar(owner: string, bytes: Readable, ports: MediaPorts): Promise<string> {
  const requested = { owner, room: avatarRoom, kind: 'image', name: '' } as const
  return take(requested, bytes, ports, async ({ id }, path) => {
    if (!isPicture(await typeOf(path))) throw new MediaRefused('wrong-type')
    const drawn = await portrait(path)
    const size = drawn.length
    const sides = { width: portraitSide, height: portraitSide }
    await ports.blobs.put(avatarKey(id), Readable.from([drawn]), size, 'image/jpeg')
    await ports.store.uploads.finish(id, size, { media: id, type: 'image/jpeg', size, ...sides })
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
