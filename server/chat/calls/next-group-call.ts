import { limits } from '#protocol'
import { atFirst, backBy, givesSame, isHere, type Shares } from './call'
import { type GroupCall, type Participant, participant } from './group-call'

/** Something that happens to the call of a group. `connection` is the one of theirs by which it comes. */
export type GroupCallEvent =
  | { type: 'call'; by: string; connection: string; request: string }
  | { type: 'hangup'; by: string }
  /** `isEmpty`: it says that the line is back, and may come by another connection at any time. */
  | { type: 'signal'; by: string; connection: string; isEmpty: boolean }
  | { type: 'share'; by: string; connection: string; shares: Shares }
  | { type: 'lost'; connection: string; since: number }
  /** They are no member of the group any more; without a person nobody is. */
  | { type: 'cut'; person?: string }
  | { type: 'time' }

/** Why an event has no effect. */
export type NoGroupCall =
  | 'call-is-over'
  | 'call-full'
  | 'in-a-call'
  | 'not-in-call'
  | 'too-many-cameras'
  | 'screen-taken'

/** The call as it is from then on; the very same object where nothing became of the event. */
export type NextGroupCall = GroupCall | { refused: NoGroupCall }

/**
 * What becomes of the call of a group: the one place that knows. Pure, and without a fault for any event at any time, so that
 * servers that share a call may try, compare and try again. An event that comes twice has its effect once.
 */
export function nextGroupCall(call: GroupCall, event: GroupCallEvent, now: number): NextGroupCall {
  const due = untilNow(call, now)
  if (event.type === 'time') return due
  if (due.seconds !== undefined) return 'by' in event ? { refused: 'call-is-over' } : due
  if (event.type === 'lost') return untilNow(lost(due, event), now)
  if (event.type === 'cut') return without(due, event.person, now)
  return acted(due, event, now)
}

/** When something becomes of a call without anybody doing anything; nothing while no line is lost, and once it is over. */
export function groupDueOf({ people }: GroupCall): number | undefined {
  const due = people.flatMap(({ lost }) => (lost === undefined ? [] : [lost + limits.callGraceMs]))
  return due.length > 0 ? Math.min(...due) : undefined
}

type EventOf<T extends GroupCallEvent['type']> = Extract<GroupCallEvent, { type: T }>
type Act = Extract<GroupCallEvent, { by: string }>

function acted(call: GroupCall, event: Act, now: number): NextGroupCall {
  if (event.type === 'hangup') return without(call, event.by, now)
  const mine = participant(call, event.by)
  if (event.type === 'call') return mine ? calledAgain(call, mine, event) : comeIn(call, event)
  if (!mine) return { refused: 'not-in-call' }
  return event.type === 'signal' ? signalled(call, mine, event) : share(call, mine, event)
}

function untilNow(call: GroupCall, now: number): GroupCall {
  const isGone = ({ lost }: Participant) => lost !== undefined && lost + limits.callGraceMs <= now
  const gone = call.people.filter(isGone)
  if (gone.length === 0) return call
  // It went on for as long as somebody could be heard.
  const heard = Math.max(...gone.map(({ lost }) => lost ?? now))
  return left(call, (one) => !isGone(one), heard)
}

function comeIn(call: GroupCall, event: EventOf<'call'>): NextGroupCall {
  if (call.people.length >= limits.voices) return { refused: 'call-full' }
  return { ...call, people: [...call.people, newcomer(event)] }
}

function newcomer({ by, connection, request }: EventOf<'call'>): Participant {
  return { person: by, connection, request, ...atFirst }
}

/** Their line may have been cut before they had the answer: the same frame is no second call. */
function calledAgain(call: GroupCall, mine: Participant, event: EventOf<'call'>): NextGroupCall {
  const { connection, request } = event
  if (request === mine.request || isHere(mine, connection)) return back(call, mine, connection)
  // A program that begins anew gives nothing yet.
  return mine.lost === undefined ? { refused: 'in-a-call' } : changed(call, mine, newcomer(event))
}

function signalled(call: GroupCall, mine: Participant, event: EventOf<'signal'>): NextGroupCall {
  // The old connection may be dead without the server knowing yet: then only an empty signal says that it is.
  const isKnown = mine.connection === event.connection || mine.lost !== undefined
  return event.isEmpty || isKnown ? back(call, mine, event.connection) : { refused: 'not-in-call' }
}

/** They take part by this connection from now on. */
function back(call: GroupCall, mine: Participant, connection: string): GroupCall {
  return isHere(mine, connection) ? call : changed(call, mine, backBy(mine, connection))
}

function share(call: GroupCall, mine: Participant, { connection, shares }: EventOf<'share'>): NextGroupCall {
  if (mine.connection !== connection) return { refused: 'not-in-call' }
  const { camera, screen } = shares
  const others = call.people.filter((one) => one !== mine)
  if (camera && others.filter((one) => one.camera).length >= limits.cameras)
    return { refused: 'too-many-cameras' }
  if (screen && others.some((one) => one.screen)) return { refused: 'screen-taken' }
  if (givesSame(mine, shares) && mine.lost === undefined) return call
  // A line that carries this is not lost.
  return changed(call, mine, { ...backBy(mine, connection), ...shares })
}

function lost(call: GroupCall, { connection, since }: EventOf<'lost'>): GroupCall {
  const mine = call.people.find((one) => one.connection === connection && one.lost === undefined)
  return mine ? changed(call, mine, { ...mine, lost: since }) : call
}

/** Without a person, without anybody. */
function without(call: GroupCall, person: string | undefined, now: number): GroupCall {
  const stays = (one: Participant) => person !== undefined && one.person !== person
  return call.people.every(stays) ? call : left(call, stays, now)
}

function left(call: GroupCall, stays: (one: Participant) => boolean, until: number): GroupCall {
  const people = call.people.filter(stays)
  if (people.length > 0) return { ...call, people }
  return { ...call, people, seconds: Math.round(Math.max(0, until - call.began) / 1_000) }
}

function changed(call: GroupCall, before: Participant, after: Participant): GroupCall {
  return { ...call, people: call.people.map((one) => (one === before ? after : one)) }
}
