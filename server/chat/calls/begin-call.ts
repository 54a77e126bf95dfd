import type { FrameOf } from '#protocol'
import { type Answer, refuse } from '../answer'
import type { Client } from '../client'
import { atFirst, type Call, type CallState, peopleOf } from './call'
import { acceptedFor } from './call-frames'
import type { CallDeps, Callee, CallTable } from './call-kind'
import type { CallRecords } from './call-records'
import type { PairTable } from './pair-table'
import { untilSwapped } from './shared-records'

/** Times that a call is begun while others are faster. */
const mostTries = 4

/** Somebody calls somebody: their frame, and by which connection it came. */
interface Calling {
  callee: Callee
  frame: FrameOf<'call'>
  client: Client
}

/** Begins calls of two, unless one of the two is in a call already. */
export class CallBeginner {
  readonly #deps: CallDeps
  readonly #records: CallRecords
  readonly #calls: PairTable
  readonly #table: CallTable

  constructor(deps: CallDeps, records: CallRecords, calls: PairTable, table: CallTable) {
    this.#deps = deps
    this.#records = records
    this.#calls = calls
    this.#table = table
  }

  begin(calling: Calling): Promise<Answer> {
    return untilSwapped(mostTries, () => this.#try(calling))
  }

  /** Nothing where somebody else was faster. */
  async #try(calling: Calling): Promise<Answer> {
    const { callee, client } = calling
    const me = client.person.id
    const mine = await this.#records.heldBy(me)
    if (mine !== undefined && (await this.#table.isIn(mine, me)))
      return (await this.#isWith(mine, callee, me)) ? this.#take(mine, calling) : refuse('in-a-call')
    // Who is blocked finds nobody there, whatever the other one does.
    const theirs = callee.isUnheard ? undefined : await this.#records.heldBy(callee.peer.id)
    if (theirs !== undefined && (await this.#table.isIn(theirs, callee.peer.id)))
      return (await this.#isWith(theirs, callee, me)) ? this.#take(theirs, calling) : this.#findBusy(calling)
    return this.#ring(calling, mine, theirs)
  }

  /** Whether it is a call of these two, and not of a group or with somebody else. */
  async #isWith(id: string, { peer }: Callee, me: string): Promise<boolean> {
    const call = await this.#records.read(id)
    if (!call) return false
    const people = peopleOf(call)
    return people.includes(me) && (people.includes(peer.id) || call.to === peer.id)
  }

  /** The call goes on already: the other one has begun it, or it is the same frame again. */
  async #take(id: string, { frame, client }: Calling): Promise<Answer> {
    const { ports } = this.#deps
    const me = client.person.id
    const act = { by: me, connection: client.id, request: frame.id }
    const call = await this.#calls.apply(id, { type: 'call', ...act }, client)
    if (!('refused' in call)) return acceptedFor(call, ports, me)
    return call.refused === 'in-a-call' ? refuse('in-a-call') : undefined
  }

  async #findBusy(calling: Calling): Promise<Answer> {
    const call = this.#newCall(calling, { is: 'ended', outcome: 'busy', seconds: 0 })
    await this.#records.create(call)
    await this.#calls.tell(call)
    return acceptedFor(call, this.#deps.ports)
  }

  async #ring(calling: Calling, mine: string | undefined, theirs: string | undefined): Promise<Answer> {
    const { client, frame, callee } = calling
    const me = client.person.id
    const caller = { connection: client.id, request: frame.id, ...atFirst }
    const call = this.#newCall(calling, { is: 'ringing', caller })
    const known = new Map([[me, mine]])
    if (!callee.isUnheard) known.set(callee.peer.id, theirs)
    if (!(await this.#place(call, known))) return undefined
    await this.#table.join(call.id, client)
    await this.#calls.tell(call)
    return acceptedFor(call, this.#deps.ports, me)
  }

  #newCall({ callee, frame, client }: Calling, state: CallState): Call {
    const { newId, now } = this.#deps.ports
    return {
      id: newId(),
      room: callee.room,
      from: client.person.id,
      to: callee.peer.id,
      media: frame.media,
      began: now(),
      ...(callee.isUnheard && { unheard: true }),
      state,
    }
  }

  /**
   * The call holds these people from then on, or is not there. The record comes first: who is held is held by something. And always in
   * the same order of people: of two who call one another one is first with both.
   */
  async #place(call: Call, known: ReadonlyMap<string, string | undefined>): Promise<boolean> {
    await this.#records.create(call)
    const people = [...known.keys()].sort()
    for (const person of people) {
      if (await this.#records.hold(person, known.get(person), call.id)) continue
      // Where it has changed the other one has taken it: the next try finds it.
      if (await this.#records.remove(call))
        for (const one of people) await this.#records.release(one, call.id)
      return false
    }
    return true
  }
}
