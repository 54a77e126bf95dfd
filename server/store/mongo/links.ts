import type { Link, Links, Pair } from '../links'
import { insert } from './duplicate'
import { membershipId } from './memberships'
import type { LinkDoc, Models, PairDoc } from './models'

export class MongoLinks implements Links {
  readonly #models: Models

  constructor(models: Models) {
    this.#models = models
  }

  async ask(link: Link): Promise<Link> {
    const { links } = this.#models
    const { id, from, to } = link
    const doc = linkDoc(link)
    const { open } = doc
    for (;;) {
      if (await insert(links, doc)) return link
      // The same invitation again, which may have been settled meanwhile.
      const there =
        (await links.findOne({ _id: id, from, to }).lean()) ?? (await links.findOne({ open }).lean())
      if (there) return linkOf(there)
      if (await links.exists({ _id: id })) throw new Error('This id belongs to another invitation')
      // The one that waited was settled in between: now there is room for this one.
    }
  }

  async get(id: string): Promise<Link | undefined> {
    const doc = await this.#models.links.findById(id).lean()
    return doc ? linkOf(doc) : undefined
  }

  async settle(
    id: string,
    state: 'connected' | 'declined' | 'withdrawn',
    now: number,
  ): Promise<Link | undefined> {
    const change = { $set: { state, settled: now, open: id } }
    const query = this.#models.links.findOneAndUpdate({ _id: id, state: 'waiting' }, change, {
      returnDocument: 'after',
    })
    const doc = await query.lean()
    return doc ? linkOf(doc) : undefined
  }

  async waitingFor(to: string): Promise<Link[]> {
    return (await this.#models.links.find({ to, state: 'waiting' }).sort({ time: 1 }).lean()).map(linkOf)
  }

  async waitingFrom(from: string): Promise<Link[]> {
    return (await this.#models.links.find({ from, state: 'waiting' }).sort({ time: 1 }).lean()).map(linkOf)
  }

  async latest(from: string, to: string): Promise<Link | undefined> {
    const doc = await this.#models.links.findOne({ from, to }).sort({ time: -1 }).lean()
    return doc ? linkOf(doc) : undefined
  }

  async pair(one: string, other: string, room: string, now: number): Promise<string> {
    const doc: PairDoc = { _id: pairId(one, other), one, other, room, since: now }
    if (await insert(this.#models.pairs, doc)) return room
    const there = await this.roomOf(one, other)
    if (there === undefined) throw new Error('A pair was neither made nor there')
    return there
  }

  async roomOf(one: string, other: string): Promise<string | undefined> {
    return (await this.#models.pairs.findById(pairId(one, other)).lean())?.room
  }

  async pairsOf(person: string): Promise<Pair[]> {
    const docs = await this.#models.pairs.find({ $or: [{ one: person }, { other: person }] }).lean()
    const withOthers = docs.filter(({ one, other }) => one !== other)
    return withOthers.map(({ one, other, room, since }) => ({
      room,
      peer: one === person ? other : one,
      since,
    }))
  }

  async block(by: string, person: string, read: number): Promise<void> {
    await insert(this.#models.blocks, { _id: `${by} ${person}`, by, person, read })
  }

  async unblock(by: string, person: string): Promise<void> {
    await this.#models.blocks.deleteOne({ _id: `${by} ${person}` })
  }

  async blockOf(by: string, person: string): Promise<{ read: number } | undefined> {
    const doc = await this.#models.blocks.findById(`${by} ${person}`).lean()
    // One of an older version that runs beside this one: see `noteReads`.
    return doc ? { read: doc.read ?? 0 } : undefined
  }

  async blockedBy(by: string): Promise<string[]> {
    return (await this.#models.blocks.find({ by }).lean()).map(({ person }) => person)
  }

  async blockersOf(person: string): Promise<string[]> {
    return (await this.#models.blocks.find({ person }).lean()).map(({ by }) => by)
  }
}

/** Blocks of a version that did not note how far who blocks had read: it stands where it stands now. */
export async function noteReads({ blocks, pairs, memberships }: Models): Promise<void> {
  const unnoted = { read: { $exists: false } }
  for await (const { _id, by, person } of blocks.find(unnoted).lean().cursor()) {
    const pair = await pairs.findById(pairId(by, person)).lean()
    const membership = pair && (await memberships.findById(membershipId(pair.room, by)).lean())
    await blocks.updateOne({ _id, ...unnoted }, { $set: { read: membership?.read ?? 0 } })
  }
}

export const pairId = (one: string, other: string) => [one, other].sort().join(' ')

export function linkOf({ _id, from, to, note, time, state, settled }: LinkDoc): Link {
  const link: Link = { id: _id, from, to, note, time, state }
  if (typeof settled === 'number') link.settled = settled
  return link
}

export function linkDoc({ id, ...rest }: Link): LinkDoc {
  return { _id: id, ...rest, open: rest.state === 'waiting' ? `${rest.from} ${rest.to}` : id }
}
