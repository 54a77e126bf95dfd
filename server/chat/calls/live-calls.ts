import type { PresenceDiff } from '../../state/state'
import type { Answer } from '../answer'
import type { Client } from '../client'
import type { PersonNews } from '../live/news'
import type { CallDeps, CallFrame, CallKind, CallTable } from './call-kind'
import { CallRecords } from './call-records'
import { roomOfCall } from './group-call'
import { GroupCalls } from './group-calls'
import { PairCalls } from './pair-calls'
import { Retries } from './retries'

/** Milliseconds for which the end of a server waits for lines that a store has not taken. */
const finishMs = 3_000
/** Presence sets of those who take part, by call: so it is known whom a server that died has left behind. */
const setPrefix = 'call:'

/** The calls that this server has a part in, of both kinds: their timers, and what happens to the connections of people. */
export class LiveCalls implements CallTable {
  readonly pair: PairCalls
  readonly group: GroupCalls
  readonly retries = new Retries()
  /** Calls that go on, with what is due. */
  readonly #timers = new Map<string, NodeJS.Timeout | undefined>()
  readonly #records: CallRecords
  readonly #deps: CallDeps

  constructor(deps: CallDeps) {
    this.#deps = deps
    this.#records = new CallRecords(deps.ports.state.records)
    this.pair = new PairCalls(deps, this.#records, this)
    this.group = new GroupCalls(deps, this.#records, this)
  }

  /** Does what a frame about a call asks for. */
  act(frame: CallFrame, client: Client): Promise<Answer> {
    return this.#kindOf(frame.call).act(frame, client)
  }

  isIn(call: string, person: string): Promise<boolean> {
    return this.#kindOf(call).isIn(call, person)
  }

  /** A person has connected. */
  async welcome(client: Client): Promise<void> {
    if (client.port !== 'direct') return
    await this.#once(async () => {
      const call = client.closed ? undefined : await this.#records.heldBy(client.person.id)
      if (call !== undefined) await this.#kindOf(call).welcome(call, client)
    })
  }

  /** A connection is gone. */
  async depart({ id, call, person, lostAt = this.#deps.ports.now() }: Client): Promise<void> {
    if (call === undefined) return
    // Before it leaves the set: from then on nobody else would notice, and a server that ends waits for this.
    await this.#once(() => this.#kindOf(call).lose(call, id, lostAt))
    await this.#deps.ports.state.presence.leave(setPrefix + call, person.id, id)
  }

  /** Whether a presence set is that of a call: people are gone whose server has died, or are there after all. */
  hearDiff({ set, left, joined }: PresenceDiff): boolean {
    if (!set.startsWith(setPrefix)) return false
    const call = set.slice(setPrefix.length)
    if (left.length > 0) this.retries.do(() => this.#loseAll(call, left))
    if (joined.length > 0) this.retries.do(() => this.#kindOf(call).findAll(call, joined))
    return true
  }

  /** Between these two nothing goes on any more. */
  async part(me: string, peer: string): Promise<void> {
    await this.#once(async () => {
      const call = await this.#records.heldBy(me)
      if (call !== undefined) await this.pair.part(call, me, peer)
    })
  }

  /** Hears what another server, or this one, has told of a call of this person. */
  hear(person: string, { call, due, over, left }: Extract<PersonNews, { type: 'call' }>): void {
    if (over) this.#forget(call)
    else if (left === undefined) this.#wait(call, due)
    for (const client of this.#deps.userConnections.of(person))
      if (client.call === call && (over || client.id === left)) void this.leave(call, client)
  }

  async join(call: string, client: Client): Promise<void> {
    client.call = call
    await this.#deps.ports.state.presence.join(setPrefix + call, client.person.id, client.id)
  }

  async leave(call: string, client: Client): Promise<void> {
    delete client.call
    await this.#deps.ports.state.presence.leave(setPrefix + call, client.person.id, client.id)
  }

  moved(call: string, person: string, left: string): void {
    this.#deps.tellPersonNews(person, { type: 'call', call, left })
  }

  changed(call: string, people: string[], due: number | undefined): void {
    this.#wait(call, due)
    const news: PersonNews = { type: 'call', call, ...(due !== undefined && { due }) }
    for (const person of people) this.#deps.tellPersonNews(person, news)
  }

  over(call: string, people: string[]): void {
    this.#forget(call)
    for (const person of people) this.#deps.tellPersonNews(person, { type: 'call', call, over: true })
  }

  /** The server ends. What it alone knows of is over; what others know of goes on there. */
  async finish(): Promise<void> {
    if (!this.#deps.ports.state.shared)
      await Promise.allSettled([...this.#timers.keys()].map((call) => this.#kindOf(call).stop(call)))
    await this.retries.idle(finishMs)
  }

  close(): void {
    for (const call of [...this.#timers.keys()]) this.#forget(call)
    this.retries.stop()
  }

  /** Does it now, or later where that cannot be: nobody is kept from connecting, or from blocking, by it. */
  async #once(act: () => Promise<void>): Promise<void> {
    await act().catch(() => this.retries.do(act))
  }

  async #loseAll(call: string, people: string[]): Promise<void> {
    // By another connection they may be back already.
    const back = await this.#deps.ports.state.presence.whoOf(setPrefix + call, people)
    const gone = people.filter((person) => !back.has(person))
    await this.#kindOf(call).loseAll(call, gone)
  }

  /** Of a group's call the id begins with the room's, and a dot. */
  #kindOf(call: string): CallKind {
    return roomOfCall(call) === undefined ? this.pair : this.group
  }

  #wait(call: string, due: number | undefined): void {
    clearTimeout(this.#timers.get(call))
    // Of several servers none ends a call at its own end: only what is due is kept.
    if (due === undefined && this.#deps.ports.state.shared) return this.#forget(call)
    const look = () => this.retries.do(() => this.#look(call))
    const timer = due === undefined ? undefined : setTimeout(look, Math.max(1, due - this.#deps.ports.now()))
    timer?.unref()
    this.#timers.set(call, timer)
  }

  async #look(call: string): Promise<void> {
    const due = await this.#kindOf(call).look(call)
    // Timers may run early, and clocks of servers differ.
    if (due !== undefined || this.#deps.ports.state.shared) this.#wait(call, due)
  }

  #forget(call: string): void {
    clearTimeout(this.#timers.get(call))
    this.#timers.delete(call)
  }
}
