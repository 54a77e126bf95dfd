import type { Membership, Room, RoomEntry, Rooms } from '../store'
import { insert, isDuplicate } from './duplicate'
import { MongoMemberships, membershipId } from './memberships'
import { docOf, roomOf } from './room-doc'
import { listRooms } from './room-list'

export class MongoRooms extends MongoMemberships implements Rooms {
  /**
   * The memberships first: they are not seen before the room is there, so a server that dies in between
   * has made nothing. Of many at the same time the unique indexes of the room let one through.
   */
  async create(
    room: Room,
    members: Array<Pick<Membership, 'person' | 'role'>>,
    request: string,
  ): Promise<{ room: Room } | { codeTaken: true }> {
    const founder = members[0]?.person ?? ''
    const first = await this.#byRequest(founder, request)
    if (first) return { room: first }

    const { id, created } = room
    for (const { person } of members) await this.admit({ room: id, person, read: 0, joined: created })
    const owner = members.find(({ role }) => role === 'owner')?.person ?? ''
    const doc = docOf(room, { owner, founder, request, members: members.length })
    if (await insert(this.models.rooms, doc)) return { room }

    const other = await this.#byRequest(founder, request)
    if (other?.id !== id) await this.#forgetMembers(id)
    if (other) return { room: other }
    const holder = room.code === undefined ? undefined : await this.byCode(room.code)
    if (!holder) throw new Error('A room was neither made nor there')
    return { codeTaken: true }
  }

  async #byRequest(founder: string, request: string): Promise<Room | undefined> {
    const doc = await this.models.rooms.findOne({ founder, request }).lean()
    return doc ? roomOf(doc) : undefined
  }

  /** Of a room that was not made; unless another has this id. */
  async #forgetMembers(room: string): Promise<void> {
    if (await this.models.rooms.exists({ _id: room })) return
    await this.models.memberships.deleteMany({ room })
  }

  async get(id: string): Promise<Room | undefined> {
    const doc = await this.models.rooms.findById(id).lean()
    return doc ? roomOf(doc) : undefined
  }

  async byCode(code: string): Promise<Room | undefined> {
    const doc = await this.models.rooms.findOne({ code }).lean()
    return doc ? roomOf(doc) : undefined
  }

  async update(
    id: string,
    change: { name?: string; code?: string },
  ): Promise<Room | { codeTaken: true } | undefined> {
    if (Object.keys(change).length === 0) return this.get(id)
    const query = this.models.rooms.findOneAndUpdate(
      { _id: id },
      { $set: change },
      { returnDocument: 'after' },
    )
    try {
      const doc = await query.lean()
      return doc ? roomOf(doc) : undefined
    } catch (error) {
      if (isDuplicate(error)) return { codeTaken: true }
      throw error
    }
  }

  /** The room goes first, and with it everything that is seen of it; what is left over goes even if this dies. */
  async remove(id: string): Promise<void> {
    await insert(this.models.removals, { _id: id })
    await this.#finishRemoval(id)
  }

  async #finishRemoval(id: string): Promise<void> {
    await this.models.rooms.deleteOne({ _id: id })
    await this.models.memberships.deleteMany({ room: id })
    await this.models.barred.deleteMany({ room: id })
    await this.models.messages.deleteMany({ room: id })
    await this.models.reactions.deleteMany({ room: id })
    await this.models.pins.deleteOne({ _id: id })
    await this.models.hidden.deleteMany({ room: id })
    await this.models.removals.deleteOne({ _id: id })
  }

  /** Ends what a server that died has begun; and makes the lobby, where there is none. */
  async setUp(): Promise<void> {
    for (const { _id } of await this.models.removals.find().lean()) await this.#finishRemoval(_id)
    const lobby: Room = { id: 'lobby', kind: 'lobby', name: 'Lobby', created: Date.now() }
    const doc = docOf(lobby, { owner: '', founder: '', request: 'lobby', members: 0 })
    await insert(this.models.rooms, doc)
  }

  async bar(room: string, person: string): Promise<void> {
    await insert(this.models.barred, { _id: membershipId(room, person), room, person })
  }

  async allow(room: string, person: string): Promise<void> {
    await this.models.barred.deleteOne({ _id: membershipId(room, person) })
  }

  async isBarred(room: string, person: string): Promise<boolean> {
    return (await this.models.barred.exists({ _id: membershipId(room, person) })) !== null
  }

  async barred(room: string, after = '', limit: number): Promise<string[]> {
    const query = this.models.barred.find({ room, person: { $gt: after } }).sort({ person: 1 })
    return (await query.limit(limit).lean()).map(({ person }) => person)
  }

  list(person: string, room?: string): Promise<RoomEntry[]> {
    return listRooms(this.models, person, room)
  }
}
