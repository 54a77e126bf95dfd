import { setTimeout as pause } from 'node:timers/promises'
import type { Membership, Room, Rooms } from '../store'
import { topOf } from './append'
import { insert } from './duplicate'
import type { MembershipDoc, Models } from './models'

type About =
  | 'join'
  | 'quit'
  | 'handOver'
  | 'membership'
  | 'areMembers'
  | 'members'
  | 'countMembers'
  | 'read'
  | 'mark'
  | 'of'

/** A number of members that has not changed for so long has no change under way; milliseconds. */
const settledMs = 60_000
/** How long a join may take from its place in the number to its membership, milliseconds. */
const movingMs = 1_000
/** How often a room that seems full is asked again while people come and go. */
const mostTries = 20

/**
 * The part of rooms that is about who belongs to them.
 *
 * The room's document holds its owner, so a room is handed over in one step; and the number of its
 * members, which goes up before a membership is made and down after it was deleted. A server that dies
 * in between leaves it too high, never too low; it is counted anew when the room seems full.
 */
export class MongoMemberships implements Pick<Rooms, About> {
  protected readonly models: Models

  constructor(models: Models) {
    this.models = models
  }

  async join(room: string, person: string, now: number, most: number): Promise<Membership | 'full'> {
    for (let tries = 0; ; tries += 1) {
      const there = await this.membership(room, person)
      if (there) return there
      if (await this.#takePlace(room, most)) {
        const membership = { room, person, read: await topOf(this.models.messages, room), joined: now }
        if (await this.admit(membership)) return { ...membership, role: 'member' }
        // The same person by another way at the same time.
        await this.#count(room, -1)
      } else if (!(await this.#recount(room))) {
        // The last place was perhaps taken just now by this very person, and is given back.
        if (tries === mostTries || !(await this.#isMoving(room))) return 'full'
        await pause(20)
      }
    }
  }

  /** False when the person is a member already. */
  protected admit({ room, person, read, joined }: Omit<MembershipDoc, '_id'>): Promise<boolean> {
    const doc: MembershipDoc = { _id: membershipId(room, person), room, person, read, joined }
    return insert(this.models.memberships, doc)
  }

  async quit(room: string, person: string): Promise<void> {
    await this.models.rooms.updateOne({ _id: room, owner: person }, { $set: { owner: '' } })
    const { deletedCount } = await this.models.memberships.deleteOne({ _id: membershipId(room, person) })
    if (deletedCount > 0) await this.#count(room, -1)
  }

  async handOver(room: string, from: string, to: string): Promise<boolean> {
    const isMember = async () =>
      (await this.models.memberships.exists({ _id: membershipId(room, to) })) !== null
    if (from === to || !(await isMember())) return false
    const handed = await this.#setOwner(room, from, to)
    // They may have quit at that very moment.
    if (handed && !(await isMember())) return !(await this.#setOwner(room, to, from))
    return handed
  }

  async #setOwner(room: string, from: string, to: string): Promise<boolean> {
    const { modifiedCount } = await this.models.rooms.updateOne(
      { _id: room, owner: from },
      { $set: { owner: to } },
    )
    return modifiedCount > 0
  }

  async membership(room: string, person: string): Promise<Membership | undefined> {
    const [doc, owner] = await Promise.all([
      this.models.memberships.findById(membershipId(room, person)).lean(),
      this.#ownerOf(room),
    ])
    return doc ? membershipOf(doc, owner) : undefined
  }

  async areMembers(pairs: Array<Pick<Membership, 'room' | 'person'>>): Promise<boolean[]> {
    const ids = pairs.map(({ room, person }) => membershipId(room, person))
    const docs = await this.models.memberships.find({ _id: { $in: ids } }, { _id: 1 }).lean()
    const found = new Set(docs.map(({ _id }) => _id))
    return ids.map((id) => found.has(id))
  }

  async members(room: string, after: string | undefined, limit: number): Promise<Membership[]> {
    const last =
      after === undefined ? null : await this.models.memberships.findById(membershipId(room, after)).lean()
    const behind = last && {
      $or: [{ joined: { $gt: last.joined } }, { joined: last.joined, person: { $gt: last.person } }],
    }
    const query = this.models.memberships
      .find({ room, ...behind })
      .sort({ joined: 1, person: 1 })
      .limit(limit)
    const [docs, owner] = await Promise.all([query.lean(), this.#ownerOf(room)])
    return docs.map((doc) => membershipOf(doc, owner))
  }

  async countMembers(room: string): Promise<number> {
    return (await this.models.rooms.findById(room).lean())?.members ?? 0
  }

  async read(room: string, person: string, seq: number, untold = false): Promise<number> {
    if (untold) await this.#keepShown(room, person)
    const query = this.models.memberships.findOneAndUpdate(
      { _id: membershipId(room, person) },
      { $max: { read: seq }, $unset: { marked: 1, ...(!untold && { shown: 1 }) } },
      { returnDocument: 'after' },
    )
    return (await query.lean())?.read ?? 0
  }

  /** What was told stands where it stands now. */
  async #keepShown(room: string, person: string): Promise<void> {
    const _id = membershipId(room, person)
    const doc = await this.models.memberships.findById(_id, { read: 1 }).lean()
    const unkept = { _id, shown: { $exists: false } }
    if (doc) await this.models.memberships.updateOne(unkept, { $set: { shown: doc.read } })
  }

  async mark(room: string, person: string, seq: number): Promise<void> {
    await this.models.memberships.updateOne({ _id: membershipId(room, person) }, { $set: { marked: seq } })
  }

  async of(person: string): Promise<Array<{ room: string; kind: Room['kind'] }>> {
    const memberships = await this.models.memberships.find({ person }, { room: 1 }).lean()
    const rooms = await this.models.rooms
      .find({ _id: { $in: memberships.map(({ room }) => room) } }, { kind: 1 })
      .lean()
    return rooms.map(({ _id, kind }) => ({ room: _id, kind }))
  }

  async #ownerOf(room: string): Promise<string | undefined> {
    return (await this.models.rooms.findById(room, { owner: 1 }).lean())?.owner
  }

  /** One more, unless the room is full or gone. */
  async #takePlace(room: string, most: number): Promise<boolean> {
    const { modifiedCount } = await this.models.rooms.updateOne(
      { _id: room, members: { $lt: most } },
      { $inc: { members: 1 }, $set: { counted: Date.now() } },
    )
    return modifiedCount > 0
  }

  async #count(room: string, by: number): Promise<void> {
    await this.models.rooms.updateOne({ _id: room }, { $inc: { members: by }, $set: { counted: Date.now() } })
  }

  /** Whether somebody came or went just now. */
  async #isMoving(room: string): Promise<boolean> {
    const doc = await this.models.rooms.findById(room, { counted: 1 }).lean()
    return doc !== null && doc.counted > Date.now() - movingMs
  }

  /** Corrects what servers that died have left behind; true when the number was another. */
  async #recount(room: string): Promise<boolean> {
    const doc = await this.models.rooms.findById(room).lean()
    if (!doc || doc.counted > Date.now() - settledMs) return false
    const members = await this.models.memberships.countDocuments({ room })
    const { modifiedCount } = await this.models.rooms.updateOne(
      { _id: room, members: doc.members, counted: doc.counted },
      { $set: { members } },
    )
    return modifiedCount > 0
  }
}

export const membershipId = (room: string, person: string) => `${room} ${person}`

export function membershipOf(doc: MembershipDoc, owner: string | undefined): Membership {
  const { room, person, read, joined, marked, shown } = doc
  const role = person === owner ? 'owner' : 'member'
  const kept = {
    ...(typeof marked === 'number' && { marked }),
    ...(typeof shown === 'number' && { shown }),
  }
  return { room, person, role, read, joined, ...kept }
}
