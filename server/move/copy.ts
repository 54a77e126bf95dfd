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

/**
 * Copies a store that is in use into an empty one. What came meanwhile may be missing, but nothing of it is half there:
 * of rooms those that were there first, of messages those that followed on, and everybody who wrote one of them.
 */
export async function copyInUse(from: Archive, to: Archive, tell: Tell): Promise<void> {
  const rooms = new Set<string>()
  for await (const { id } of from.all('rooms')) rooms.add(id)
  const isKnown = ({ room }: { room: string }) => rooms.has(room)
  tell(`memberships: ${await copyKind('memberships', from, to, isKnown)}`)
  tell(`rooms: ${await copyKind('rooms', from, to, ({ id }) => rooms.has(id))}`)
  const tops = new Map<string, number>()
  for (const room of rooms) {
    const [, lines] = await copyLines(room, from, to)
    tops.set(room, lines)
    tell(`${room}: ${lines} messages`)
  }
  tell(`pairs: ${await copyKind('pairs', from, to, isKnown)}`)
  await copyMarks(tops, from, to, tell)
  // The rest may name people who came meanwhile, so people are last.
  const done: Kind[] = ['memberships', 'rooms', 'pairs', 'reactions', 'pins', 'hidden', 'accounts']
  for (const kind of kinds.filter((one) => !done.includes(one)))
    tell(`${kind}: ${await copyKind(kind, from, to)}`)
  tell(`accounts: ${await copyKind('accounts', from, to)}`)
}

/** What is put on messages that were copied: on no other, whose place a message of later may take. */
async function copyMarks(tops: Map<string, number>, from: Archive, to: Archive, tell: Tell): Promise<void> {
  const isThere = (room: string, seq: number) => seq <= (tops.get(room) ?? 0)
  const reacted = await copyKind('reactions', from, to, ({ room, seq }) => isThere(room, seq))
  tell(`reactions: ${reacted}`)
  let pins = 0
  for await (const { room, version, seqs } of from.all('pins')) {
    const known = (JSON.parse(seqs) as number[]).filter((seq) => isThere(room, seq))
    if (tops.has(room)) await to.put('pins', [{ room, version, seqs: JSON.stringify(known) }])
    pins += 1
  }
  tell(`pins: ${pins}`)
  tell(`hidden: ${await copyKind('hidden', from, to, ({ room, seq }) => isThere(room, seq))}`)
}

/** A store with other people in it is another community's. */
async function refuseStrangers(from: Archive, to: Archive): Promise<void> {
  const known = new Set<string>()
  for await (const { id } of from.all('accounts')) known.add(id)
  for await (const { id } of to.all('accounts'))
    if (!known.has(id)) throw new Error(`The target holds another community: ${id} is not in the source.`)
}

async function copyKind<K extends Kind>(
  kind: K,
  from: Archive,
  to: Archive,
  wanted: (record: Records[K]) => boolean = () => true,
): Promise<number> {
  let count = 0
  let step: Records[K][] = []
  for await (const record of from.all(kind)) {
    if (!wanted(record)) continue
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
