import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { MediaBody } from '#protocol'
import type { Upload } from '../store/uploads'
import { comingOf, contentOf, missingChunks, removeChunks } from './chunks'
import { type MediaProblem, MediaRefused } from './media-refused'
import { mostBytes } from './most-bytes'
import type { MediaPorts } from './ports'
import { keep } from './receive'
import { spooled } from './spool'

/** Milliseconds after which another server may go on where one has died. */
const leaseMs = 30_000
/** Milliseconds between two looks of those who wait for what somebody else puts together. */
const lookMs = 250

/**
 * Puts the chunks together, and takes the upload as if it had come in one piece: once, however many ask and whichever servers they
 * ask. Those who ask meanwhile wait, and have the same answer. Rejects with `MediaRefused`, `incomplete` while a chunk is missing, and when
 * `signal` aborts; then another of them goes on.
 */
export async function assemble(
  id: string,
  owner: string,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<MediaBody> {
  const holder = ports.newId()
  const take = () => {
    const now = ports.now()
    return ports.store.uploads.lease(id, { holder, until: now + leaseMs }, now)
  }
  for (let hasWaited = false; ; hasWaited = true) {
    const upload = await ports.store.uploads.get(id)
    if (upload?.owner === owner && upload.state === 'ready' && upload.body) return upload.body
    // Kept by `refuse`, which is told nothing else.
    if (hasWaited && upload?.problem) throw new MediaRefused(upload.problem as MediaProblem)
    const coming = await comingOf(id, owner, ports)
    if (await take()) return putTogether(coming, holder, take, ports, signal)
    await pause(lookMs, undefined, { signal })
  }
}

/** By the one who holds it. What the same bytes would meet again is remembered; for anything else the next one may try. */
async function putTogether(
  coming: Upload,
  holder: string,
  holdOn: () => Promise<boolean>,
  ports: MediaPorts,
  signal: AbortSignal,
): Promise<MediaBody> {
  const { uploads } = ports.store
  const holding = setInterval(() => void holdOn().catch(() => undefined), leaseMs / 3)
  try {
    if ((await missingChunks(coming, ports)).length > 0) throw new MediaRefused('incomplete')
    const bytes = Readable.from(contentOf(coming, ports))
    const use = (path: string) => keep(coming, path, ports, signal)
    const body = await spooled(ports.spool, bytes, mostBytes[coming.kind], use)
    // What stays behind when this fails goes with the upload itself.
    await removeChunks(coming, ports).catch(() => undefined)
    return body
  } catch (error) {
    if (error instanceof MediaRefused && error.isFinal) await uploads.refuse(coming.id, error.code)
    else await uploads.release(coming.id, holder).catch(() => undefined)
    throw error
  } finally {
    clearInterval(holding)
  }
}
