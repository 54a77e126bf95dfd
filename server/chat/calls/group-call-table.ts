import type { Person, ServerFrameOf } from '#protocol'
import type { Client } from '../client'
import type { CallDeps, CallTable } from './call-kind'
import { sayCall } from './call-line'
import type { CallRecords } from './call-records'
import { type GroupCall, goesOn, participant, roomOfCall } from './group-call'
import { talkingFrame } from './group-call-frames'
import { type GroupCallEvent, groupDueOf, type NoGroupCall, nextGroupCall } from './next-group-call'
import { overMs, type SharedRecords } from './shared-records'

/** Why nothing becomes of an event. */
export interface NotDone {
  refused: NoGroupCall | 'unknown-call'
}

/** The calls of groups that servers share: changes them, tells those whom it concerns, and writes the line of what is over. */
export class GroupCallTable {
  readonly #deps: CallDeps
  readonly #holds: CallRecords
  readonly #records: SharedRecords<GroupCall>
  readonly #table: CallTable

  constructor(deps: CallDeps, holds: CallRecords, records: SharedRecords<GroupCall>, table: CallTable) {
    this.#deps = deps
    this.#holds = holds
    this.#records = records
    this.#table = table
  }

  /** Lets something happen to a call: how it is then. `by`: the client by whom it happens, who may take part by it from then on. */
  async apply(id: string, event: GroupCallEvent, by?: Client): Promise<GroupCall | NotDone> {
    const now = this.#deps.ports.now()
    const changed = await this.#records.change<NotDone>(roomOfCall(id) ?? '', (call) =>
      call.id === id ? nextGroupCall(call, event, now) : { refused: 'unknown-call' },
    )
    if (!changed) return { refused: 'unknown-call' }
    const { before, after } = changed
    if ('refused' in after || after === before) return after
    if (by && isBy(after, by) && !isBy(before, by)) {
      await this.#table.join(id, by)
      this.leaveOld(before, by)
    }
    await this.tell(before, after, event.type === 'cut')
    return after
  }

  /** The call that goes on in a room, with what is due by now. */
  async goingOn(room: string): Promise<GroupCall | undefined> {
    const known = await this.#records.read(room)
    if (!known || !goesOn(known)) return undefined
    const call = await this.apply(known.id, { type: 'time' })
    return 'refused' in call || !goesOn(call) ? undefined : call
  }

  /** How a call looks to people. Names that cannot be read now keep nobody from hearing of it. */
  async frameOf(call: GroupCall): Promise<ServerFrameOf<'talking'>> {
    const ids = call.people.map(({ person }) => person)
    const known = await this.#deps.ports.people.many(ids).catch(() => new Map<string, Person>())
    return talkingFrame(call, known)
  }

  /** Tells one client how a call is now. */
  async show(call: GroupCall, client: Client): Promise<void> {
    client.send(await this.frameOf(call))
    const later = await this.#records.changedSince(call.room, call)
    if (later?.id === call.id) await this.show(later, client)
  }

  /**
   * A call has changed: those who took part and who do, all their servers, and those in the room hear of it, behind the answer to the
   * frame that is being handled. Who was `cut` out is no member any more: to them nobody talks.
   */
  async tell(before: GroupCall, after: GroupCall, isCut = false): Promise<void> {
    const gone = before.people.map(({ person }) => person).filter((one) => !participant(after, one))
    // Who is held for longer is asked for by `isIn`, which tells that they are not in it.
    for (const person of gone) await this.#holds.release(person, after.id).catch(() => undefined)
    const frame = await this.frameOf(after)
    this.#deps.gather(() => {
      const last = isCut ? { ...frame, people: [] } : frame
      for (const person of gone) this.#tellPerson(person, last)
      this.#table.over(after.id, gone)
      this.#tellAll(after, frame)
    })
    if (!goesOn(after)) this.#table.retries.do(() => this.write(after))
  }

  /** Leaves the line of a call that is over. */
  async write(call: GroupCall): Promise<void> {
    const { room, media, seconds = 0 } = call
    // With a group that is dissolved everything is gone that was in it.
    if (await this.#deps.ports.store.rooms.get(room))
      await sayCall(call, { media, outcome: 'answered', seconds }, this.#deps)
    await this.#records.put(room, call, call, overMs)
  }

  /** Who came back by another connection takes part by the old one no more: where its server dies nobody is left behind. */
  leaveOld(before: GroupCall, { person, id }: Client): void {
    const old = participant(before, person.id)?.connection
    if (old !== undefined && old !== id) this.#table.moved(before.id, person.id, old)
  }

  #tellAll(call: GroupCall, frame: ServerFrameOf<'talking'>): void {
    const people = call.people.map(({ person }) => person)
    for (const person of people) this.#tellPerson(person, frame)
    this.#deps.tellRoom(call.room, { type: 'talking', frame })
    if (goesOn(call)) this.#table.changed(call.id, people, groupDueOf(call))
    this.#table.retries.do(() => this.#follow(call))
  }

  async #follow(told: GroupCall): Promise<void> {
    const later = await this.#records.changedSince(told.room, told)
    if (later) this.#tellAll(later, await this.frameOf(later))
  }

  #tellPerson(person: string, frame: ServerFrameOf<'talking'>): void {
    this.#deps.tellPersonNews(person, { type: 'frame', port: 'direct', frame })
  }
}

function isBy(call: GroupCall, { person, id }: Client): boolean {
  return participant(call, person.id)?.connection === id
}
