import type { FrameOf, ServerFrameOf } from '#protocol'
import { type Answer, refuse } from '../answer'
import type { Client } from '../client'
import { isMember } from '../membership'
import { unnoticedMs } from './call'
import { acceptedFor } from './call-frames'
import type { CallDeps, CallFrame, CallKind, CallTable } from './call-kind'
import type { CallRecords } from './call-records'
import { type GroupCall, goesOn, participant, roomOfCall } from './group-call'
import { GroupCallJoiner } from './group-call-joiner'
import { GroupCallTable } from './group-call-table'
import { type GroupCallEvent, groupDueOf } from './next-group-call'
import { isEmptySignal, passSignal } from './pass-signal'
import { SharedRecords } from './shared-records'

/** The calls of groups. */
export class GroupCalls implements CallKind {
  readonly #deps: CallDeps
  readonly #table: CallTable
  /** By their rooms. */
  readonly #records: SharedRecords<GroupCall>
  readonly #calls: GroupCallTable
  readonly #joiner: GroupCallJoiner

  constructor(deps: CallDeps, holds: CallRecords, table: CallTable) {
    this.#deps = deps
    this.#table = table
    this.#records = new SharedRecords(deps.ports.state.records, 'group-call:')
    this.#calls = new GroupCallTable(deps, holds, this.#records, table)
    this.#joiner = new GroupCallJoiner({ deps, holds, table, records: this.#records, calls: this.#calls })
  }

  /** A member begins the call of their room, or joins it. */
  call(room: string, frame: FrameOf<'call'>, client: Client): Promise<Answer> {
    return this.#joiner.join({ room, frame, client })
  }

  async act(frame: CallFrame, client: Client): Promise<Answer> {
    const me = client.person.id
    if (!(await this.#isKnownTo(me, frame.call))) return refuse('unknown-call')
    if (frame.type === 'answer') return refuse('not-ringing')
    if (frame.type === 'signal') return this.#signal(frame, client)
    if (frame.type === 'hangup') return this.#do(frame.call, { type: 'hangup', by: me })
    const { muted, camera, screen } = frame
    const shares = { muted, camera, screen }
    return this.#do(frame.call, { type: 'share', by: me, connection: client.id, shares })
  }

  async isIn(id: string, person: string): Promise<boolean> {
    const call = await this.#calls.apply(id, { type: 'time' })
    return !('refused' in call) && participant(call, person) !== undefined
  }

  async welcome(id: string, client: Client): Promise<void> {
    const call = await this.#calls.apply(id, { type: 'time' })
    if ('refused' in call) return
    // Who has ended it may have died before its line was stored.
    if (!goesOn(call)) return this.#calls.write(call)
    if (!participant(call, client.person.id)) return
    this.#table.changed(id, [], groupDueOf(call))
    await this.#calls.show(call, client)
  }

  async lose(id: string, connection: string, since: number): Promise<void> {
    await this.#calls.apply(id, { type: 'lost', connection, since })
  }

  async loseAll(id: string, people: string[]): Promise<void> {
    const call = await this.#records.read(roomOfCall(id) ?? '')
    const since = this.#deps.ports.now() - unnoticedMs
    for (const person of people) {
      const connection = call && participant(call, person)?.connection
      if (connection !== undefined) await this.#calls.apply(id, { type: 'lost', connection, since })
    }
  }

  async findAll(id: string, people: string[]): Promise<void> {
    const call = await this.#records.read(roomOfCall(id) ?? '')
    for (const by of people) {
      const connection = call && participant(call, by)?.connection
      if (connection !== undefined)
        await this.#calls.apply(id, { type: 'signal', by, connection, isEmpty: true })
    }
  }

  async look(id: string): Promise<number | undefined> {
    const call = await this.#calls.apply(id, { type: 'time' })
    return 'refused' in call ? undefined : groupDueOf(call)
  }

  async stop(id: string): Promise<void> {
    await this.#calls.apply(id, { type: 'cut' })
  }

  /** Somebody is no member of the room any more; without a person the room is gone. */
  cut(room: string, person?: string): void {
    this.#table.retries.do(async () => {
      const call = await this.#records.read(room)
      if (call) await this.#calls.apply(call.id, { type: 'cut', ...(person !== undefined && { person }) })
    })
  }

  /** Who talks in a room; nothing while nobody does. */
  async talkingIn(room: string): Promise<ServerFrameOf<'talking'> | undefined> {
    const call = await this.#calls.goingOn(room)
    return call && this.#calls.frameOf(call)
  }

  /** To others than members a call is not there. */
  async #isKnownTo(person: string, id: string): Promise<boolean> {
    const room = roomOfCall(id)
    const call = room === undefined ? undefined : await this.#records.read(room)
    if (room === undefined || call?.id !== id) return false
    return participant(call, person) !== undefined || isMember(room, person, this.#deps.ports.store)
  }

  async #do(id: string, event: GroupCallEvent): Promise<Answer> {
    const call = await this.#calls.apply(id, event)
    return 'refused' in call ? refuse(call.refused) : acceptedFor(call, this.#deps.ports)
  }

  async #signal(frame: FrameOf<'signal'>, client: Client): Promise<Answer> {
    const me = client.person.id
    const isEmpty = isEmptySignal(frame)
    const event: GroupCallEvent = { type: 'signal', by: me, connection: client.id, isEmpty }
    const call = await this.#calls.apply(frame.call, event, client)
    if ('refused' in call) return refuse(call.refused)
    const others = call.people.filter(({ person }) => person !== me)
    if (isEmpty) {
      for (const other of others) passSignal(frame, me, other, this.#deps)
      return acceptedFor(call, this.#deps.ports, me)
    }
    const peer = others.find(({ person }) => person === frame.to)
    if (!peer) return refuse('not-in-call')
    if (peer.lost !== undefined) return refuse('not-there')
    passSignal(frame, me, peer, this.#deps)
    return acceptedFor(call, this.#deps.ports)
  }
}
