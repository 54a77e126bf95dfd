import type { FrameOf } from '#protocol'
import { type Answer, refuse } from '../answer'
import type { Client } from '../client'
import { CallBeginner } from './begin-call'
import { endOf, peopleOf, unnoticedMs } from './call'
import { acceptedFor } from './call-frames'
import type { CallDeps, Callee, CallFrame, CallKind, CallTable } from './call-kind'
import type { CallRecords } from './call-records'
import { type CallEvent, dueOf } from './next-call'
import { PairTable } from './pair-table'
import { isEmptySignal, passSignal } from './pass-signal'

/** Calls of two. */
export class PairCalls implements CallKind {
  readonly #deps: CallDeps
  readonly #records: CallRecords
  readonly #table: CallTable
  readonly #calls: PairTable
  readonly #beginner: CallBeginner

  constructor(deps: CallDeps, records: CallRecords, table: CallTable) {
    this.#deps = deps
    this.#records = records
    this.#table = table
    this.#calls = new PairTable(deps, records, table)
    this.#beginner = new CallBeginner(deps, records, this.#calls, table)
  }

  /** Calls somebody, or takes the call that they have begun. */
  call(callee: Callee, frame: FrameOf<'call'>, client: Client): Promise<Answer> {
    return this.#beginner.begin({ callee, frame, client })
  }

  act(frame: CallFrame, client: Client): Promise<Answer> {
    const me = { by: client.person.id, connection: client.id }
    if (frame.type === 'answer') return this.#answer(frame, client)
    if (frame.type === 'signal') return this.#signal(frame, client)
    if (frame.type === 'hangup')
      return this.#do(frame.call, { type: 'hangup', ...me, ...(frame.failed && { failed: true }) })
    const { muted, camera, screen } = frame
    return this.#do(frame.call, { type: 'share', ...me, shares: { muted, camera, screen } })
  }

  async isIn(id: string, person: string): Promise<boolean> {
    const call = await this.#calls.apply(id, { type: 'time' })
    return !('refused' in call) && call.state.is !== 'ended' && peopleOf(call).includes(person)
  }

  async welcome(id: string, client: Client): Promise<void> {
    const call = await this.#calls.apply(id, { type: 'time' })
    if ('refused' in call) return
    // Who has ended it may have died before its line was stored.
    if (call.state.is === 'ended') return this.#calls.write(call)
    this.#table.changed(id, [], dueOf(call))
    await this.#calls.show(call, client)
  }

  async lose(id: string, connection: string, since: number): Promise<void> {
    await this.#calls.apply(id, { type: 'lost', connection, since })
  }

  async loseAll(id: string, people: string[]): Promise<void> {
    const call = await this.#records.read(id)
    const since = this.#deps.ports.now() - unnoticedMs
    for (const person of people) {
      const connection = call && endOf(call, person)?.connection
      if (connection !== undefined) await this.#calls.apply(id, { type: 'lost', connection, since })
    }
  }

  async findAll(id: string, people: string[]): Promise<void> {
    const call = await this.#records.read(id)
    for (const by of people) {
      const connection = call && endOf(call, by)?.connection
      if (connection !== undefined)
        await this.#calls.apply(id, { type: 'signal', by, connection, isEmpty: true })
    }
  }

  async look(id: string): Promise<number | undefined> {
    const call = await this.#calls.apply(id, { type: 'time' })
    return 'refused' in call ? undefined : dueOf(call)
  }

  async stop(id: string): Promise<void> {
    await this.#calls.apply(id, { type: 'stop' })
  }

  /** Ends a call of these two, if this is one: `me` has ended it. */
  async part(id: string, me: string, peer: string): Promise<void> {
    const call = await this.#records.read(id)
    if (call && [call.from, call.to].includes(peer))
      await this.#do(id, { type: 'hangup', by: me, connection: '' })
  }

  async #do(id: string, event: CallEvent): Promise<Answer> {
    const call = await this.#calls.apply(id, event)
    return 'refused' in call ? refuse(call.refused) : acceptedFor(call, this.#deps.ports)
  }

  async #answer(frame: FrameOf<'answer'>, client: Client): Promise<Answer> {
    const me = client.person.id
    const event: CallEvent = { type: 'answer', by: me, connection: client.id, with: frame.with }
    if (frame.with !== 'accept') return this.#do(frame.call, event)
    const held = await this.#records.heldBy(me)
    if (held !== undefined && held !== frame.call && (await this.#table.isIn(held, me)))
      return refuse('in-a-call')
    const call = await this.#calls.apply(frame.call, event, client)
    return 'refused' in call ? refuse(call.refused) : acceptedFor(call, this.#deps.ports, me)
  }

  async #signal(frame: FrameOf<'signal'>, client: Client): Promise<Answer> {
    const me = client.person.id
    const isEmpty = isEmptySignal(frame)
    const event: CallEvent = { type: 'signal', by: me, connection: client.id, isEmpty }
    const call = await this.#calls.apply(frame.call, event, client)
    if ('refused' in call) return refuse(call.refused)
    const peer = call.from === me ? call.to : call.from
    if (frame.to !== undefined && frame.to !== peer) return refuse('not-in-call')
    const end = endOf(call, peer)
    const isThere = end !== undefined && end.lost === undefined
    if (isThere) passSignal(frame, me, { person: peer, connection: end.connection }, this.#deps)
    // Who is back is answered, whether the other one is there or not.
    if (isEmpty) return acceptedFor(call, this.#deps.ports, me)
    return isThere ? acceptedFor(call, this.#deps.ports) : refuse('not-there')
  }
}
