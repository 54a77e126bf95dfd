import { type Archive, type Kind, kinds, type Records } from '../store/archive'

/** Records or lines of one step. */
const stepSize = 200

/** Told what was copied, from time to time. */
export type Tell = (sentence: string) => void

/**
 * Copies a store into an empty one, or goes on where it was interrupted: records are put again, and of
 * each room's messages only those that are not there. Rejects when the other store holds something else.
 */
export async function copy(from: Archive, to: Archive, tell: Tell): Promise<void> {
  await refuseStrangers(from, to)
  for (const kind of kinds) tell(`${kind}: ${await copyKind(kind, from, to)}`)
  let room = 0
  for await (const { id } of from.all('rooms')) {
    room += 1
    const [before, after] = await copyLines(id, from, to)
    tell(`room ${room}, ${id}: ${after} messages, ${before} of them were there`)
  }
}

/** A store with other people in it is another community's. */
async function refuseStrangers(from: Archive, to: Archive): Promise<void> {
  const known = new Set<string>()
  for await (const { id } of from.all('accounts')) known.add(id)
  for await (const { id } of to.all('accounts'))
    if (!known.has(id)) throw new Error(`The target holds another community: ${id} is not in the source.`)
}

async function copyKind<K extends Kind>(kind: K, from: Archive, to: Archive): Promise<number> {
  let count = 0
  let step: Records[K][] = []
  for await (const record of from.all(kind)) {
    count += 1
    step.push(record)
    if (step.length < stepSize) continue
    await to.put(kind, step)
    step = []
  }
  await to.put(kind, step)
  return count
}

async function copyLines(room: string, from: Archive, to: Archive): Promise<[before: number, after: number]> {
  const before = await to.top(room)
  let have = before
  for (;;) {
    const lines = await from.lines(room, have, stepSize)
    const last = lines.at(-1)
    if (!last) return [before, have]
    await to.putLines(room, lines)
    have = last.seq
  }
}
