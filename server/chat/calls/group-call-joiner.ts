import type { FrameOf } from '#protocol'
import { type Answer, refuse } from '../answer'
import type { Client } from '../client'
import { atFirst } from './call'
import { acceptedFor } from './call-frames'
import type { CallDeps, CallTable } from './call-kind'
import type { CallRecords } from './call-records'
import { type GroupCall, goesOn, participant } from './group-call'
import type { GroupCallTable } from './group-call-table'
import { nextGroupCall } from './next-group-call'
import { type SharedRecords, untilSwapped } from './shared-records'

/** Times that somebody comes into a call while others are faster. */
const mostTries = 16

/** A member comes into the call of a room: their frame, and by which connection it came. */
interface Joining {
  room: string
  frame: FrameOf<'call'>
  client: Client
}

/** Lets people into calls of groups, each into one, and begins those calls. */
export class GroupCallJoiner {
  readonly #deps: CallDeps
  readonly #holds: CallRecords
  readonly #table: CallTable
  readonly #records: SharedRecords<GroupCall>
  readonly #calls: GroupCallTable

  constructor(parts: {
    deps: CallDeps
    holds: CallRecords
    table: CallTable
    records: SharedRecords<GroupCall>
    calls: GroupCallTable
  }) {
    this.#deps = parts.deps
    this.#holds = parts.holds
    this.#table = parts.table
    this.#records = parts.records
    this.#calls = parts.calls
  }

  join(joining: Joining): Promise<Answer> {
    return untilSwapped(mostTries, () => this.#try(joining))
  }

  /** Nothing where somebody else was faster. */
  async #try(joining: Joining): Promise<Answer> {
    const { room, frame, client } = joining
    const { ports } = this.#deps
    const me = client.person.id
    const going = await this.#calls.goingOn(room)
    const known = going ?? (await this.#records.read(room))
    if (!going && known && goesOn(known)) return undefined
    const event = { type: 'call', by: me, connection: client.id, request: frame.id } as const
    const after = going ? nextGroupCall(going, event, ports.now()) : this.#begun(joining)
    if ('refused' in after) return after.refused === 'call-is-over' ? undefined : refuse(after.refused)
    if (after === going) return acceptedFor(after, ports, me)
    const held = await this.#holds.heldBy(me)
    if (held !== undefined && held !== after.id && (await this.#table.isIn(held, me)))
      return refuse('in-a-call')
    if (!(await this.#holds.hold(me, held, after.id))) return undefined
    // First: where this server dies in between nobody is left in the call.
    await this.#table.join(after.id, client)
    if (!(await this.#records.put(room, known, after))) return this.#undo(after, client)
    if (going) this.#calls.leaveOld(going, client)
    await this.#calls.tell(going ?? after, after)
    return acceptedFor(after, ports, me)
  }

  #begun({ room, frame, client }: Joining): GroupCall {
    const { newId, now } = this.#deps.ports
    const { id: request, media } = frame
    const me = { person: client.person.id, connection: client.id, request, ...atFirst }
    return { id: `${room}.${newId()}`, room, from: me.person, media, began: now(), people: [me] }
  }

  /** They were not let in. By another connection they may be in it all the same. */
  async #undo({ id, room }: GroupCall, client: Client): Promise<undefined> {
    const call = await this.#records.read(room)
    const mine = call?.id === id ? participant(call, client.person.id) : undefined
    if (mine?.connection !== client.id) await this.#table.leave(id, client)
    if (!mine) await this.#holds.release(client.person.id, id)
  }
}
