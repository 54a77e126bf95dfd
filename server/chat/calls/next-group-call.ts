import { limits } from '#protocol'
import type { GroupCall, Participant } from './group-call'

/** Something that happens to the call of a group. `connection` is the one of theirs by which it comes. */
export type GroupCallEvent =
  | { type: 'join'; by: string; connection: string; frame: string }
  | { type: 'hangup'; by: string }
  | { type: 'back'; by: string; connection: string }
  | { type: 'share'; by: string; connection: string; muted: boolean; camera: boolean; screen: boolean }
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
  const isOver = due.seconds !== undefined
  if (event.type === 'lost') return isOver ? due : untilNow(lost(due, event), now)
  if (event.type === 'cut') return isOver ? due : without(due, event.person, now)
  if (isOver) return { refused: 'call-is-over' }
  if (event.type === 'hangup') return without(due, event.by, now)
  if (event.type === 'join') return join(due, event)
  return event.type === 'back' ? back(due, event) : share(due, event)
}

/** When something becomes of a call without anybody doing anything; nothing while no line is lost, and once it is over. */
export function groupDueOf({ people }: GroupCall): number | undefined {
  const due = people.flatMap(({ lost }) => (lost === undefined ? [] : [lost + limits.callGraceMs]))
  return due.length > 0 ? Math.min(...due) : undefined
}

type EventOf<T extends GroupCallEvent['type']> = Extract<GroupCallEvent, { type: T }>

function untilNow(call: GroupCall, now: number): GroupCall {
  const isGone = ({ lost }: Participant) => lost !== undefined && lost + limits.callGraceMs <= now
  const gone = call.people.filter(isGone)
  if (gone.length === 0) return call
  // It went on for as long as somebody could be heard.
  const heard = Math.max(...gone.map(({ lost }) => lost ?? now))
  return left(call, (one) => !isGone(one), heard)
}

function join(call: GroupCall, { by, connection, frame }: EventOf<'join'>): NextGroupCall {
  const mine = call.people.find(({ person }) => person === by)
  if (mine?.frame === frame || (mine?.connection === connection && mine.lost === undefined))
    return moved(call, mine, connection)
  if (mine && mine.lost === undefined) return { refused: 'in-a-call' }
  // A program that begins anew gives nothing yet.
  const one = { person: by, connection, frame, muted: false, camera: false, screen: false }
  if (mine) return changed(call, mine, one)
  if (call.people.length >= limits.voices) return { refused: 'call-full' }
  return { ...call, people: [...call.people, one] }
}

function back(call: GroupCall, { by, connection }: EventOf<'back'>): NextGroupCall {
  const mine = call.people.find(({ person }) => person === by)
  return mine ? moved(call, mine, connection) : { refused: 'not-in-call' }
}

/** They take part by this connection from now on. */
function moved(call: GroupCall, mine: Participant, connection: string): GroupCall {
  if (mine.connection === connection && mine.lost === undefined) return call
  return changed(call, mine, { ...there(mine), connection })
}

function there({ lost: _, ...mine }: Participant): Participant {
  return mine
}

function share(call: GroupCall, event: EventOf<'share'>): NextGroupCall {
  const { by, connection, muted, camera, screen } = event
  const mine = call.people.find((one) => one.person === by && one.connection === connection)
  if (!mine) return { refused: 'not-in-call' }
  const others = call.people.filter((one) => one !== mine)
  if (camera && others.filter((one) => one.camera).length >= limits.cameras)
    return { refused: 'too-many-cameras' }
  if (screen && others.some((one) => one.screen)) return { refused: 'screen-taken' }
  const isSame = mine.muted === muted && mine.camera === camera && mine.screen === screen
  if (isSame && mine.lost === undefined) return call
  // A line that carries this is not lost.
  return changed(call, mine, { ...there(mine), muted, camera, screen })
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
